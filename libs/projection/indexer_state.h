// Between the one thread that drives the indexer and those that ask it.
#ifndef TRIALDEX_LIBS_PROJECTION_INDEXER_STATE_H_
#define TRIALDEX_LIBS_PROJECTION_INDEXER_STATE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/projection/poison_store.h"
#include "trialdex/v1/indexer_service.pb.h"

namespace trialdex {

// What callers see of the indexer and want of it. Thread-safe.
class IndexerState {
 public:
  // `version` is left out.
  v1::GetIndexerStatusResponse Status() const;

  // Has what is pending committed and waits until `position` (0: everything heard
  // of so far) is committed; answers the committed position.
  //
  // A position that the log does not have yet is waited for too: with a backlog
  // to read, the indexer hears late of the log's end. DEADLINE_EXCEEDED;
  // UNAVAILABLE once closed.
  absl::StatusOr<uint64_t> Flush(uint64_t position, absl::Time deadline);

  // Has a new index built; answers its number, for WaitForRebuild.
  // FAILED_PRECONDITION, reason REBUILD_RUNNING, if one is being built.
  absl::StatusOr<uint64_t> StartRebuild();

  // How far rebuild `number` is; `done` once it is live. Waits until it is done
  // or `timeout` is over. UNAVAILABLE once closed.
  absl::StatusOr<v1::RebuildProgress> WaitForRebuild(uint64_t number, absl::Duration timeout);

  // Poison entries of the live index above a position, the first `limit`.
  std::vector<v1::PoisonEntry> ListPoison(uint64_t after_position, size_t limit) const;

  // Has a poison entry indexed and committed. Errors as Projection::RetryPoison;
  // DEADLINE_EXCEEDED; UNAVAILABLE while no live index is followed.
  absl::Status RetryPoison(uint64_t position, absl::Time deadline);

  // The rest is for the driving thread.

  // A retry that somebody waits for.
  struct Retry {
    uint64_t position = 0;
    std::optional<absl::Status> answer;
  };
  struct Requests {
    bool flush = false;
    bool rebuild = false;
    std::vector<std::shared_ptr<Retry>> retries;
  };
  // What was asked since the last call.
  Requests TakeRequests();
  // Waits for a request or the end, or until `timeout` is over.
  void WaitForRequest(absl::Duration timeout);
  void Answer(Retry& retry, absl::Status status);

  // Shows how things stand. `poison` is that of the live index; may be null.
  void Show(v1::GetIndexerStatusResponse status, std::shared_ptr<PoisonStore> poison);
  // A new index is live.
  void ShowBuildDone(const v1::RebuildProgress& progress);
  // Ends every wait.
  void Close();

 private:
  bool HasRequests() const ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  v1::GetIndexerStatusResponse status_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<PoisonStore> poison_ ABSL_GUARDED_BY(mutex_);
  Requests requests_ ABSL_GUARDED_BY(mutex_);
  // New indexes that have gone live since the start.
  uint64_t builds_done_ ABSL_GUARDED_BY(mutex_) = 0;
  v1::RebuildProgress last_build_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_INDEXER_STATE_H_
