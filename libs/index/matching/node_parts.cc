#include "libs/index/matching/node_parts.h"

#include "libs/base/status_macros.h"
#include "libs/index/matching/phrase_parts.h"
#include "libs/index/matching/word_parts.h"

namespace trialdex {

absl::StatusOr<std::vector<std::shared_ptr<const PartList>>> PlaceParts(
    const QueryNode& node, const PreparedQuery& query, const Segment& segment,
    const OutOfTime& out_of_time) {
  const PreparedQuery::Terms& terms = query.terms(node);
  std::vector<std::shared_ptr<const PartList>> places;
  for (size_t i = 0; i < node.places.size(); ++i) {
    ASSIGN_OR_RETURN(places.emplace_back(),
                     WordParts(terms.place_keys[i], node.places[i], Coverage::kContains,
                               *terms.normalizer, segment, out_of_time));
  }
  return places;
}

absl::StatusOr<std::shared_ptr<const PartList>> NodeParts(const QueryNode& node,
                                                          const PreparedQuery& query,
                                                          const Segment& segment,
                                                          const OutOfTime& out_of_time) {
  const PreparedQuery::Terms& terms = query.terms(node);
  if (node.kind == QueryNode::Kind::kWord) {
    return WordParts(terms.key, node.places.front(), node.coverage, *terms.normalizer, segment,
                     out_of_time);
  }
  return PhraseParts(terms.key, node, terms.place_keys, *terms.normalizer, segment, out_of_time);
}

}  // namespace trialdex
