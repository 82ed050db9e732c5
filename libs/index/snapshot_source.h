// Follows the live index from commit to commit.
#ifndef TRIALDEX_LIBS_INDEX_SNAPSHOT_SOURCE_H_
#define TRIALDEX_LIBS_INDEX_SNAPSHOT_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/byte_cache.h"
#include "libs/index/index_directory.h"
#include "libs/index/segment_files.h"
#include "libs/index/snapshot.h"

namespace trialdex {

struct SnapshotSourceOptions {
  // Root of all indexes, see index_directory.h. Need not exist yet.
  std::string index_dir;
  // Fingerprint that this program can read; others are never opened.
  std::string fingerprint;
  // How often the newest commit is looked for: a twentieth of a second is
  // unnoticed by people and costs a directory listing. Zero: only when Refresh
  // is called (tests).
  absl::Duration poll_interval = absl::Milliseconds(50);
  // Bound of decoded postings kept in memory, over all snapshots.
  size_t cache_bytes = size_t{96} << 20;
  // Called after each look for a commit, with what went wrong, if anything.
  std::function<void(const absl::Status&)> on_refresh;
};

// Hands out the newest snapshot. One thread of its own opens commits, reads the
// columns of new segments and only then swaps, so that no search waits for it.
// Snapshots must not outlive their source. Thread-safe.
class SnapshotSource {
 public:
  // Looks for a commit once, then starts to follow. `clock` must outlive the source.
  explicit SnapshotSource(SnapshotSourceOptions options, const Clock& clock = RealClock());
  // Runs the callbacks of those who still wait with CANCELLED.
  ~SnapshotSource();
  SnapshotSource(const SnapshotSource&) = delete;
  SnapshotSource& operator=(const SnapshotSource&) = delete;

  // The newest snapshot; never blocks on opening. UNAVAILABLE, reason NO_INDEX,
  // if there has been none so far; the message says why.
  absl::StatusOr<std::shared_ptr<const IndexSnapshot>> Current() const;

  // Calls `done` once: with OK when the current snapshot has reached `position`
  // (at once, in this thread, if it has already), with UNAVAILABLE, reason
  // POSITION_NOT_REACHED, when it has not by `deadline`. It is noticed within a
  // poll interval. `done` must not block.
  void WhenReached(uint64_t position, absl::Time deadline,
                   std::function<void(const absl::Status&)> done);

  // The same, blocking.
  absl::Status WaitForPosition(uint64_t position, absl::Time deadline);

  // Looks for a newer commit now. Called by the thread; tests call it themselves.
  absl::Status Refresh();

 private:
  struct Waiter {
    uint64_t position;
    absl::Time deadline;
    std::function<void(const absl::Status&)> done;
  };

  void Follow();
  absl::Status OpenNewest() ABSL_EXCLUSIVE_LOCKS_REQUIRED(refresh_mutex_);
  void Publish(std::shared_ptr<const IndexSnapshot> snapshot);
  void ReleaseWaiters();

  const SnapshotSourceOptions options_;
  const Clock& clock_;
  ByteCache cache_;

  // One refresh at a time.
  absl::Mutex refresh_mutex_;
  IndexName name_ ABSL_GUARDED_BY(refresh_mutex_);
  std::unique_ptr<CommitReader> commits_ ABSL_GUARDED_BY(refresh_mutex_);

  mutable absl::Mutex mutex_;
  std::shared_ptr<const IndexSnapshot> current_ ABSL_GUARDED_BY(mutex_);
  // Why there is no current snapshot.
  absl::Status none_because_ ABSL_GUARDED_BY(mutex_);
  std::list<Waiter> waiters_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SNAPSHOT_SOURCE_H_
