// The lists of the words and phrases of a query.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_NODE_PARTS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_NODE_PARTS_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/matching/prepared_query.h"
#include "libs/index/out_of_time.h"
#include "libs/index/segment.h"
#include "libs/query/query_node.h"

namespace trialdex {

// The documents of `segment` that match `node`, a kWord or kPhrase of `query` that is not inside
// a kSameSite. Kept with the segment. Never null. DEADLINE_EXCEEDED when out of time, other
// errors as Segment.
absl::StatusOr<std::shared_ptr<const PartList>> NodeParts(const QueryNode& node,
                                                          const PreparedQuery& query,
                                                          const Segment& segment,
                                                          const OutOfTime& out_of_time);

// The same of each place of `node`, a kPhrase, as a word that may stand anywhere.
absl::StatusOr<std::vector<std::shared_ptr<const PartList>>> PlaceParts(
    const QueryNode& node, const PreparedQuery& query, const Segment& segment,
    const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_NODE_PARTS_H_
