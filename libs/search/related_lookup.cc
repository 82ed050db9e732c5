// SearchEngine: trials like a trial.
#include "libs/base/status_macros.h"
#include "libs/search/related/related_trials.h"
#include "libs/search/search_engine.h"

namespace trialdex {

absl::StatusOr<v1::FindRelatedTrialsResponse> SearchEngine::FindRelated(
    const v1::FindRelatedTrialsRequest& request) {
  ASSIGN_OR_RETURN(const Snapshot snapshot, Ready(request.min_position(), request.log_id()));
  const AnalyzerPool::Lease analyzer(analyzers_);
  const absl::Time deadline = clock_.Now() + options_.time_limit;
  return FindRelatedTrials(*snapshot, request, *analyzer,
                           [this, deadline] { return clock_.Now() >= deadline; });
}

}  // namespace trialdex
