#include "libs/rpc/status.h"

#include <algorithm>
#include <string>

#include "google/rpc/status.pb.h"
#include "libs/base/errors.h"
#include "libs/base/utf8.h"

namespace trialdex {
namespace {

constexpr size_t kMaxMessageBytes = 1024;
// gRPC refuses more than 8 kB of metadata by default, and the details are sent
// in base64 beside the message.
constexpr size_t kMaxDetailBytes = 4096;

// Protobuf strings must be UTF-8, whatever a library wrote into its message.
std::string CutMessage(absl::string_view message) {
  return std::string(TruncateUtf8(message.substr(0, ValidUtf8Prefix(message)), kMaxMessageBytes));
}

void RemoveLargestDetail(google::rpc::Status& status) {
  auto& details = *status.mutable_details();
  const auto largest = std::max_element(
      details.begin(), details.end(),
      [](const auto& a, const auto& b) { return a.value().size() < b.value().size(); });
  details.erase(largest);
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status details = ToRpcStatus(status);
  details.set_message(CutMessage(details.message()));
  while (details.ByteSizeLong() > kMaxDetailBytes && details.details_size() > 0) {
    RemoveLargestDetail(details);
  }
  return grpc::Status(static_cast<grpc::StatusCode>(status.raw_code()), details.message(),
                      details.SerializeAsString());
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status details;
  if (!status.error_details().empty() && details.ParseFromString(status.error_details()) &&
      details.code() == static_cast<int>(status.error_code())) {
    return FromRpcStatus(details);
  }
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

bool IsInternal(grpc::StatusCode code) {
  return code == grpc::StatusCode::INTERNAL || code == grpc::StatusCode::UNKNOWN ||
         code == grpc::StatusCode::DATA_LOSS;
}

grpc::Status HideInternalText(const grpc::Status& status) {
  if (!IsInternal(status.error_code())) return status;
  return ToGrpcStatus(absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                                   "the service failed; the details are in its log"));
}

}  // namespace trialdex
