#include "libs/search/related/value_likeness.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/sites/nearest_site.h"
#include "libs/search/related/sponsor_family.h"

namespace trialdex {
namespace {

// What agreement in a field of design counts. Type and phase tell most.
constexpr std::pair<KeywordField, double> kDesignFields[] = {
    {KeywordField::kPhase, 1.5},           {KeywordField::kStudyType, 1.0},
    {KeywordField::kPrimaryPurpose, 1.0},  {KeywordField::kObservationalModel, 1.0},
    {KeywordField::kAllocation, 0.7},      {KeywordField::kInterventionModel, 0.5},
    {KeywordField::kTimePerspective, 0.5}, {KeywordField::kMasking, 0.5}};

// What sponsors count who are not the lead of both: one trial's lead takes part in the other, and
// others take part in both.
constexpr double kLeadTakesPart = 0.6;
constexpr double kOthersTakePart = 0.4;

// Sites so far apart are half as near as those of one city.
constexpr double kHalfNearKm = 100;

// Less is nothing to speak of.
constexpr double kNotNear = 0.01;

// Sites that are compared with another trial's: a trial with more is near to everything,
// and these say so.
constexpr size_t kMaxSites = 32;

// Common values over the geometric mean of the numbers of values.
double Cosine(size_t common, size_t a, size_t b) {
  if (common == 0) return 0;
  return static_cast<double>(common) / std::sqrt(static_cast<double>(a) * static_cast<double>(b));
}

}  // namespace

ValueLikeness::ValueLikeness(const v1::Trial& trial, const IndexSnapshot& snapshot)
    : snapshot_(snapshot), ordinals_(snapshot.segments().size()) {
  for (const auto& [field, weight] : kDesignFields) design_.push_back({field, weight, {}});
  VisitKeywords(trial, [this](KeywordField field, absl::string_view normal, absl::string_view) {
    for (DesignField& design : design_) {
      if (design.field == field) design.values.emplace_back(normal);
    }
    if (field == KeywordField::kCountry) countries_.emplace_back(normal);
    if (field == KeywordField::kCity) cities_.emplace_back(normal);
    if (field == KeywordField::kLeadSponsor) lead_family_ = SponsorFamily(normal);
    if (field == KeywordField::kSponsor) families_.insert(SponsorFamily(normal));
  });
  design_.erase(std::remove_if(design_.begin(), design_.end(),
                               [](const DesignField& field) { return field.values.empty(); }),
                design_.end());
  families_.erase("");
  ExtractSitePoints(trial, &points_);
  if (points_.size() > kMaxSites) points_.resize(kMaxSites);
}

absl::StatusOr<const KeywordOrdinals*> ValueLikeness::ValuesOf(KeywordField field,
                                                               uint32_t segment) {
  std::vector<Ordinals>& of_segment = ordinals_[segment];
  const auto number = static_cast<size_t>(field);
  if (of_segment.size() <= number) of_segment.resize(number + 1);
  if (of_segment[number] == nullptr) {
    ASSIGN_OR_RETURN(of_segment[number], snapshot_.segments()[segment]->segment().Ordinals(field));
  }
  return of_segment[number].get();
}

absl::StatusOr<double> ValueLikeness::Overlap(KeywordField field,
                                              const std::vector<std::string>& values,
                                              DocAddress other) {
  ASSIGN_OR_RETURN(const KeywordOrdinals* ordinals, ValuesOf(field, other.segment));
  const absl::Span<const uint32_t> of_other = ordinals->of(other.doc);
  if (of_other.empty()) return 0.0;
  size_t common = 0;
  for (const std::string& value : values) {
    const std::optional<uint32_t> ordinal = ordinals->Find(value);
    if (ordinal.has_value() && std::binary_search(of_other.begin(), of_other.end(), *ordinal)) {
      ++common;
    }
  }
  return Cosine(common, values.size(), of_other.size());
}

absl::StatusOr<double> ValueLikeness::Design(DocAddress other) {
  double agreed = 0;
  double total = 0;
  for (const DesignField& field : design_) {
    ASSIGN_OR_RETURN(const double overlap, Overlap(field.field, field.values, other));
    agreed += field.weight * overlap;
    total += field.weight;
  }
  return total == 0 ? 0 : agreed / total;
}

absl::StatusOr<double> ValueLikeness::Sponsor(DocAddress other) {
  ASSIGN_OR_RETURN(const KeywordOrdinals* leads,
                   ValuesOf(KeywordField::kLeadSponsor, other.segment));
  double best = 0;
  for (const uint32_t ordinal : leads->of(other.doc)) {
    const std::string lead = SponsorFamily(leads->normal(ordinal));
    if (lead == lead_family_) return 1;
    if (families_.contains(lead)) best = kLeadTakesPart;
  }
  ASSIGN_OR_RETURN(const KeywordOrdinals* sponsors,
                   ValuesOf(KeywordField::kSponsor, other.segment));
  for (const uint32_t ordinal : sponsors->of(other.doc)) {
    const std::string family = SponsorFamily(sponsors->normal(ordinal));
    if (family == lead_family_) {
      best = std::max(best, kLeadTakesPart);
    } else if (families_.contains(family)) {
      best = std::max(best, kOthersTakePart);
    }
  }
  return best;
}

double ValueLikeness::Nearness(const SegmentColumns& columns, uint32_t doc) const {
  double nearest_km = kFarthestKm;
  for (const SitePoint& point : points_) {
    const auto km = NearestSiteKm(columns, doc, DistanceFrom(ToGeoPoint(point)));
    if (!km.has_value()) return 0;
    nearest_km = std::min(nearest_km, *km);
  }
  return std::exp2(-nearest_km / kHalfNearKm);
}

absl::StatusOr<double> ValueLikeness::Place(DocAddress other) {
  ASSIGN_OR_RETURN(const double countries, Overlap(KeywordField::kCountry, countries_, other));
  ASSIGN_OR_RETURN(double near, Overlap(KeywordField::kCity, cities_, other));
  if (near < 1) {
    const SegmentColumns& columns = snapshot_.segments()[other.segment]->segment().columns();
    near = std::max(near, Nearness(columns, other.doc));
  }
  return (countries + (near < kNotNear ? 0 : near)) / 2;
}

}  // namespace trialdex
