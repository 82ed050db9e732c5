// Reads the versions of a trial: what HistoryService answers.
#ifndef TRIALDEX_LIBS_INTAKE_HISTORY_H_
#define TRIALDEX_LIBS_INTAKE_HISTORY_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/log/trial_log.h"
#include "trialdex/v1/history_service.pb.h"

namespace trialdex {

// A page of versions, by the order of versions, oldest first. Errors as in
// history_service.proto.
absl::StatusOr<v1::ListTrialVersionsResponse> ListTrialVersions(
    const TrialLog& log, const v1::ListTrialVersionsRequest& request);

// One version, or the merged Trial now or at a position. Errors as in
// history_service.proto; a trial that is deleted (or was, at the position) is
// NOT_FOUND unless a version is named.
absl::StatusOr<v1::GetTrialVersionResponse> GetTrialVersion(
    const TrialLog& log, const v1::GetTrialVersionRequest& request);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_HISTORY_H_
