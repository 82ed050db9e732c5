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
  // The places are needed only where the list is not there yet.
  if (auto kept = segment.cache().Find<PartList>(segment.cache_owner(), terms.key)) return kept;
  ASSIGN_OR_RETURN(const auto places, PlaceParts(node, query, segment, out_of_time));
  return PhraseParts(terms.key, node, places, *terms.normalizer, segment, out_of_time);
}

}  // namespace trialdex
