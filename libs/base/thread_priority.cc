#include "libs/base/thread_priority.h"

#include <sys/resource.h>

namespace trialdex {
namespace {

// A tenth of the share of niceness 0.
constexpr int kNiceness = 10;

}  // namespace

void YieldToOtherThreads() {
  // Linux takes 0 for the calling thread, not for its process. Where it is refused, work goes on
  // as before.
  if (::getpriority(PRIO_PROCESS, 0) < kNiceness) ::setpriority(PRIO_PROCESS, 0, kNiceness);
}

}  // namespace trialdex
