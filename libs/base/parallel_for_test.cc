#include "libs/base/parallel_for.h"

#include <atomic>
#include <vector>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(ParallelForTest, EveryTaskRunsOnce) {
  for (const size_t count : {0, 1, 2, 1000}) {
    std::vector<std::atomic<int>> runs(count);
    ParallelFor(count, [&runs](size_t i) { ++runs[i]; });
    for (const auto& of_task : runs) EXPECT_EQ(of_task, 1) << count;
  }
}

}  // namespace
}  // namespace trialdex
