#include "libs/index/scoring/rarity.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/matching/part_keys.h"
#include "libs/index/scoring/relevance.h"

namespace trialdex {
namespace {

struct Rarity {
  double value;
  size_t byte_size() const { return sizeof(*this); }
};

}  // namespace

absl::StatusOr<double> RarityOf(const Place& place, const IndexSnapshot& snapshot) {
  const auto make = [&]() -> absl::StatusOr<Rarity> {
    double highest = 0;
    for (const Alternative& alternative : place.alternatives) {
      double frequency = 0;
      for (const auto& view : snapshot.segments()) {
        ASSIGN_OR_RETURN(const uint32_t documents, view->segment().files().DocumentFrequency(
                                                       TermField::kText, alternative.term));
        frequency += documents;
      }
      highest = std::max(highest, frequency);
    }
    return Rarity{InverseDocumentFrequency(static_cast<double>(snapshot.trial_count()), highest)};
  };
  ASSIGN_OR_RETURN(const auto rarity,
                   snapshot.cache().FindOrMake<Rarity>(snapshot.cache_owner(),
                                                       absl::StrCat("r", TermsKey(place)), make));
  return rarity->value;
}

absl::StatusOr<double> RarityOf(absl::Span<const Place> places, const IndexSnapshot& snapshot) {
  double rarity = 0;
  for (const Place& place : places) {
    ASSIGN_OR_RETURN(const double of_place, RarityOf(place, snapshot));
    rarity += of_place;
  }
  return rarity;
}

}  // namespace trialdex
