// Which documents a query may match, told without reading where words stand in them.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_CANDIDATE_DOCS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_CANDIDATE_DOCS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/index/cache_key.h"
#include "libs/index/doc_set.h"
#include "libs/index/matching/prepared_query.h"
#include "libs/index/out_of_time.h"
#include "libs/index/segment.h"
#include "libs/query/query_node.h"

namespace trialdex {

// Documents of a segment, ascending; none of them is there twice.
using DocList = std::vector<uint32_t>;

// Documents of `segment` that may match `query`: all that match and are in `within` (null: all)
// are among them. Words are looked for by the numbers of their documents alone, the rarest
// first, and frequent ones not at all once few documents are left. None if that would spare
// nothing: where there is no `within`, and no AND, each document of each word is a candidate.
// DEADLINE_EXCEEDED when out of time, other errors as Segment.
absl::StatusOr<std::optional<DocList>> CandidateDocs(const PreparedQuery& query,
                                                     const DocSet* within, const Segment& segment,
                                                     const OutOfTime& out_of_time);

// The same of the phrase `node`. `place_keys` are WordKeys of its places as words that may stand
// anywhere.
absl::StatusOr<DocList> PhraseCandidateDocs(const QueryNode& node,
                                            absl::Span<const CacheKey> place_keys,
                                            const Segment& segment, const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_CANDIDATE_DOCS_H_
