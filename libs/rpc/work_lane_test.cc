#include "libs/rpc/work_lane.h"

#include <memory>
#include <vector>

#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;

// A lane of one thread whose first work goes on until told otherwise.
class WorkLaneTest : public testing::Test {
 protected:
  void Start(WorkLaneOptions options) {
    options.threads = 1;
    options.observer.began = [this](absl::Duration waited) { waits_.push_back(waited); };
    options.observer.refused = [this] { ++refused_; };
    options.observer.withdrawn = [this] { ++withdrawn_; };
    lane_ = std::make_unique<WorkLane>(std::move(options), clock_);
  }

  // Teaches the lane how long work takes.
  void RunOne(absl::Duration length) {
    absl::Notification done;
    ASSERT_OK(lane_->Add([&] {
      clock_.Advance(length);
      done.Notify();
    }));
    done.WaitForNotification();
  }

  void Occupy() {
    absl::Notification began;
    ASSERT_OK(lane_->Add([this, &began] {
      began.Notify();
      may_go_on_.WaitForNotification();
    }));
    began.WaitForNotification();
  }

  absl::StatusOr<WorkLane::Ticket> AddNumber(int number) {
    return lane_->Add([this, number] { done_.push_back(number); });
  }

  // Ends the lane after its work.
  void Finish() {
    may_go_on_.Notify();
    lane_.reset();
  }

  FakeClock clock_;
  absl::Notification may_go_on_;
  std::vector<int> done_;
  std::vector<absl::Duration> waits_;
  int refused_ = 0;
  int withdrawn_ = 0;
  std::unique_ptr<WorkLane> lane_;
};

TEST_F(WorkLaneTest, WorkIsDoneInTheOrderInWhichItCame) {
  Start({});
  Occupy();
  for (int i = 1; i <= 3; ++i) ASSERT_OK(AddNumber(i));
  Finish();
  EXPECT_THAT(done_, ElementsAre(1, 2, 3));
}

TEST_F(WorkLaneTest, TheLengthOfTheQueueIsBounded) {
  Start({.max_waiting = 2});
  Occupy();
  ASSERT_OK(AddNumber(1));
  ASSERT_OK(AddNumber(2));
  const auto refused = AddNumber(3);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(ErrorReason(refused.status()), "TOO_MANY_CALLS");
  EXPECT_TRUE(RetryDelay(refused.status()).has_value());
  Finish();
  EXPECT_THAT(done_, ElementsAre(1, 2));
  EXPECT_EQ(refused_, 1);
}

TEST_F(WorkLaneTest, WorkThatWouldWaitTooLongIsRefused) {
  Start({.max_wait = absl::Milliseconds(100)});
  RunOne(absl::Milliseconds(30));
  Occupy();
  // Their turn comes in 30, 60 and 90 ms.
  for (int i = 1; i <= 3; ++i) ASSERT_OK(AddNumber(i));
  const auto refused = AddNumber(4);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(RetryDelay(refused.status()), absl::Milliseconds(120));
  Finish();
  EXPECT_THAT(done_, ElementsAre(1, 2, 3));
}

TEST_F(WorkLaneTest, AQueueThatStandsStillTakesNoMore) {
  Start({.max_wait = absl::Milliseconds(100)});
  Occupy();
  ASSERT_OK(AddNumber(1));
  clock_.Advance(absl::Milliseconds(100));
  ASSERT_OK(AddNumber(2));
  clock_.Advance(absl::Milliseconds(1));
  EXPECT_THAT(AddNumber(3), StatusIs(absl::StatusCode::kResourceExhausted));
  Finish();
  EXPECT_THAT(done_, ElementsAre(1, 2));
  EXPECT_THAT(waits_,
              ElementsAre(absl::ZeroDuration(), absl::Milliseconds(101), absl::Milliseconds(1)));
}

TEST_F(WorkLaneTest, AQueueThatIsNeverEmptyGetsShorter) {
  Start({.max_wait = absl::Milliseconds(100),
         .burst_time = absl::Milliseconds(50),
         .max_standing_wait = absl::Milliseconds(20)});
  RunOne(absl::Milliseconds(1));
  Occupy();
  // Their turn comes in 1 to 30 ms.
  for (int i = 1; i <= 30; ++i) ASSERT_OK(AddNumber(i));
  clock_.Advance(absl::Milliseconds(10));
  ASSERT_OK(AddNumber(31));
  clock_.Advance(absl::Milliseconds(41));
  EXPECT_THAT(AddNumber(32), StatusIs(absl::StatusCode::kResourceExhausted));
  Finish();
  EXPECT_EQ(done_.size(), 31);
}

TEST_F(WorkLaneTest, ABurstMayWaitAgainAfterTheQueueWasEmpty) {
  Start({.max_wait = absl::Milliseconds(100),
         .burst_time = absl::Milliseconds(50),
         .max_standing_wait = absl::Milliseconds(20)});
  RunOne(absl::Milliseconds(1));
  Occupy();
  const auto first = AddNumber(1);
  ASSERT_OK(first);
  clock_.Advance(absl::Seconds(1));
  lane_->Withdraw(*first);
  for (int i = 2; i <= 30; ++i) ASSERT_OK(AddNumber(i));
  Finish();
  EXPECT_EQ(done_.size(), 29);
}

TEST_F(WorkLaneTest, AFewCallsMayAlwaysWaitForEachOther) {
  Start({.max_wait = absl::Milliseconds(100),
         .burst_time = absl::Milliseconds(50),
         .max_standing_wait = absl::Milliseconds(20)});
  RunOne(absl::Milliseconds(10));
  Occupy();
  for (int i = 1; i <= 3; ++i) ASSERT_OK(AddNumber(i));
  clock_.Advance(absl::Milliseconds(60));
  // Their turn comes in 40 to 80 ms, the time of eight calls.
  for (int i = 4; i <= 8; ++i) ASSERT_OK(AddNumber(i));
  EXPECT_THAT(AddNumber(9), StatusIs(absl::StatusCode::kResourceExhausted));
  Finish();
  EXPECT_EQ(done_.size(), 8);
}

TEST_F(WorkLaneTest, SlowWorkLeavesRoomForOneMore) {
  Start({.max_wait = absl::Milliseconds(100)});
  RunOne(absl::Seconds(10));
  Occupy();
  ASSERT_OK(AddNumber(1));
  EXPECT_THAT(AddNumber(2), StatusIs(absl::StatusCode::kResourceExhausted));
  Finish();
  EXPECT_THAT(done_, ElementsAre(1));
}

TEST_F(WorkLaneTest, WithdrawnWorkIsNeverDoneAndMakesRoom) {
  Start({.max_waiting = 2});
  Occupy();
  ASSERT_OK(AddNumber(1));
  const auto second = AddNumber(2);
  ASSERT_OK(second);
  lane_->Withdraw(*second);
  lane_->Withdraw(*second);
  ASSERT_OK(AddNumber(3));
  Finish();
  EXPECT_THAT(done_, ElementsAre(1, 3));
  EXPECT_EQ(withdrawn_, 1);
}

TEST(LaneMetricsTest, CallsAreCountedByLane) {
  Metrics metrics("query");
  {
    WorkLaneOptions options;
    options.observer = ObserveLane(metrics, "search");
    WorkLane lane(options);
    ASSERT_OK(lane.Add([] {}));
  }
  const std::string text = metrics.Text();
  EXPECT_THAT(text, testing::HasSubstr(
                        "trialdex_query_lane_calls_total{lane=\"search\",outcome=\"began\"} 1"));
  EXPECT_THAT(text,
              testing::HasSubstr("trialdex_query_lane_wait_seconds_count{lane=\"search\"} 1"));
}

}  // namespace
}  // namespace trialdex
