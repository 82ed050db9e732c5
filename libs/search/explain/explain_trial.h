// Answers ExplainTrial.
#ifndef TRIALDEX_LIBS_SEARCH_EXPLAIN_EXPLAIN_TRIAL_H_
#define TRIALDEX_LIBS_SEARCH_EXPLAIN_EXPLAIN_TRIAL_H_

#include "absl/status/statusor.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"
#include "trialdex/v1/explain.pb.h"

namespace trialdex {

// Explains what `parsed`, which `request.search()` was parsed to, makes of the trial
// `request.id()`. Errors as ReadTrialId and FindTrial. Thread-safe.
absl::StatusOr<v1::ExplainTrialResponse> ExplainTrial(const v1::ExplainTrialRequest& request,
                                                      const ParsedSearch& parsed,
                                                      const IndexSnapshot& snapshot);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_EXPLAIN_EXPLAIN_TRIAL_H_
