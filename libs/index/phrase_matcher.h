// Finds and scores the documents of phrases.
#ifndef TRIALDEX_LIBS_INDEX_PHRASE_MATCHER_H_
#define TRIALDEX_LIBS_INDEX_PHRASE_MATCHER_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/index/postings.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"

namespace trialdex {

// The live documents of segment `segment` in which the places of the phrase
// `node` stand side by side within one field that its weights search, scored.
// With `within`, only those of these documents (ascending). The node's boost is
// left to the caller. Thread-safe; errors as Segment.
//
// An occurrence counts as much as its least exact word, and 1 / (1 + distance)
// of it if it is `distance` positions off. The phrase is as rare as its words
// together.
absl::StatusOr<ScoredDocs> MatchPhrase(const QueryNode& node, const IndexSnapshot& snapshot,
                                       size_t segment, const std::vector<uint32_t>* within);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_PHRASE_MATCHER_H_
