// Turns the patterns of a query into terms of the index.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_PATTERN_RESOLVER_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_PATTERN_RESOLVER_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "libs/index/out_of_time.h"
#include "libs/index/snapshot.h"
#include "libs/query/query_node.h"

namespace trialdex {

// A pattern stands for at most so many terms: the nearest, of these the most
// frequent. What a short prefix has beyond them is rare words.
inline constexpr size_t kMaxPatternTerms = 128;

// True if a place of `node` has a pattern; its children are not looked at.
bool HasPattern(const QueryNode& node);

// `node`, a kWord or kPhrase, with the terms that its patterns stand for in the
// whole of `snapshot` among the alternatives: exact and beginning alike 1, fuzzy
// 1 / (1 + edits); stems and exact spellings are no such terms. Kept as long as the
// snapshot. Thread-safe; DEADLINE_EXCEEDED when out of time, other errors as Segment.
absl::StatusOr<QueryNode> ResolvePatterns(const QueryNode& node, const IndexSnapshot& snapshot,
                                          const OutOfTime& out_of_time);

// A whole query with all its patterns resolved.
absl::StatusOr<QueryNode> ResolveAllPatterns(QueryNode query, const IndexSnapshot& snapshot,
                                             const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_PATTERN_RESOLVER_H_
