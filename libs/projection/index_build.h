// A new index, built beside the live one.
#ifndef TRIALDEX_LIBS_PROJECTION_INDEX_BUILD_H_
#define TRIALDEX_LIBS_PROJECTION_INDEX_BUILD_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/index_directory.h"
#include "libs/projection/followed_index.h"
#include "libs/projection/retry_pause.h"
#include "libs/telemetry/logger.h"
#include "trialdex/v1/indexer_service.pb.h"

namespace trialdex {

// Opens an index of the indexer's folder, followed under a consumer's name.
using FollowedIndexOpener = std::function<absl::StatusOr<std::unique_ptr<FollowedIndex>>(
    const IndexName& name, const std::string& consumer)>;

// Nothing until it is wanted; then an index that is filled from a snapshot of the log, and
// begun anew as often as that fails. Not thread-safe.
class IndexBuild {
 public:
  // All references must outlive it.
  IndexBuild(std::string fingerprint, IndexDirectory& directory, FollowedIndexOpener open,
             const Clock& clock, Logger& log)
      : fingerprint_(std::move(fingerprint)),
        directory_(directory),
        open_(std::move(open)),
        clock_(clock),
        log_(log) {}

  void Want() { wanted_ = true; }
  // True from Want until Take.
  bool wanted() const { return wanted_; }

  // Takes a helping of the log, waiting up to `max_wait` for it; `consumer` is used if the
  // build begins with this step. Answers what the log said; nothing if there is nothing to
  // do, or the build has failed and starts over after a pause: 1 s at first, 30 s at last.
  std::optional<absl::Status> Step(absl::Duration max_wait, const std::string& consumer);

  // True once the index has all that the log had when it began. `live_position` is how far
  // the live index is, if both are of the log `live_log_id`.
  bool HasCaughtUp(const std::string& live_log_id, uint64_t live_position) const;

  // Null while there is none.
  const FollowedIndex* index() const { return index_.get(); }
  v1::RebuildProgress Progress() const;
  // The index, which the caller goes on with. Only once it has caught up.
  std::unique_ptr<FollowedIndex> Take();

 private:
  void Begin(const std::string& consumer);
  // DATA_LOSS if the index is damaged, as far as is known since the last look at its files.
  absl::Status CheckFiles();
  void StartOver(const absl::Status& why);

  const std::string fingerprint_;
  IndexDirectory& directory_;
  const FollowedIndexOpener open_;
  const Clock& clock_;
  Logger& log_;
  bool wanted_ = false;
  std::unique_ptr<FollowedIndex> index_;
  // Position that the index has to reach; 0 until the log was heard of.
  uint64_t target_ = 0;
  absl::Time next_check_ = absl::InfinitePast();
  RetryPause pause_{absl::Seconds(1), absl::Seconds(30)};
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_INDEX_BUILD_H_
