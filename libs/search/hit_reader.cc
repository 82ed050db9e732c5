#include "libs/search/hit_reader.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/nearest_site.h"
#include "libs/index/pattern_resolver.h"
#include "libs/search/exclusion_words.h"
#include "libs/search/field_mask.h"
#include "libs/search/ranking_request.h"

namespace trialdex {
namespace {

// Trials looked at together: a run may end before the next.
constexpr size_t kTogether = 64;

}  // namespace

HitReader::HitReader(const v1::SearchTrialsRequest& request, const CheckedSearch& search,
                     const IndexSnapshot& snapshot, QueryNode query, Analyzer& analyzer)
    : request_(&request),
      search_(&search),
      snapshot_(&snapshot),
      query_(std::move(query)),
      highlighter_(query_, analyzer),
      point_(PointOf(search.parsed)) {}

absl::StatusOr<HitReader> HitReader::Open(const v1::SearchTrialsRequest& request,
                                          const CheckedSearch& search,
                                          const IndexSnapshot& snapshot, Analyzer& analyzer) {
  // The search has just looked up the patterns.
  ASSIGN_OR_RETURN(QueryNode query,
                   ResolveAllPatterns(search.parsed.query, snapshot, [] { return false; }));
  return HitReader(request, search, snapshot, std::move(query), analyzer);
}

absl::StatusOr<std::vector<std::vector<std::string>>> HitReader::OnlyInExclusion(
    absl::Span<const FoundTrial> found) const {
  std::vector<DocAddress> addresses;
  for (const FoundTrial& trial : found) addresses.push_back(trial.address);
  return WordsOnlyInExclusion(query_, request_->query(), *snapshot_, addresses);
}

absl::StatusOr<v1::TrialHit> HitReader::ReadHit(const FoundTrial& found) {
  v1::TrialHit hit;
  hit.set_id(found.place.id);
  hit.set_score(found.score);
  if (point_.has_value()) {
    const auto km = NearestSiteKm(snapshot_->segments()[found.address.segment]->segment().columns(),
                                  found.address.doc, DistanceFrom(*point_));
    if (km.has_value()) hit.set_distance_km(*km);
  }
  if (search_->view == v1::TRIAL_VIEW_SUMMARY) {
    ASSIGN_OR_RETURN(*hit.mutable_summary(), snapshot_->ReadSummary(found.address));
  }
  const bool full = search_->view == v1::TRIAL_VIEW_FULL;
  if (!full && !request_->highlight()) return hit;
  ASSIGN_OR_RETURN(v1::Trial trial, snapshot_->ReadTrial(found.address));
  if (request_->highlight()) {
    for (v1::Highlight& highlight : highlighter_.Highlights(trial)) {
      *hit.add_highlights() = std::move(highlight);
    }
  }
  if (full) {
    ApplyReadMask(request_->read_mask(), trial);
    *hit.mutable_trial() = std::move(trial);
  }
  return hit;
}

absl::StatusOr<size_t> HitReader::Read(absl::Span<const FoundTrial> found, size_t max_bytes,
                                       const OutOfTime& out_of_time,
                                       google::protobuf::RepeatedPtrField<v1::TrialHit>& hits) {
  size_t bytes = 0;
  std::vector<std::vector<std::string>> only_in_exclusion;
  for (size_t i = 0; i < found.size(); ++i) {
    if (i > 0 && out_of_time()) return i;
    if (i % kTogether == 0) {
      ASSIGN_OR_RETURN(only_in_exclusion, OnlyInExclusion(found.subspan(i, kTogether)));
    }
    ASSIGN_OR_RETURN(v1::TrialHit hit, ReadHit(found[i]));
    const std::vector<std::string>& words = only_in_exclusion[i % kTogether];
    hit.mutable_only_in_exclusion()->Assign(words.begin(), words.end());
    bytes += hit.ByteSizeLong();
    if (i > 0 && bytes > max_bytes) return i;
    *hits.Add() = std::move(hit);
  }
  return found.size();
}

}  // namespace trialdex
