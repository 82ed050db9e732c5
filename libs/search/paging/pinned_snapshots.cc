#include "libs/search/paging/pinned_snapshots.h"

#include <algorithm>
#include <iterator>

namespace trialdex {

PinnedSnapshots::PinnedList PinnedSnapshots::TakeExpired() {
  PinnedList expired;
  const absl::Time now = clock_.Now();
  while (!pinned_.empty() &&
         (pinned_.size() > options_.max_count || pinned_.back().expires <= now)) {
    expired.splice(expired.begin(), pinned_, std::prev(pinned_.end()));
  }
  return expired;
}

void PinnedSnapshots::Pin(const std::shared_ptr<const IndexSnapshot>& snapshot) {
  PinnedList expired;
  absl::MutexLock lock(&mutex_);
  const auto held = std::find_if(pinned_.begin(), pinned_.end(), [&](const Pinned& pinned) {
    return pinned.snapshot->version() == snapshot->version();
  });
  if (held != pinned_.end()) pinned_.erase(held);
  pinned_.push_front({snapshot, clock_.Now() + options_.keep});
  expired = TakeExpired();
}

std::shared_ptr<const IndexSnapshot> PinnedSnapshots::Find(int64_t version) {
  PinnedList expired;
  absl::MutexLock lock(&mutex_);
  expired = TakeExpired();
  const auto held = std::find_if(pinned_.begin(), pinned_.end(), [version](const Pinned& pinned) {
    return pinned.snapshot->version() == version;
  });
  if (held == pinned_.end()) return nullptr;
  held->expires = clock_.Now() + options_.keep;
  pinned_.splice(pinned_.begin(), pinned_, held);
  return held->snapshot;
}

void PinnedSnapshots::DropExpired() {
  PinnedList expired;
  absl::MutexLock lock(&mutex_);
  expired = TakeExpired();
}

size_t PinnedSnapshots::count() const {
  absl::MutexLock lock(&mutex_);
  return pinned_.size();
}

}  // namespace trialdex
