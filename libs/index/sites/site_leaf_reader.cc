#include "libs/index/sites/site_leaf_reader.h"

#include <algorithm>

#include "libs/base/status_macros.h"
#include "libs/index/positions/position.h"
#include "libs/index/scoring/relevance.h"
#include "libs/schema/text_fields.h"

namespace trialdex {

absl::StatusOr<SiteLeafReader> SiteLeafReader::Open(const QueryNode& node, const Segment& segment) {
  ASSIGN_OR_RETURN(PhraseReader reader, PhraseReader::Open(node, segment));
  return SiteLeafReader(node, std::move(reader));
}

absl::Span<const SitePart> SiteLeafReader::Read(uint32_t doc) {
  if (next_doc_ == uint64_t{doc} + 1) return sites_;
  next_doc_ = uint64_t{doc} + 1;
  sites_.clear();
  reader_.Read(doc, occurrences_);
  frequencies_.clear();
  for (const Occurrence& occurrence : occurrences_) {
    const uint32_t field = FieldOfPosition(occurrence.position);
    if (!InfoOf(static_cast<TextField>(field)).per_site) continue;
    frequencies_.push_back({SiteOfPosition(occurrence.position),
                            occurrence.weight * static_cast<double>((*node_->weights)[field])});
  }
  const auto by_site = [](const SiteFrequency& a, const SiteFrequency& b) {
    return a.site < b.site;
  };
  // Stable: what a site adds up to must not depend on the sorting. Of one field they are in
  // order.
  if (!std::is_sorted(frequencies_.begin(), frequencies_.end(), by_site)) {
    std::stable_sort(frequencies_.begin(), frequencies_.end(), by_site);
  }
  for (size_t i = 0; i < frequencies_.size();) {
    const uint32_t site = frequencies_[i].site;
    double frequency = 0;
    for (; i < frequencies_.size() && frequencies_[i].site == site; ++i) {
      frequency += frequencies_[i].frequency;
    }
    sites_.push_back({site, FrequencyPart(frequency)});
  }
  return sites_;
}

}  // namespace trialdex
