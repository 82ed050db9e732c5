#include "libs/rpc/server.h"

#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/message_bytes.h"
#include "libs/rpc/status.h"
#include "tests/support/status_matchers.h"
#include "trialdex/v1/history_service.grpc.pb.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Answers one call with `answer`, the other never.
class FakeHistory final : public v1::HistoryService::CallbackService {
 public:
  grpc::ServerUnaryReactor* ListTrialVersions(grpc::CallbackServerContext* context,
                                              const v1::ListTrialVersionsRequest*,
                                              v1::ListTrialVersionsResponse*) override {
    auto* reactor = context->DefaultReactor();
    reactor->Finish(ToGrpcStatus(answer));
    return reactor;
  }

  // Never answers by itself; ends when it is cancelled.
  grpc::ServerUnaryReactor* GetTrialVersion(grpc::CallbackServerContext*,
                                            const v1::GetTrialVersionRequest*,
                                            v1::GetTrialVersionResponse*) override {
    class Reactor final : public grpc::ServerUnaryReactor {
     public:
      void OnCancel() override { Finish(grpc::Status::CANCELLED); }
      void OnDone() override { delete this; }
    };
    started.Notify();
    return new Reactor;
  }

  absl::Status answer;
  absl::Notification started;
};

absl::Status Call(RpcServer& server) {
  auto stub = v1::HistoryService::NewStub(MakeChannel(server.address()));
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  v1::ListTrialVersionsResponse response;
  return FromGrpcStatus(stub->ListTrialVersions(&context, {}, &response));
}

TEST(RpcServerTest, ServesOnAFreePortAndSaysWhich) {
  FakeHistory service;
  auto server = RpcServer::Start({.listen = "127.0.0.1:0"}, {&service});
  ASSERT_OK(server);
  EXPECT_GT((*server)->port(), 0);
  EXPECT_EQ((*server)->address(), "127.0.0.1:" + std::to_string((*server)->port()));
  EXPECT_OK(Call(**server));
}

TEST(RpcServerTest, APortInUseIsRefusedByName) {
  FakeHistory service;
  auto first = RpcServer::Start({}, {&service});
  ASSERT_OK(first);
  FakeHistory other;
  const auto second = RpcServer::Start({.listen = (*first)->address()}, {&other});
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kUnavailable, HasSubstr((*first)->address())));
}

TEST(RpcServerTest, AMalformedAddressIsRefusedByName) {
  FakeHistory service;
  for (const char* address : {"nowhere", "127.0.0.1:99999", "127.0.0.1:", "203.0.113.1:7101"}) {
    EXPECT_THAT(RpcServer::Start({.listen = address}, {&service}),
                StatusIs(absl::StatusCode::kUnavailable, HasSubstr(address)));
  }
}

TEST(RpcServerTest, AFullDiskIsLoggedAndWhatACallerDoesWrongIsNot) {
  std::ostringstream lines;
  Logger log({.service = "test", .output = &lines});
  Metrics metrics("test");
  const CallObserver observe = ObserveCalls(log, metrics);
  observe({.method = "/a/Search", .status = ToGrpcStatus(FieldError("query", "is wrong"))});
  EXPECT_EQ(lines.str(), "");
  observe({.method = "/a/Submit",
           .status = ToGrpcStatus(
               ReasonedError(absl::StatusCode::kResourceExhausted, "DISK_FULL", "no space"))});
  EXPECT_THAT(lines.str(), HasSubstr("no space"));
}

TEST(RpcServerTest, TheObserverSeesTheTextThatCallersDoNot) {
  FakeHistory service;
  service.answer = absl::DataLossError("sector 7 is bad");
  absl::Mutex mutex;
  std::vector<FinishedCall> calls;
  auto server = RpcServer::Start({.observer =
                                      [&](const FinishedCall& call) {
                                        absl::MutexLock lock(&mutex);
                                        calls.push_back(call);
                                      }},
                                 {&service});
  ASSERT_OK(server);
  EXPECT_THAT(Call(**server), StatusIs(absl::StatusCode::kDataLoss, Not(HasSubstr("sector"))));
  absl::MutexLock lock(&mutex);
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_EQ(calls[0].method, "/trialdex.v1.HistoryService/ListTrialVersions");
  EXPECT_FALSE(calls[0].streaming);
  EXPECT_THAT(FromGrpcStatus(calls[0].status),
              StatusIs(absl::StatusCode::kDataLoss, "sector 7 is bad"));
}

TEST(RpcServerTest, DetailsOfErrorsReachTheCaller) {
  FakeHistory service;
  service.answer = FieldError("trial_id", "'x' is no id", "INVALID_ID");
  auto server = RpcServer::Start({}, {&service});
  ASSERT_OK(server);
  EXPECT_EQ(Call(**server), service.answer);
}

// What the health service answers for `name`: 1 if it serves, 2 if not.
absl::StatusOr<int> HealthOf(RpcServer& server, const std::string& name) {
  // HealthCheckRequest.service and HealthCheckResponse.status, field 1 of each, by hand: Debian
  // has no header of theirs.
  const grpc::ByteBuffer request =
      ToByteBuffer(absl::StrCat("\n", std::string(1, static_cast<char>(name.size())), name));
  grpc::GenericStub stub(server.InProcessChannel());
  grpc::ClientContext context;
  grpc::ByteBuffer response;
  absl::Status status;
  absl::Notification done;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &response,
                 [&](const grpc::Status& result) {
                   status = FromGrpcStatus(result);
                   done.Notify();
                 });
  done.WaitForNotification();
  if (!status.ok()) return status;
  grpc::Slice answer;
  if (!response.DumpToSingleSlice(&answer).ok() || answer.size() != 2) {
    return absl::InternalError("no status in the answer");
  }
  return answer.begin()[1];
}

TEST(RpcServerTest, HealthAnswersForTheServerAndForEachOfItsServices) {
  FakeHistory service;
  const std::string name = v1::HistoryService::service_full_name();
  auto server = RpcServer::Start({.service_names = {name}}, {&service});
  ASSERT_OK(server);
  EXPECT_EQ(HealthOf(**server, name).value_or(0), 2);
  (*server)->SetServing(true);
  EXPECT_EQ(HealthOf(**server, "").value_or(0), 1);
  EXPECT_EQ(HealthOf(**server, name).value_or(0), 1);
  EXPECT_THAT(HealthOf(**server, "trialdex.v1.Another"), StatusIs(absl::StatusCode::kNotFound));
  (*server)->SetServing(false);
  EXPECT_EQ(HealthOf(**server, name).value_or(0), 2);
}

TEST(RpcServerTest, AServerThatLeavesSaysSoAndAnswersStill) {
  FakeHistory service;
  const std::string name = v1::HistoryService::service_full_name();
  auto server = RpcServer::Start({.service_names = {name}}, {&service});
  ASSERT_OK(server);
  (*server)->SetServing(true);
  (*server)->Leave();
  (*server)->SetServing(true);
  EXPECT_EQ(HealthOf(**server, "").value_or(0), 2);
  EXPECT_EQ(HealthOf(**server, name).value_or(0), 2);
  EXPECT_OK(Call(**server));
}

TEST(RpcServerTest, ALargeRequestIsRefused) {
  FakeHistory service;
  auto server = RpcServer::Start({.max_receive_bytes = 1000}, {&service});
  ASSERT_OK(server);
  auto stub = v1::HistoryService::NewStub((*server)->InProcessChannel());
  grpc::ClientContext context;
  v1::ListTrialVersionsRequest request;
  request.set_trial_id(std::string(2000, 'x'));
  v1::ListTrialVersionsResponse response;
  EXPECT_THAT(FromGrpcStatus(stub->ListTrialVersions(&context, request, &response)),
              StatusIs(absl::StatusCode::kResourceExhausted));
}

TEST(RpcServerTest, OneConnectionHasABoundedNumberOfCallsOpen) {
  FakeHistory service;
  auto server = RpcServer::Start({.max_calls_per_connection = 1}, {&service});
  ASSERT_OK(server);
  auto stub = v1::HistoryService::NewStub(MakeChannel((*server)->address()));
  grpc::ClientContext open;
  open.set_wait_for_ready(true);
  v1::GetTrialVersionRequest request;
  v1::GetTrialVersionResponse response;
  absl::Notification done;
  stub->async()->GetTrialVersion(&open, &request, &response,
                                 [&](const grpc::Status&) { done.Notify(); });
  service.started.WaitForNotification();
  const auto call = [&stub](absl::Duration patience) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + patience));
    v1::ListTrialVersionsResponse versions;
    return FromGrpcStatus(stub->ListTrialVersions(&context, {}, &versions));
  };
  EXPECT_THAT(call(absl::Milliseconds(50)), StatusIs(absl::StatusCode::kDeadlineExceeded));
  open.TryCancel();
  done.WaitForNotification();
  EXPECT_OK(call(absl::Seconds(30)));
}

TEST(RpcServerTest, ShutdownCancelsWhatOutlastsTheDrain) {
  FakeHistory service;
  auto server = RpcServer::Start({.drain = absl::Milliseconds(50)}, {&service});
  ASSERT_OK(server);
  auto stub = v1::HistoryService::NewStub((*server)->InProcessChannel());
  grpc::ClientContext context;
  v1::GetTrialVersionRequest request;
  v1::GetTrialVersionResponse response;
  absl::Notification done;
  stub->async()->GetTrialVersion(&context, &request, &response,
                                 [&](const grpc::Status&) { done.Notify(); });
  service.started.WaitForNotification();
  (*server)->Shutdown();
  done.WaitForNotification();
}

}  // namespace
}  // namespace trialdex
