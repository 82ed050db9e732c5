#include "libs/search/suggest/live_completions.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/thread_priority.h"

namespace trialdex {
namespace {

// What `held` (may be null) has read of `segment`; null if nothing.
std::shared_ptr<const SegmentCompletions> FindRead(const Completions* held,
                                                   const Segment& segment) {
  if (held == nullptr) return nullptr;
  for (size_t i = 0; i < held->segments.size(); ++i) {
    if (&held->snapshot->segments()[i]->segment() == &segment) return held->segments[i];
  }
  return nullptr;
}

}  // namespace

std::shared_ptr<const Completions> LiveCompletions::Held() const {
  absl::MutexLock lock(&mutex_);
  return held_;
}

int64_t LiveCompletions::CountUnread(const IndexSnapshot& snapshot, const Completions& held) {
  int64_t trials = 0;
  for (const auto& view : snapshot.segments()) {
    if (FindRead(&held, view->segment()) == nullptr) trials += view->trial_count();
  }
  return trials;
}

absl::StatusOr<std::shared_ptr<const Completions>> LiveCompletions::Read() {
  absl::MutexLock reading(&read_mutex_);
  ASSIGN_OR_RETURN(auto snapshot, source_.Current());
  const std::shared_ptr<const Completions> held = Held();
  if (held != nullptr && held->snapshot == snapshot) return held;
  const auto made = std::make_shared<Completions>();
  for (uint32_t i = 0; i < snapshot->segments().size(); ++i) {
    auto segment = FindRead(held.get(), snapshot->segments()[i]->segment());
    if (segment == nullptr) {
      ASSIGN_OR_RETURN(segment, SegmentCompletions::Read(*snapshot, i));
    }
    made->segments.push_back(std::move(segment));
  }
  made->snapshot = std::move(snapshot);
  absl::MutexLock lock(&mutex_);
  held_ = made;
  return made;
}

absl::StatusOr<std::shared_ptr<const Completions>> LiveCompletions::Current(uint64_t min_position) {
  ASSIGN_OR_RETURN(const auto snapshot, source_.Current());
  std::shared_ptr<const Completions> held = Held();
  if (held == nullptr || held->snapshot->position() < min_position) return Read();
  if (held->snapshot == snapshot) return held;
  if (CountUnread(*snapshot, *held) <= options_.max_trials_in_call) return Read();
  Refresh();
  return held;
}

void LiveCompletions::Refresh() {
  const auto snapshot = source_.Current();
  if (!snapshot.ok()) return;
  absl::MutexLock lock(&mutex_);
  if (scheduled_ || (held_ != nullptr && held_->snapshot == *snapshot)) return;
  const absl::Time now = clock_.Now();
  if (now < next_refresh_) return;
  next_refresh_ = now + options_.refresh_interval;
  scheduled_ = true;
  executor_.Run([this] {
    // Searches are waited for, this is not.
    YieldToOtherThreads();
    {
      absl::MutexLock begun(&mutex_);
      scheduled_ = false;
    }
    // What goes wrong here goes wrong for the call that needs it, and is told there.
    Read().IgnoreError();
  });
}

size_t LiveCompletions::byte_size() const {
  const std::shared_ptr<const Completions> held = Held();
  size_t bytes = 0;
  if (held == nullptr) return bytes;
  for (const auto& segment : held->segments) bytes += segment->byte_size();
  return bytes;
}

}  // namespace trialdex
