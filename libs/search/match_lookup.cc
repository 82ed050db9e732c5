// SearchEngine: trials for a patient.
#include "libs/base/status_macros.h"
#include "libs/search/match/match_trials.h"
#include "libs/search/search_engine.h"

namespace trialdex {

absl::StatusOr<v1::MatchTrialsResponse> SearchEngine::Match(const v1::MatchTrialsRequest& request) {
  ASSIGN_OR_RETURN(const CheckedMatch match, CheckMatch(request));
  ASSIGN_OR_RETURN(const Snapshot snapshot, Ready(request.min_position(), request.log_id()));
  MatchOptions options;
  options.time_limit = options_.time_limit;
  options.max_items_bytes = options_.max_page_bytes;
  const AnalyzerPool::Lease analyzer(analyzers_);
  return MatchTrials(*snapshot, match, options, *analyzer, clock_);
}

}  // namespace trialdex
