#include "services/ingest/history_service.h"

#include "libs/base/status_macros.h"
#include "libs/intake/history.h"

namespace trialdex {

grpc::ServerUnaryReactor* HistoryService::ListTrialVersions(
    grpc::CallbackServerContext* context, const v1::ListTrialVersionsRequest* request,
    v1::ListTrialVersionsResponse* response) {
  return pool_.Run(context, [this, request, response]() -> absl::Status {
    ASSIGN_OR_RETURN(*response, trialdex::ListTrialVersions(log_, *request));
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* HistoryService::GetTrialVersion(grpc::CallbackServerContext* context,
                                                          const v1::GetTrialVersionRequest* request,
                                                          v1::GetTrialVersionResponse* response) {
  return pool_.Run(context, [this, request, response]() -> absl::Status {
    ASSIGN_OR_RETURN(*response, trialdex::GetTrialVersion(log_, *request));
    return absl::OkStatus();
  });
}

}  // namespace trialdex
