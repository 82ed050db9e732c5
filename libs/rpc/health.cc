#include "libs/rpc/health.h"

#include "absl/strings/string_view.h"
#include "absl/synchronization/notification.h"
#include "grpcpp/client_context.h"
#include "grpcpp/generic/generic_stub.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/status.h"

namespace trialdex {
namespace {

// A HealthCheckResponse of status SERVING: field 1, an enum, is 1.
constexpr absl::string_view kServing = "\x08\x01";

}  // namespace

absl::Status CheckHealth(const std::shared_ptr<grpc::Channel>& channel, absl::Time deadline) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(deadline));
  // Of a HealthCheckRequest nothing but the empty name of the service.
  const grpc::Slice nothing;
  const grpc::ByteBuffer request(&nothing, 1);
  grpc::ByteBuffer response;
  absl::Status status;
  absl::Notification done;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &response,
                 [&](const grpc::Status& result) {
                   status = FromGrpcStatus(result);
                   done.Notify();
                 });
  done.WaitForNotification();
  RETURN_IF_ERROR(status);
  grpc::Slice answer;
  if (response.DumpToSingleSlice(&answer).ok() &&
      absl::string_view(reinterpret_cast<const char*>(answer.begin()), answer.size()) == kServing) {
    return absl::OkStatus();
  }
  return absl::UnavailableError("it is not serving");
}

}  // namespace trialdex
