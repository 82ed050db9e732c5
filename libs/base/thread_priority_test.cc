#include "libs/base/thread_priority.h"

#include <sys/resource.h>

#include <thread>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

// Of the calling thread.
int Niceness() { return ::getpriority(PRIO_PROCESS, 0); }

TEST(ThreadPriorityTest, OnlyTheThreadThatAsksForItYields) {
  const int before = Niceness();
  int in_thread = 0;
  std::thread([&in_thread] {
    YieldToOtherThreads();
    in_thread = Niceness();
  }).join();
  EXPECT_EQ(Niceness(), before);
  EXPECT_GE(in_thread, before);
  EXPECT_GE(in_thread, 10);
}

TEST(ThreadPriorityTest, AThreadThatYieldsMoreIsLeftAlone) {
  std::thread([] {
    ::setpriority(PRIO_PROCESS, 0, 15);
    YieldToOtherThreads();
    EXPECT_EQ(Niceness(), 15);
  }).join();
}

}  // namespace
}  // namespace trialdex
