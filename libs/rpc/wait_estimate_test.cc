#include "libs/rpc/wait_estimate.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

constexpr absl::Duration kMillisecond = absl::Milliseconds(1);

TEST(WaitEstimateTest, ExpectsNoWaitBeforeAnythingIsKnown) {
  EXPECT_EQ(WaitEstimate(2).Wait(100), absl::ZeroDuration());
}

TEST(WaitEstimateTest, ThreadsShareWhatIsWaiting) {
  WaitEstimate estimate(4);
  estimate.Finished(8 * kMillisecond);
  EXPECT_EQ(estimate.Interval(), 2 * kMillisecond);
  EXPECT_EQ(estimate.Wait(0), 2 * kMillisecond);
  EXPECT_EQ(estimate.Wait(9), 20 * kMillisecond);
}

TEST(WaitEstimateTest, FollowsWorkThatBecomesSlower) {
  WaitEstimate estimate(1);
  for (int i = 0; i < 1000; ++i) estimate.Finished(kMillisecond);
  for (int i = 0; i < 100; ++i) estimate.Finished(11 * kMillisecond);
  EXPECT_GT(estimate.Wait(0), 10 * kMillisecond);
  EXPECT_LE(estimate.Wait(0), 11 * kMillisecond);
}

TEST(WaitEstimateTest, RefusedCallsComeBackOneAfterTheOther) {
  WaitEstimate estimate(1);
  estimate.Finished(20 * kMillisecond);
  const absl::Time now = absl::UnixEpoch();
  EXPECT_EQ(estimate.ComeBackIn(now, 4), 100 * kMillisecond);
  EXPECT_EQ(estimate.ComeBackIn(now, 4), 120 * kMillisecond);
  EXPECT_EQ(estimate.ComeBackIn(now + 50 * kMillisecond, 4), 100 * kMillisecond);
  // When the rush is over nothing is left of it.
  EXPECT_EQ(estimate.ComeBackIn(now + absl::Seconds(1), 4), 100 * kMillisecond);
}

TEST(WaitEstimateTest, NobodyIsToldToComeBackAtOnceOrMuchLater) {
  WaitEstimate estimate(1);
  const absl::Time now = absl::UnixEpoch();
  EXPECT_EQ(estimate.ComeBackIn(now, 1), 10 * kMillisecond);
  estimate.Finished(absl::Seconds(5));
  EXPECT_EQ(estimate.ComeBackIn(now, 100), absl::Seconds(2));
}

}  // namespace
}  // namespace trialdex
