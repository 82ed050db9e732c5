#include "libs/index/matching/node_parts.h"

#include <cstddef>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/list_uses.h"
#include "libs/index/matching/phrase_parts.h"
#include "libs/index/matching/word_parts.h"

namespace trialdex {
namespace {

// To look for a word in one document out of many takes as long as to take in so many of its list.
constexpr size_t kLookCost = 4;

}  // namespace

absl::StatusOr<std::shared_ptr<const PartList>> NodeParts::Of(const QueryNode& node) {
  const PreparedQuery::Terms& terms = query_.terms(node);
  if (node.kind == QueryNode::Kind::kPhrase) return OfPhrase(node, terms);
  return OfWord(terms.key, node.places.front(), node.coverage, *terms.normalizer);
}

absl::StatusOr<std::vector<std::shared_ptr<const PartList>>> NodeParts::OfPlaces(
    const QueryNode& node) {
  const PreparedQuery::Terms& terms = query_.terms(node);
  std::vector<std::shared_ptr<const PartList>> places;
  for (size_t i = 0; i < node.places.size(); ++i) {
    ASSIGN_OR_RETURN(places.emplace_back(), OfWord(terms.place_keys[i], node.places[i],
                                                   Coverage::kContains, *terms.normalizer));
  }
  return places;
}

absl::StatusOr<std::shared_ptr<const PartList>> NodeParts::OfWord(
    const CacheKey& key, const Place& place, Coverage coverage, const FieldNormalizer& normalizer) {
  if (auto found = Find(key); found != nullptr) return found;
  bool for_wanted_only = ForWantedOnly(key);
  if (for_wanted_only) {
    ASSIGN_OR_RETURN(for_wanted_only, HasMany(place));
  }
  if (!for_wanted_only) {
    return WordParts(key, place, coverage, normalizer, segment_, out_of_time_);
  }
  ASSIGN_OR_RETURN(PartList list,
                   WordPartsIn(*wanted_.docs, place, coverage, normalizer, segment_, out_of_time_));
  return Hold(key, std::move(list));
}

absl::StatusOr<std::shared_ptr<const PartList>> NodeParts::OfPhrase(
    const QueryNode& node, const PreparedQuery::Terms& terms) {
  if (auto found = Find(terms.key); found != nullptr) return found;
  if (!ForWantedOnly(terms.key)) {
    return PhraseParts(terms.key, node, terms.place_keys, *terms.normalizer, segment_,
                       out_of_time_);
  }
  ASSIGN_OR_RETURN(PartList list,
                   PhrasePartsIn(*wanted_.docs, node, *terms.normalizer, segment_, out_of_time_));
  return Hold(terms.key, std::move(list));
}

std::shared_ptr<const PartList> NodeParts::Find(const CacheKey& key) const {
  if (const auto held = held_.find(key); held != held_.end()) return held->second;
  return segment_.cache().Find<PartList>(segment_.cache_owner(), key);
}

bool NodeParts::ForWantedOnly(const CacheKey& key) const {
  if (wanted_.docs == nullptr) return false;
  return !wanted_.whole_at_second_use || !WasUsed(key, segment_);
}

absl::StatusOr<bool> NodeParts::HasMany(const Place& place) const {
  size_t docs = 0;
  for (const Alternative& alternative : place.alternatives) {
    ASSIGN_OR_RETURN(const uint32_t of_term,
                     segment_.files().DocumentFrequency(TermField::kText, alternative.term));
    docs += of_term;
  }
  return wanted_.docs->size() * kLookCost < docs;
}

std::shared_ptr<const PartList> NodeParts::Hold(const CacheKey& key, PartList list) {
  auto& held = held_[key];
  held = std::make_shared<const PartList>(std::move(list));
  return held;
}

}  // namespace trialdex
