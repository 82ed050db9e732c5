#include "libs/index/snapshot_source.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/index/counting/global_ordinals.h"
#include "libs/index/matching/warm_up.h"

namespace trialdex {
namespace {

// What callers are told who find no index. Paths and the like stay in the log.
absl::Status NoIndex(const absl::Status& because) {
  absl::string_view reason = "it cannot be read; the details are in the log of the service";
  if (absl::IsNotFound(because)) reason = "the indexer has not committed one yet";
  if (absl::IsFailedPrecondition(because)) reason = because.message();
  return ReasonedError(absl::StatusCode::kUnavailable, "NO_INDEX",
                       absl::StrCat("there is no index to search: ", reason));
}

absl::Status Stopping() {
  return ReasonedError(absl::StatusCode::kUnavailable, "DRAINING", "the service is shutting down");
}

}  // namespace

absl::Status PositionNotReached(uint64_t wanted, uint64_t reached) {
  return ReasonedError(
      absl::StatusCode::kUnavailable, "POSITION_NOT_REACHED",
      absl::StrCat("the index stands at position ", reached, ", not yet at ", wanted),
      {{"position", absl::StrCat(reached)}, {"min_position", absl::StrCat(wanted)}});
}

SnapshotSource::SnapshotSource(SnapshotSourceOptions options, const Clock& clock)
    : options_(std::move(options)), clock_(clock), cache_(options_.cache_bytes) {
  // What goes wrong is kept for Current to answer.
  Refresh().IgnoreError();
}

SnapshotSource::~SnapshotSource() {
  StopWaiting();
  StopFollowing();
}

void SnapshotSource::Follow(std::function<void(const absl::Status&)> refreshed) {
  thread_ = std::thread([this, refreshed = std::move(refreshed)] { Poll(refreshed); });
}

void SnapshotSource::StopFollowing() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

void SnapshotSource::StopWaiting() {
  std::list<Waiter> waiters;
  {
    absl::MutexLock lock(&mutex_);
    waiting_over_ = true;
    waiters.swap(waiters_);
  }
  for (const Waiter& waiter : waiters) waiter.done(Stopping());
}

absl::StatusOr<std::shared_ptr<const IndexSnapshot>> SnapshotSource::Current() const {
  absl::MutexLock lock(&mutex_);
  if (current_ == nullptr) return none_because_;
  return current_;
}

void SnapshotSource::WhenReached(uint64_t position, absl::Time deadline,
                                 std::function<void(const absl::Status&)> done) {
  absl::Status status;
  {
    absl::MutexLock lock(&mutex_);
    if (waiting_over_) {
      status = Stopping();
    } else if (current_ == nullptr || current_->position() < position) {
      waiters_.push_back({position, deadline, std::move(done)});
      return;
    }
  }
  done(status);
}

absl::Status SnapshotSource::WaitForPosition(uint64_t position, absl::Time deadline) {
  absl::Notification finished;
  absl::Status result;
  WhenReached(position, deadline, [&](const absl::Status& status) {
    result = status;
    finished.Notify();
  });
  finished.WaitForNotification();
  return result;
}

void SnapshotSource::Poll(const std::function<void(const absl::Status&)>& refreshed) {
  while (true) {
    refreshed(Refresh());
    absl::MutexLock lock(&mutex_);
    if (mutex_.AwaitWithTimeout(absl::Condition(&stopping_), options_.poll_interval)) return;
  }
}

absl::Status SnapshotSource::Refresh() {
  absl::Status status;
  {
    absl::MutexLock lock(&refresh_mutex_);
    status = OpenNewest();
  }
  if (!status.ok()) {
    absl::MutexLock lock(&mutex_);
    none_because_ = NoIndex(status);
  }
  ReleaseWaiters();
  return status;
}

absl::Status SnapshotSource::OpenNewest() {
  ASSIGN_OR_RETURN(const IndexName name, ReadCurrentIndex(options_.index_dir));
  if (name.fingerprint != options_.fingerprint) {
    return absl::FailedPreconditionError(
        absl::StrCat("the live index has fingerprint ", name.fingerprint, ", this program reads ",
                     options_.fingerprint, "; run an indexer of the same version"));
  }
  // By identity, not by name: an index that was deleted and built again has the
  // old names for new files, down to those of its segments.
  const std::string path = IndexPath(options_.index_dir, name);
  if (commits_ == nullptr || !directory_->IsAt(path)) {
    ASSIGN_OR_RETURN(directory_, DirectoryHandle::Open(path));
    commits_ = OpenCommits(path);
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<IndexCommit> commit, commits_->ReadNewest());
  if (commit == nullptr) return absl::OkStatus();
  std::shared_ptr<const IndexSnapshot> previous;
  {
    absl::MutexLock lock(&mutex_);
    previous = current_;
  }
  auto snapshot = IndexSnapshot::Load(*commit, previous.get(), cache_);
  if (!snapshot.ok()) {
    // The reader believes that this commit was taken: begin again.
    commits_ = nullptr;
    return snapshot.status();
  }
  GlobalOrdinals::MakeReady(**snapshot, previous.get());
  WarmUp(**snapshot, clock_, options_.warm_up_time);
  Publish(*std::move(snapshot));
  return absl::OkStatus();
}

void SnapshotSource::Publish(std::shared_ptr<const IndexSnapshot> snapshot) {
  // The old snapshot is let go after the lock: it may be the last holder of its files.
  absl::MutexLock lock(&mutex_);
  current_.swap(snapshot);
}

void SnapshotSource::ReleaseWaiters() {
  std::vector<std::pair<Waiter, absl::Status>> released;
  const absl::Time now = clock_.Now();
  {
    absl::MutexLock lock(&mutex_);
    const uint64_t position = current_ == nullptr ? 0 : current_->position();
    for (auto it = waiters_.begin(); it != waiters_.end();) {
      const bool reached = current_ != nullptr && position >= it->position;
      if (!reached && now < it->deadline) {
        ++it;
        continue;
      }
      released.emplace_back(std::move(*it), reached ? absl::OkStatus()
                                            : current_ == nullptr
                                                ? none_because_
                                                : PositionNotReached(it->position, position));
      it = waiters_.erase(it);
    }
  }
  for (const auto& [waiter, status] : released) waiter.done(status);
}

}  // namespace trialdex
