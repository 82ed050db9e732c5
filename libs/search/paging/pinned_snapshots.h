// Snapshots that page tokens still need.
#ifndef TRIALDEX_LIBS_SEARCH_PAGING_PINNED_SNAPSHOTS_H_
#define TRIALDEX_LIBS_SEARCH_PAGING_PINNED_SNAPSHOTS_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/snapshot.h"

namespace trialdex {

struct PinnedSnapshotsOptions {
  // More than so many: the one that was used longest ago goes. Each may hold
  // files on disk that the index no longer has.
  size_t max_count = 16;
  // Not used for so long: it goes.
  absl::Duration keep = absl::Minutes(5);
};

// Relevance depends on the whole index, so the pages of one ranked search have
// to come from one snapshot. Thread-safe.
class PinnedSnapshots {
 public:
  // `clock` must outlive this.
  PinnedSnapshots(const PinnedSnapshotsOptions& options, const Clock& clock)
      : options_(options), clock_(clock) {}

  // Keeps `snapshot`, or keeps it longer.
  void Pin(const std::shared_ptr<const IndexSnapshot>& snapshot);

  // The snapshot of that version, which is then kept longer; null if it is not held.
  std::shared_ptr<const IndexSnapshot> Find(int64_t version);

  // Lets go what has not been used for too long. To be called now and then, or
  // files stay on disk until the next search.
  void DropExpired();

  size_t count() const;

 private:
  struct Pinned {
    std::shared_ptr<const IndexSnapshot> snapshot;
    absl::Time expires;
  };
  using PinnedList = std::list<Pinned>;

  // Takes out what is over; to be destroyed without the lock, because the last
  // holder of a snapshot unmaps its files.
  PinnedList TakeExpired() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const PinnedSnapshotsOptions options_;
  const Clock& clock_;
  mutable absl::Mutex mutex_;
  // Most recently used first, so that those that expire are last.
  PinnedList pinned_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_PAGING_PINNED_SNAPSHOTS_H_
