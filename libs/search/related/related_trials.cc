#include "libs/search/related/related_trials.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/index/sites/nearest_site.h"
#include "libs/search/find_trial.h"
#include "libs/search/related/common_ground.h"
#include "libs/search/related/near_duplicates.h"
#include "libs/search/related/related_candidates.h"
#include "libs/search/related/related_query.h"
#include "libs/search/related/related_request.h"
#include "libs/search/related/value_likeness.h"

namespace trialdex {
namespace {

// Trials that are compared by more than words. Design, sponsor and place are worth 0.2
// together: who is not among so many by words does not come to the top by them.
constexpr size_t kMaxCompared = 300;

// Less than that is two trials that both happen to be trials.
constexpr double kMinLikeness = 0.15;
// And so much of it must be in words: design, sponsor and place alone make nobody related.
constexpr double kMinWordLikeness = 0.08;

// Trials looked at to fill a list: those that are folded do not count.
constexpr size_t kLookedAtPerListed = 4;

constexpr size_t kPartCount = 6;
constexpr std::array<v1::RelatedBy, kPartCount> kParts = {
    v1::RELATED_BY_CONDITIONS, v1::RELATED_BY_INTERVENTIONS, v1::RELATED_BY_TEXT,
    v1::RELATED_BY_DESIGN,     v1::RELATED_BY_SPONSOR,       v1::RELATED_BY_PLACE};
constexpr std::array<double, kPartCount> kWeights = {kConditionsWeight, kInterventionsWeight,
                                                     kTextWeight,       kDesignWeight,
                                                     kSponsorWeight,    kPlaceWeight};

// A trial compared in all parts.
struct Compared {
  DocAddress address;
  absl::string_view id;
  // What each part adds to the score; they sum up to it.
  std::array<double, kPartCount> shares = {};
  double score = 0;
};

absl::StatusOr<std::vector<Compared>> Compare(const RelatedCandidates& candidates,
                                              const v1::Trial& trial,
                                              const IndexSnapshot& snapshot) {
  ValueLikeness values(trial, snapshot);
  const std::array<bool, kPartCount> has = {candidates.has[0],    candidates.has[1],
                                            candidates.has[2],    values.has_design(),
                                            values.has_sponsor(), values.has_place()};
  double total = 0;
  for (size_t i = 0; i < kPartCount; ++i) total += has[i] ? kWeights[i] : 0;
  std::vector<Compared> compared;
  for (const RelatedCandidate& candidate : candidates.best) {
    Compared trial_at{candidate.address, snapshot.id(candidate.address)};
    std::array<double, kPartCount> likeness = {candidate.words[0], candidate.words[1],
                                               candidate.words[2]};
    ASSIGN_OR_RETURN(likeness[3], values.Design(candidate.address));
    ASSIGN_OR_RETURN(likeness[4], values.Sponsor(candidate.address));
    ASSIGN_OR_RETURN(likeness[5], values.Place(candidate.address));
    for (size_t i = 0; i < kPartCount; ++i) {
      if (has[i]) trial_at.shares[i] = kWeights[i] * likeness[i] / total;
      trial_at.score += trial_at.shares[i];
    }
    compared.push_back(trial_at);
  }
  std::sort(compared.begin(), compared.end(), [](const Compared& a, const Compared& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
  return compared;
}

// Writes the answer: reads what is stored of the best, folds and explains.
class Lister {
 public:
  // `near` may be null.
  Lister(const v1::Trial& trial, const RelatedQuery& query, const GeoPoint* near,
         const IndexSnapshot& snapshot)
      : ground_(trial), query_(query), near_(near), snapshot_(snapshot) {}

  // Adds `compared` to `response`, or to its double there if `fold`.
  absl::Status Add(const Compared& compared, bool fold, v1::FindRelatedTrialsResponse& response) {
    ASSIGN_OR_RETURN(v1::TrialSummary summary, snapshot_.ReadSummary(compared.address));
    TrialFace face = MakeTrialFace(summary);
    if (fold && Fold(face, response)) return absl::OkStatus();
    // Only a trial that would be listed is worth reading whole.
    ASSIGN_OR_RETURN(const v1::Trial other, snapshot_.ReadTrial(compared.address));
    AddNamedIds(other, face);
    if (fold && Fold(face, response)) return absl::OkStatus();
    faces_.push_back(std::move(face));
    v1::RelatedTrial& related = *response.add_trials();
    related.set_score(compared.score);
    *related.mutable_summary() = std::move(summary);
    if (near_ != nullptr) {
      const SegmentView& view = *snapshot_.segments()[compared.address.segment];
      const auto km =
          NearestSiteKm(view.segment().columns(), compared.address.doc, DistanceFrom(*near_));
      if (km.has_value()) related.set_distance_km(*km);
    }
    return AddReasons(compared, other, related);
  }

 private:
  bool Fold(const TrialFace& face, v1::FindRelatedTrialsResponse& response) const {
    for (size_t i = 0; i < faces_.size(); ++i) {
      if (!AreNearDuplicates(faces_[i], face)) continue;
      response.mutable_trials(static_cast<int>(i))->add_duplicate_ids(face.id);
      return true;
    }
    return false;
  }

  absl::Status AddReasons(const Compared& compared, const v1::Trial& other,
                          v1::RelatedTrial& related) const {
    std::map<v1::RelatedBy, std::vector<std::string>> common = ground_.With(other);
    const std::array<const WordPart*, 3> word_parts = {&query_.conditions, &query_.interventions,
                                                       &query_.text};
    for (size_t i = 0; i < kPartCount; ++i) {
      if (compared.shares[i] <= 0) continue;
      v1::RelatedReason& reason = *related.add_reasons();
      reason.set_by(kParts[i]);
      reason.set_share(compared.shares[i] / compared.score);
      std::vector<std::string>& values = common[kParts[i]];
      if (values.empty() && i < word_parts.size()) {
        ASSIGN_OR_RETURN(values, CommonWords(word_parts[i]->words, snapshot_, compared.address));
      }
      for (std::string& value : values) reason.add_common_values(std::move(value));
    }
    std::stable_sort(related.mutable_reasons()->begin(), related.mutable_reasons()->end(),
                     [](const v1::RelatedReason& a, const v1::RelatedReason& b) {
                       return a.share() > b.share();
                     });
    return absl::OkStatus();
  }

  const CommonGround ground_;
  const RelatedQuery& query_;
  const GeoPoint* const near_;
  const IndexSnapshot& snapshot_;
  // Of the trials listed, in their order.
  std::vector<TrialFace> faces_;
};

}  // namespace

absl::StatusOr<v1::FindRelatedTrialsResponse> FindRelatedTrials(
    const IndexSnapshot& snapshot, const v1::FindRelatedTrialsRequest& request, Analyzer& analyzer,
    const OutOfTime& out_of_time) {
  ASSIGN_OR_RETURN(const RelatedRequest checked, CheckRelatedRequest(request));
  ASSIGN_OR_RETURN(const DocAddress source, FindTrial(checked.id, snapshot));
  ASSIGN_OR_RETURN(const v1::Trial trial, snapshot.ReadTrial(source));
  ASSIGN_OR_RETURN(const RelatedQuery query, MakeRelatedQuery(trial, snapshot, analyzer));
  const FilterNode selected = SelectRelated(checked, request.same_phase(), trial);
  const size_t compared_count = std::max(kMaxCompared, checked.limit * kLookedAtPerListed);
  ASSIGN_OR_RETURN(const RelatedCandidates candidates,
                   FindCandidates(query, source, selected, compared_count, snapshot, out_of_time));
  ASSIGN_OR_RETURN(const std::vector<Compared> compared, Compare(candidates, trial, snapshot));

  v1::FindRelatedTrialsResponse response;
  response.set_id(trial.id());
  response.set_position(snapshot.position());
  response.set_log_id(snapshot.log_id());
  Lister lister(trial, query, checked.near.has_value() ? &*checked.near : nullptr, snapshot);
  size_t looked_at = 0;
  for (const Compared& candidate : compared) {
    if (candidate.score < kMinLikeness) break;
    if (candidate.shares[0] + candidate.shares[1] + candidate.shares[2] < kMinWordLikeness)
      continue;
    if (static_cast<size_t>(response.trials_size()) == checked.limit ||
        looked_at++ == checked.limit * kLookedAtPerListed) {
      break;
    }
    if (out_of_time()) return OutOfTimeError();
    RETURN_IF_ERROR(lister.Add(candidate, !request.keep_duplicates(), response));
  }
  return response;
}

}  // namespace trialdex
