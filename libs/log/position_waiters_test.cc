#include "libs/log/position_waiters.h"

#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;

TEST(PositionWaitersTest, RunsWaitsInOrderOfPositionOnceReached) {
  PositionWaiters waiters(5);
  std::vector<int> ran;
  waiters.WhenReached(8, [&] { ran.push_back(8); });
  waiters.WhenReached(6, [&] { ran.push_back(6); });
  waiters.WhenReached(7, [&] { ran.push_back(7); });
  EXPECT_EQ(waiters.WhenReached(5, [&] { ran.push_back(5); }), 0u);
  waiters.Advance(7);
  EXPECT_THAT(ran, ElementsAre(5, 6, 7));
  waiters.Advance(6);
  EXPECT_EQ(waiters.position(), 7u);
}

TEST(PositionWaitersTest, ACancelledWaitNeverRuns) {
  PositionWaiters waiters;
  const auto id = waiters.WhenReached(1, [] { FAIL(); });
  EXPECT_TRUE(waiters.Cancel(id));
  EXPECT_FALSE(waiters.Cancel(id));
  waiters.Advance(1);
}

TEST(PositionWaitersTest, ACallbackMayWaitAgain) {
  PositionWaiters waiters;
  int ran = 0;
  waiters.WhenReached(1, [&] { waiters.WhenReached(2, [&] { ++ran; }); });
  waiters.Advance(1);
  waiters.Advance(2);
  EXPECT_EQ(ran, 1);
}

TEST(PositionWaitersTest, BlocksUntilReachedOrTimeIsOver) {
  PositionWaiters waiters;
  EXPECT_FALSE(waiters.WaitFor(1, absl::ZeroDuration()));
  std::thread advancer([&] { waiters.Advance(1); });
  EXPECT_TRUE(waiters.WaitFor(1, absl::Seconds(60)));
  advancer.join();
}

}  // namespace
}  // namespace trialdex
