#include "libs/search/match/match_trials.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/eligibility/answer.h"
#include "libs/index/index_search.h"
#include "libs/query/free_text.h"
#include "libs/query/plan.h"
#include "libs/search/free_text/free_text_plan.h"
#include "libs/search/free_text/patient_filter.h"

namespace trialdex {
namespace {

class Matcher {
 public:
  Matcher(const IndexSnapshot& snapshot, const CheckedMatch& match, const MatchOptions& options,
          Analyzer& analyzer, const Clock& clock)
      : snapshot_(snapshot),
        match_(match),
        options_(options),
        analyzer_(analyzer),
        clock_(clock),
        time_limit_(std::min(match.time_limit, options.time_limit)) {}

  absl::StatusOr<v1::MatchTrialsResponse> Match() && {
    ASSIGN_OR_RETURN(const FoundPage found, Search());
    response_.set_total_size(found.total);
    if (found.out_of_time) SetPartial();
    RETURN_IF_ERROR(Compare(found.trials));
    Order();
    RETURN_IF_ERROR(FillPage());
    for (v1::PatientFact& fact : ListFacts(match_.facts)) {
      *response_.add_facts() = std::move(fact);
    }
    response_.set_position(snapshot_.position());
    response_.set_log_id(snapshot_.log_id());
    return std::move(response_);
  }

 private:
  struct Candidate {
    const FoundTrial* found = nullptr;
    v1::Eligibility eligibility;
    v1::TrialMatch match;
  };

  void SetPartial() {
    response_.set_partial(true);
    response_.set_partial_reason("TIME_LIMIT");
  }

  bool Keeps() const { return match_.contradictions == v1::CONTRADICTION_POLICY_KEEP; }
  bool Drops() const { return match_.contradictions == v1::CONTRADICTION_POLICY_DROP; }

  absl::StatusOr<FoundPage> Search() {
    const absl::Time deadline = clock_.Now() + time_limit_;
    // Trials for other patients are sunk or dropped here already where their fields say
    // so, so that the candidates are worth comparing.
    FreeTextOptions text_options;
    text_options.contradiction_factor = 1;
    ParsedSearch search;
    ASSIGN_OR_RETURN(search.query, PlanFreeText(match_.text, snapshot_, FreeTextWeights(),
                                                analyzer_, deadline, clock_, text_options));
    search.ranked = true;
    search.filter = match_.filter;
    search.order = {{SortKey::Kind::kRelevance, {}, true}, {SortKey::Kind::kId}};
    const FilterNode others = TrialsForOthers(match_.facts);
    if (others.kind != FilterNode::Kind::kNone) {
      if (Drops()) search.filter = Without(std::move(search.filter), others);
      if (!Drops() && !Keeps()) search.query = Sunk(std::move(search.query), others);
    }
    PageRange range;
    range.limit =
        Keeps() ? match_.limit
                : std::max(options_.min_candidates, options_.candidates_per_match * match_.limit);
    range.deadline = deadline;
    return SearchIndex(snapshot_, search, range, clock_);
  }

  static FilterNode Without(FilterNode filter, const FilterNode& others) {
    FilterNode without;
    without.kind = FilterNode::Kind::kNot;
    without.children.push_back(others);
    FilterNode both;
    both.kind = FilterNode::Kind::kAnd;
    both.children.push_back(std::move(filter));
    both.children.push_back(std::move(without));
    return both;
  }

  static QueryNode Sunk(QueryNode query, const FilterNode& others) {
    QueryNode sink;
    sink.kind = QueryNode::Kind::kSink;
    sink.sink = FreeTextOptions().contradiction_factor;
    sink.filter.push_back(others);
    sink.children.push_back(std::move(query));
    return sink;
  }

  absl::Status Compare(const std::vector<FoundTrial>& trials) {
    const absl::Time deadline = clock_.Now() + time_limit_;
    for (const FoundTrial& found : trials) {
      if (!candidates_.empty() && clock_.Now() >= deadline) {
        SetPartial();
        break;
      }
      ASSIGN_OR_RETURN(v1::Trial trial, snapshot_.ReadTrial(found.address));
      Candidate& candidate = candidates_.emplace_back();
      candidate.found = &found;
      candidate.eligibility = std::move(*trial.mutable_eligibility());
      // Items are for the few that make the page.
      AnswerCriteria(match_.facts, candidate.eligibility, false, candidate.match);
    }
    response_.set_compared_count(static_cast<int64_t>(candidates_.size()));
    return absl::OkStatus();
  }

  void Order() {
    const auto fits = [](const Candidate& candidate) { return candidate.match.fails_count() == 0; };
    if (Keeps()) return;
    const auto contradictions = std::stable_partition(candidates_.begin(), candidates_.end(), fits);
    if (Drops()) candidates_.erase(contradictions, candidates_.end());
  }

  absl::Status FillPage() {
    if (candidates_.size() > match_.limit) candidates_.resize(match_.limit);
    size_t bytes = 0;
    for (Candidate& candidate : candidates_) {
      if (match_.with_items) {
        candidate.match.Clear();
        AnswerCriteria(match_.facts, candidate.eligibility, true, candidate.match);
      }
      v1::TrialHit& hit = *candidate.match.mutable_hit();
      hit.set_id(candidate.found->place.id);
      hit.set_score(candidate.found->score);
      ASSIGN_OR_RETURN(*hit.mutable_summary(), snapshot_.ReadSummary(candidate.found->address));
      bytes += candidate.match.ByteSizeLong();
      if (bytes > options_.max_items_bytes) candidate.match.clear_criteria();
      *response_.add_matches() = std::move(candidate.match);
    }
    return absl::OkStatus();
  }

  const IndexSnapshot& snapshot_;
  const CheckedMatch& match_;
  const MatchOptions& options_;
  Analyzer& analyzer_;
  const Clock& clock_;
  const absl::Duration time_limit_;
  std::vector<Candidate> candidates_;
  v1::MatchTrialsResponse response_;
};

}  // namespace

absl::StatusOr<v1::MatchTrialsResponse> MatchTrials(const IndexSnapshot& snapshot,
                                                    const CheckedMatch& match,
                                                    const MatchOptions& options, Analyzer& analyzer,
                                                    const Clock& clock) {
  return Matcher(snapshot, match, options, analyzer, clock).Match();
}

}  // namespace trialdex
