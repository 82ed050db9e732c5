// Waiting for a position without polling.
#ifndef TRIALDEX_LIBS_LOG_POSITION_WAITERS_H_
#define TRIALDEX_LIBS_LOG_POSITION_WAITERS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace trialdex {

// A position that grows, and those who wait for it. Thread-safe.
class PositionWaiters {
 public:
  // Names one wait, to cancel it. 0 names none.
  using WaitId = uint64_t;

  explicit PositionWaiters(uint64_t position = 0) : position_(position) {}

  uint64_t position() const;

  // Moves to `position` and runs what waited for it, in the calling thread,
  // lowest position first. A lower position than now changes nothing.
  void Advance(uint64_t position);

  // Goes back to a lower `position`; who waits keeps waiting.
  void Reset(uint64_t position);

  // Runs `reached` once the position is at least `position`: at once, in this
  // thread, if it is already (the answer is then 0), else in the thread that
  // advances. `reached` must not block.
  WaitId WhenReached(uint64_t position, std::function<void()> reached);

  // Forgets a wait. True if it was still waiting: its callback never runs.
  // False if its callback has run or is about to.
  bool Cancel(WaitId id);

  // Blocks until the position is at least `position` or `max_wait` is over.
  // True if it was reached.
  bool WaitFor(uint64_t position, absl::Duration max_wait) const;

 private:
  using Key = std::pair<uint64_t, WaitId>;

  mutable absl::Mutex mutex_;
  uint64_t position_ ABSL_GUARDED_BY(mutex_);
  WaitId last_id_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<Key, std::function<void()>> waiting_ ABSL_GUARDED_BY(mutex_);
  // Position that each wait is for.
  std::map<WaitId, uint64_t> position_of_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_POSITION_WAITERS_H_
