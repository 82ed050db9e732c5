#include "libs/base/executor.h"

#include <atomic>
#include <vector>

#include "absl/synchronization/barrier.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(ExecutorTest, OneThreadRunsTasksInOrderAndFinishesThemBeforeItEnds) {
  std::vector<int> ran;
  {
    Executor executor(1);
    for (int i = 0; i < 5; ++i) executor.Run([&ran, i] { ran.push_back(i); });
  }
  EXPECT_THAT(ran, ::testing::ElementsAre(0, 1, 2, 3, 4));
}

TEST(ExecutorTest, TasksRunAtTheSameTimeOnSeveralThreads) {
  std::atomic<int> met{0};
  {
    absl::Barrier* barrier = new absl::Barrier(3);
    Executor executor(3);
    for (int i = 0; i < 3; ++i) {
      executor.Run([&met, barrier] {
        const bool last = barrier->Block();
        ++met;
        if (last) delete barrier;
      });
    }
  }
  EXPECT_EQ(met, 3);
}

}  // namespace
}  // namespace trialdex
