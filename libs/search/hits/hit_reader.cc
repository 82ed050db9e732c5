#include "libs/search/hits/hit_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/matching/pattern_resolver.h"
#include "libs/index/sites/nearest_site.h"
#include "libs/search/hits/exclusion_words.h"
#include "libs/search/hits/field_mask.h"
#include "libs/search/ranking_request.h"
#include "libs/search/wire/serialized.h"
#include "trialdex/v1/export.pb.h"

namespace trialdex {
namespace {

// Trials looked at together: a run may end before the next.
constexpr size_t kTogether = 64;

}  // namespace

HitReader::HitReader(const v1::SearchTrialsRequest& request, const CheckedSearch& search,
                     const IndexSnapshot& snapshot, std::shared_ptr<const PreparedQuery> query)
    : request_(&request),
      search_(&search),
      snapshot_(&snapshot),
      query_(std::move(query)),
      point_(PointOf(search.parsed)) {}

absl::StatusOr<HitReader> HitReader::Open(const v1::SearchTrialsRequest& request,
                                          const CheckedSearch& search,
                                          const IndexSnapshot& snapshot,
                                          std::shared_ptr<const PreparedQuery> query,
                                          Analyzer& analyzer) {
  HitReader reader(request, search, snapshot, std::move(query));
  if (request.highlight()) {
    // The search has just looked up the patterns. Those of sites are only in its own query.
    ASSIGN_OR_RETURN(const QueryNode resolved,
                     ResolveAllPatterns(search.parsed.query, snapshot, [] { return false; }));
    reader.highlighter_.emplace(resolved, analyzer);
  }
  return reader;
}

absl::StatusOr<std::vector<std::vector<std::string>>> HitReader::OnlyInExclusion(
    absl::Span<const FoundTrial> found) const {
  std::vector<DocAddress> addresses;
  for (const FoundTrial& trial : found) addresses.push_back(trial.address);
  return WordsOnlyInExclusion(*query_, request_->query(), *snapshot_, addresses);
}

absl::Status HitReader::ReadTrial(const FoundTrial& found) {
  ASSIGN_OR_RETURN(trial_bytes_, snapshot_->TrialBytes(found.address));
  const bool full = search_->view == v1::TRIAL_VIEW_FULL;
  const bool masked = full && !MasksNothing(request_->read_mask());
  if (full && !masked) {
    stored_field_ = v1::TrialHit::kTrialFieldNumber;
    stored_ = trial_bytes_;
  }
  if (!masked && !request_->highlight()) return absl::OkStatus();
  v1::Trial trial;
  if (!trial.ParseFromString(trial_bytes_)) {
    return absl::DataLossError(absl::StrCat("the stored trial ", found.place.id, " is damaged"));
  }
  if (request_->highlight()) {
    for (v1::Highlight& highlight : highlighter_->Highlights(trial)) {
      *hit_.add_highlights() = std::move(highlight);
    }
  }
  if (masked) {
    ApplyReadMask(request_->read_mask(), trial);
    *hit_.mutable_trial() = std::move(trial);
  }
  return absl::OkStatus();
}

absl::Status HitReader::ReadHit(const FoundTrial& found) {
  hit_.Clear();
  stored_field_ = 0;
  hit_.set_id(found.place.id);
  hit_.set_score(found.score);
  if (point_.has_value()) {
    const auto km = NearestSiteKm(snapshot_->segments()[found.address.segment]->segment().columns(),
                                  found.address.doc, DistanceFrom(*point_));
    if (km.has_value()) hit_.set_distance_km(*km);
  }
  if (search_->view == v1::TRIAL_VIEW_SUMMARY) {
    stored_field_ = v1::TrialHit::kSummaryFieldNumber;
    ASSIGN_OR_RETURN(stored_, snapshot_->SummaryBytes(found.address));
  }
  if (search_->view != v1::TRIAL_VIEW_FULL && !request_->highlight()) return absl::OkStatus();
  return ReadTrial(found);
}

absl::StatusOr<size_t> HitReader::Read(absl::Span<const FoundTrial> found, size_t max_bytes,
                                       const OutOfTime& out_of_time, std::string& response) {
  constexpr int kHits = v1::SearchTrialsResponse::kHitsFieldNumber;
  static_assert(kHits == v1::StreamSearchResponse::kHitsFieldNumber);
  size_t bytes = 0;
  std::vector<std::vector<std::string>> only_in_exclusion;
  std::string stored_header;
  for (size_t i = 0; i < found.size(); ++i) {
    if (i > 0 && out_of_time()) return i;
    if (i % kTogether == 0) {
      ASSIGN_OR_RETURN(only_in_exclusion, OnlyInExclusion(found.subspan(i, kTogether)));
    }
    RETURN_IF_ERROR(ReadHit(found[i]));
    const std::vector<std::string>& words = only_in_exclusion[i % kTogether];
    hit_.mutable_exclusion_only_words()->Assign(words.begin(), words.end());
    size_t size = hit_.ByteSizeLong();
    stored_header.clear();
    if (stored_field_ != 0) {
      AppendFieldHeader(stored_field_, stored_.size(), stored_header);
      size += stored_header.size() + stored_.size();
    }
    bytes += size;
    if (i > 0 && bytes > max_bytes) return i;
    AppendFieldHeader(kHits, size, response);
    hit_.AppendToString(&response);
    if (stored_field_ != 0) {
      response.append(stored_header).append(stored_.data(), stored_.size());
    }
  }
  return found.size();
}

}  // namespace trialdex
