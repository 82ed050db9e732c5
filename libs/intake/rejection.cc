#include "libs/intake/rejection.h"

#include <string>

#include "google/rpc/error_details.pb.h"
#include "libs/base/errors.h"

namespace trialdex {

v1::Rejection ToRejection(const absl::Status& status) {
  v1::Rejection rejection;
  rejection.set_reason(ErrorReason(status));
  rejection.set_message(std::string(status.message()));
  const google::rpc::Status details = ToRpcStatus(status);
  for (const auto& detail : details.details()) {
    google::rpc::BadRequest bad_request;
    if (!detail.UnpackTo(&bad_request) || bad_request.field_violations_size() == 0) continue;
    rejection.set_field(bad_request.field_violations(0).field());
    rejection.set_message(bad_request.field_violations(0).description());
  }
  if (rejection.reason().empty()) rejection.set_reason("INVALID_FIELD");
  return rejection;
}

}  // namespace trialdex
