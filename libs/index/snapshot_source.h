// Follows the live index from commit to commit.
#ifndef TRIALDEX_LIBS_INDEX_SNAPSHOT_SOURCE_H_
#define TRIALDEX_LIBS_INDEX_SNAPSHOT_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/directory_handle.h"
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
  // How often Follow looks for a new commit: a twentieth of a second is unnoticed
  // by people and costs a directory listing.
  absl::Duration poll_interval = absl::Milliseconds(50);
  // How long a new snapshot may be held back to read what the last searches looked for:
  // nobody waits for it but the newest trials, which are searchable so much later at worst.
  absl::Duration warm_up_time = absl::Milliseconds(200);
  // Bound of decoded postings kept in memory, over all snapshots: enough for those that 300
  // different queries want of 600,000 trials. Looking for one that is not there takes ten to
  // a hundred times as long.
  size_t cache_bytes = size_t{768} << 20;
};

// The error of a call that wants position `wanted` of an index at `reached`:
// UNAVAILABLE, reason POSITION_NOT_REACHED.
absl::Status PositionNotReached(uint64_t wanted, uint64_t reached);

// Hands out the newest snapshot. One thread of its own opens commits, reads the
// columns of new segments, numbers the values that facets count, and only then swaps, so
// that no search waits for it.
// Snapshots must not outlive their source. Thread-safe, but for Follow and
// StopFollowing, which are for one thread.
class SnapshotSource {
 public:
  // Looks for a commit once. `clock` must outlive the source.
  explicit SnapshotSource(SnapshotSourceOptions options, const Clock& clock = RealClock());
  // Ends following and waiting.
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

  // Ends waiting, for a service that stops: who waits now, or later, is told
  // UNAVAILABLE.
  void StopWaiting();

  // Starts a thread that refreshes every poll interval and then calls `refreshed`
  // with what went wrong, if anything. Without it positions are only reached, and
  // waits only end, when Refresh is called.
  void Follow(std::function<void(const absl::Status&)> refreshed = [](const absl::Status&) {});
  void StopFollowing();

  // Looks for a newer commit now. What goes wrong leaves the current snapshot in place.
  absl::Status Refresh();

 private:
  struct Waiter {
    uint64_t position;
    absl::Time deadline;
    std::function<void(const absl::Status&)> done;
  };

  void Poll(const std::function<void(const absl::Status&)>& refreshed);
  absl::Status OpenNewest() ABSL_EXCLUSIVE_LOCKS_REQUIRED(refresh_mutex_);
  void Publish(std::shared_ptr<const IndexSnapshot> snapshot);
  void ReleaseWaiters();

  const SnapshotSourceOptions options_;
  const Clock& clock_;
  ByteCache cache_;

  // One refresh at a time.
  absl::Mutex refresh_mutex_;
  // The directory that `commits_` reads.
  std::optional<DirectoryHandle> directory_ ABSL_GUARDED_BY(refresh_mutex_);
  std::unique_ptr<CommitReader> commits_ ABSL_GUARDED_BY(refresh_mutex_);

  mutable absl::Mutex mutex_;
  std::shared_ptr<const IndexSnapshot> current_ ABSL_GUARDED_BY(mutex_);
  // Why there is no current snapshot.
  absl::Status none_because_ ABSL_GUARDED_BY(mutex_);
  std::list<Waiter> waiters_ ABSL_GUARDED_BY(mutex_);
  bool waiting_over_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SNAPSHOT_SOURCE_H_
