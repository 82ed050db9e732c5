// Keeps what can be completed to in step with the index.
#ifndef TRIALDEX_LIBS_SEARCH_SUGGEST_LIVE_COMPLETIONS_H_
#define TRIALDEX_LIBS_SEARCH_SUGGEST_LIVE_COMPLETIONS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/executor.h"
#include "libs/index/snapshot_source.h"
#include "libs/search/suggest/segment_completions.h"

namespace trialdex {

// A snapshot with what each of its segments has to complete to. Immutable, thread-safe.
struct Completions {
  std::shared_ptr<const IndexSnapshot> snapshot;
  // One for each segment of it.
  std::vector<std::shared_ptr<const SegmentCompletions>> segments;
};

struct LiveCompletionsOptions {
  // A call reads up to so many new trials itself, in a few milliseconds; more are read by
  // the thread of its own, and until that is done calls are answered from the snapshot
  // before.
  int64_t max_trials_in_call = 500;
  // The thread begins at most once in this time: while trials pour in, most segments are
  // merged away within seconds, and reading each of them would slow down the pouring.
  absl::Duration refresh_interval = absl::Seconds(5);
};

// Reads segments when they are new and keeps what it read as long as they are in the
// index. Thread-safe.
class LiveCompletions {
 public:
  // `source` and `clock` must outlive it.
  explicit LiveCompletions(const SnapshotSource& source, const LiveCompletionsOptions& options = {},
                           const Clock& clock = RealClock())
      : source_(source), options_(options), clock_(clock), executor_(1) {}

  // Of the current snapshot, or, while large segments of it are being read, of an earlier
  // one that has reached `min_position`. Waits for the reading if there is none. Errors of
  // SnapshotSource::Current and Segment.
  absl::StatusOr<std::shared_ptr<const Completions>> Current(uint64_t min_position);

  // Begins to read what is new, if anything is and the last time is long enough ago. Never
  // blocks. To be called again and again: it also lets go of old snapshots.
  void Refresh();

  // Memory held.
  size_t byte_size() const;

 private:
  std::shared_ptr<const Completions> Held() const;
  // Trials of `snapshot` in segments that `held` has not read.
  static int64_t CountUnread(const IndexSnapshot& snapshot, const Completions& held);
  // Reads the current snapshot in this thread and holds it.
  absl::StatusOr<std::shared_ptr<const Completions>> Read();

  const SnapshotSource& source_;
  const LiveCompletionsOptions options_;
  const Clock& clock_;

  // One reading at a time.
  absl::Mutex read_mutex_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const Completions> held_ ABSL_GUARDED_BY(mutex_);
  // True if the thread has been asked to read and has not begun.
  bool scheduled_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Time next_refresh_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  // Last: its thread uses all of the above.
  Executor executor_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SUGGEST_LIVE_COMPLETIONS_H_
