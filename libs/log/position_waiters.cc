#include "libs/log/position_waiters.h"

#include <vector>

namespace trialdex {

uint64_t PositionWaiters::position() const {
  absl::MutexLock lock(&mutex_);
  return position_;
}

void PositionWaiters::Advance(uint64_t position) {
  std::vector<std::function<void()>> reached;
  {
    absl::MutexLock lock(&mutex_);
    if (position <= position_) return;
    position_ = position;
    while (!waiting_.empty() && waiting_.begin()->first.first <= position) {
      position_of_.erase(waiting_.begin()->first.second);
      reached.push_back(std::move(waiting_.begin()->second));
      waiting_.erase(waiting_.begin());
    }
  }
  // Outside the lock: a callback may wait for the next position.
  for (const auto& callback : reached) callback();
}

void PositionWaiters::Reset(uint64_t position) {
  absl::MutexLock lock(&mutex_);
  position_ = position;
}

PositionWaiters::WaitId PositionWaiters::WhenReached(uint64_t position,
                                                     std::function<void()> reached) {
  {
    absl::MutexLock lock(&mutex_);
    if (position > position_) {
      const WaitId id = ++last_id_;
      waiting_.emplace(Key(position, id), std::move(reached));
      position_of_.emplace(id, position);
      return id;
    }
  }
  reached();
  return 0;
}

bool PositionWaiters::Cancel(WaitId id) {
  absl::MutexLock lock(&mutex_);
  const auto found = position_of_.find(id);
  if (found == position_of_.end()) return false;
  waiting_.erase(Key(found->second, id));
  position_of_.erase(found);
  return true;
}

bool PositionWaiters::WaitFor(uint64_t position, absl::Duration max_wait) const {
  absl::MutexLock lock(&mutex_);
  const auto reached = [this, position]()
                           ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return position_ >= position; };
  return mutex_.AwaitWithTimeout(absl::Condition(&reached), max_wait);
}

}  // namespace trialdex
