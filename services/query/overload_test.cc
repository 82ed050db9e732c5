// What becomes of calls when there are more than can be answered.
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/search/testing/test_snapshots.h"
#include "services/query/testing/test_query_server.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

constexpr int kThreads = 2;
constexpr size_t kMaxWaiting = 20;

// Makes searches slow, which look at the clock when they begin: closed, it holds whoever asks
// for the time.
class Gate final : public Clock {
 public:
  absl::Time Now() const override {
    absl::MutexLock lock(&mutex_);
    ++held_;
    mutex_.Await(absl::Condition(&open_));
    --held_;
    return absl::Now();
  }

  void Open() {
    absl::MutexLock lock(&mutex_);
    open_ = true;
  }

  void AwaitHeld(int count) {
    const auto held = [this, count]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return held_ >= count; };
    absl::MutexLock lock(&mutex_, absl::Condition(&held));
  }

  int held() const {
    absl::MutexLock lock(&mutex_);
    return held_;
  }

 private:
  mutable absl::Mutex mutex_;
  mutable int held_ ABSL_GUARDED_BY(mutex_) = 0;
  bool open_ ABSL_GUARDED_BY(mutex_) = false;
};

struct PendingSearch {
  grpc::ClientContext context;
  v1::SearchTrialsRequest request;
  v1::SearchTrialsResponse response;
  absl::Status status;
  absl::Notification done;
};

class OverloadTest : public testing::Test {
 protected:
  OverloadTest() {
    v1::Trial trial;
    trial.set_id("NCT10000001");
    trial.mutable_identification()->set_brief_title("stroke");
    index_.Put(trial);
    index_.Commit();
    QueryServiceOptions options;
    options.searches = {.threads = kThreads, .max_waiting = kMaxWaiting};
    options.searches.observer.withdrawn = [this] { withdrawn_.Notify(); };
    server_ = std::make_unique<TestQueryServer>(engine_, options);
  }
  // Searches that are held end before the server goes.
  ~OverloadTest() override {
    gate_.Open();
    server_.reset();
  }

  void Start(PendingSearch& search) {
    search.request.set_query("stroke");
    server_->stub().async()->SearchTrials(&search.context, &search.request, &search.response,
                                          [&search](const grpc::Status& status) {
                                            search.status = FromGrpcStatus(status);
                                            search.done.Notify();
                                          });
  }

  Gate gate_;
  absl::Notification withdrawn_;
  TestSnapshots index_;
  SearchEngine engine_{index_.source(), SearchEngineOptions(), gate_};
  std::unique_ptr<TestQueryServer> server_;
};

TEST_F(OverloadTest, SearchesBeyondTheQueueAreToldAtOnceWhenToComeBack) {
  std::vector<PendingSearch> first(kThreads);
  for (PendingSearch& search : first) Start(search);
  gate_.AwaitHeld(kThreads);
  std::vector<PendingSearch> rest(200 - kThreads);
  for (PendingSearch& search : rest) Start(search);
  // All but those that wait have their answer while no search can end.
  size_t refused = 0;
  while (refused < rest.size() - kMaxWaiting) {
    refused = 0;
    for (PendingSearch& search : rest) {
      if (search.done.WaitForNotificationWithTimeout(absl::Milliseconds(1))) ++refused;
    }
  }
  EXPECT_EQ(gate_.held(), kThreads);

  gate_.Open();
  size_t answered = 0;
  for (PendingSearch& search : rest) {
    search.done.WaitForNotification();
    if (search.status.ok()) {
      ++answered;
      continue;
    }
    EXPECT_THAT(search.status, StatusIs(absl::StatusCode::kResourceExhausted));
    EXPECT_EQ(ErrorReason(search.status), "TOO_MANY_CALLS");
    EXPECT_TRUE(RetryDelay(search.status).has_value());
  }
  EXPECT_EQ(answered, kMaxWaiting);
  for (PendingSearch& search : first) {
    search.done.WaitForNotification();
    EXPECT_OK(search.status);
  }
}

TEST_F(OverloadTest, AFullQueueHoldsUpNothingButSearches) {
  std::vector<PendingSearch> searches(kThreads + kMaxWaiting);
  for (PendingSearch& search : searches) Start(search);
  gate_.AwaitHeld(kThreads);
  {
    grpc::ClientContext context;
    v1::GetQueryStatusResponse response;
    EXPECT_OK(FromGrpcStatus(server_->stub().GetQueryStatus(&context, {}, &response)));
  }
  {
    grpc::ClientContext context;
    v1::GetTrialRequest request;
    request.set_id("NCT10000001");
    v1::GetTrialResponse response;
    EXPECT_OK(FromGrpcStatus(server_->stub().GetTrial(&context, request, &response)));
  }
  gate_.Open();
  for (PendingSearch& search : searches) search.done.WaitForNotification();
}

TEST_F(OverloadTest, ASearchWhoseTimeIsOverLeavesTheQueueUnasked) {
  std::vector<PendingSearch> first(kThreads);
  for (PendingSearch& search : first) Start(search);
  gate_.AwaitHeld(kThreads);
  PendingSearch expired;
  expired.context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Milliseconds(20)));
  Start(expired);
  expired.done.WaitForNotification();
  EXPECT_THAT(expired.status, StatusIs(absl::StatusCode::kDeadlineExceeded));
  // While the searches before it are still under way.
  withdrawn_.WaitForNotification();
  EXPECT_EQ(gate_.held(), kThreads);
  gate_.Open();
  for (PendingSearch& search : first) search.done.WaitForNotification();
}

}  // namespace
}  // namespace trialdex
