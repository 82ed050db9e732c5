#include "libs/rpc/unary_pool.h"

#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "tests/support/status_matchers.h"
#include "trialdex/v1/ingest_service.grpc.pb.h"

namespace trialdex {
namespace {

// Answers GetStream on a pool with one thread, and holds it until told otherwise.
class SlowService final : public v1::IngestService::CallbackService {
 public:
  grpc::ServerUnaryReactor* GetStream(grpc::CallbackServerContext* context,
                                      const v1::GetStreamRequest*,
                                      v1::GetStreamResponse* response) override {
    return pool_.Run(context, [this, response] {
      if (!started_.HasBeenNotified()) started_.Notify();
      may_answer_.WaitForNotification();
      response->set_next_offset(7);
      return absl::OkStatus();
    });
  }

  absl::Notification started_;
  absl::Notification may_answer_;
  UnaryPool pool_{{.threads = 1, .max_waiting = 1}};
};

// One call under way.
struct PendingCall {
  grpc::ClientContext context;
  v1::GetStreamRequest request;
  v1::GetStreamResponse response;
  absl::Status status;
  absl::Notification done;

  void Start(v1::IngestService::Stub& stub) {
    stub.async()->GetStream(&context, &request, &response, [this](const grpc::Status& result) {
      status = FromGrpcStatus(result);
      done.Notify();
    });
  }
};

TEST(UnaryPoolTest, CallsBeyondTheQueueAreToldToComeBackAndTheOthersAreAnswered) {
  SlowService service;
  auto server = *RpcServer::Start({}, {&service});
  auto stub = v1::IngestService::NewStub(server->InProcessChannel());
  PendingCall working;
  working.Start(*stub);
  service.started_.WaitForNotification();

  // One of the two is the third call.
  PendingCall calls[2];
  for (PendingCall& call : calls) call.Start(*stub);
  const auto refused = [&calls]() -> const PendingCall* {
    for (PendingCall& call : calls) {
      if (call.done.WaitForNotificationWithTimeout(absl::Milliseconds(10))) return &call;
    }
    return nullptr;
  };
  const PendingCall* first = nullptr;
  while (first == nullptr) first = refused();
  EXPECT_THAT(first->status, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(ErrorReason(first->status), "TOO_MANY_CALLS");
  EXPECT_TRUE(first->status.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());

  service.may_answer_.Notify();
  working.done.WaitForNotification();
  EXPECT_OK(working.status);
  EXPECT_EQ(working.response.next_offset(), 7u);
  for (PendingCall& call : calls) call.done.WaitForNotification();
}

}  // namespace
}  // namespace trialdex
