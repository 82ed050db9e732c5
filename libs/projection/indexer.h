// Keeps one live index up to date, and builds a new one beside it when needed.
#ifndef TRIALDEX_LIBS_PROJECTION_INDEXER_H_
#define TRIALDEX_LIBS_PROJECTION_INDEXER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/index_directory.h"
#include "libs/log/feed_reader.h"
#include "libs/projection/followed_index.h"
#include "libs/projection/index_build.h"
#include "libs/projection/indexer_state.h"
#include "libs/projection/live_health.h"
#include "libs/telemetry/logger.h"

namespace trialdex {

struct IndexerOptions {
  // Folder of all indexes: "<data_dir>/index".
  std::string root;
  // Schema and analysis of this program.
  std::string fingerprint;
  // Its consumer is that of the live index; a new one is built beside it under
  // "<consumer>-rebuild".
  ProjectionOptions projection;
};

// The use case of the indexer service.
//
// The live index is the one that CURRENT names. A new one is built beside it,
// from a snapshot of the log, if there is none, if it was written by another
// schema, if it is damaged or gone, if it belongs to another log, or on demand.
// Until the new one has caught up the old one stays live, and is kept up to date
// as far as this program can. Driven by one thread; others use state().
class Indexer {
 public:
  // All references must outlive the indexer. FAILED_PRECONDITION if another
  // process owns the folder; other errors if it cannot be used.
  static absl::StatusOr<std::unique_ptr<Indexer>> Open(const IndexerOptions& options, Feed& feed,
                                                       IndexOpener opener, const Clock& clock,
                                                       Logger& log);

  // Does what was asked, takes a helping of the log for each index, waiting up to
  // `max_wait` for it, and swaps the new index in when it has caught up. Never
  // fails: what goes wrong is logged, shown in the state and tried again with
  // backoff.
  void Step(absl::Duration max_wait);

  // Commits what is pending and closes the state. Call after the last Step.
  absl::Status Close();

  IndexerState& state() { return state_; }

 private:
  Indexer(const IndexerOptions& options, Feed& feed, IndexOpener opener, const Clock& clock,
          Logger& log, std::unique_ptr<IndexDirectory> directory);

  void DoRequests();
  // True if it has worked, false if there is nothing to do before a pause is over.
  bool StepLive(absl::Duration max_wait);
  bool StepBuild(absl::Duration max_wait);
  void Show();
  // Logs when the log goes away and when it is back.
  void NoteFeed(const absl::Status& status);

  absl::StatusOr<std::unique_ptr<FollowedIndex>> OpenIndex(const IndexName& name,
                                                           absl::string_view consumer);
  // Looks for the live index and opens it if this program can follow it.
  void FindLive();
  void ReopenLive();
  // Has another index built if the live one has been deleted, or is damaged: then it is
  // followed and searched until the other has caught up.
  void CheckLive();
  // Writing or opening the live index has failed.
  void ReopenLater(const absl::Status& failure);
  // The live index cannot be followed any more: build another.
  void GiveUpLive(const std::string& why);
  absl::Status SwapIn();

  const IndexerOptions options_;
  Feed& feed_;
  const IndexOpener opener_;
  const Clock& clock_;
  Logger& log_;
  const std::unique_ptr<IndexDirectory> directory_;
  IndexerState state_;

  // What CURRENT names; nullopt if there is no live index.
  std::optional<IndexName> live_name_;
  // How far the live index is, followed or not.
  LogPoint live_point_;
  // False once the log has said that it does not go on where the live index stands: its
  // positions are then not those of the log that is there now.
  bool live_is_of_log_ = true;
  // Null while this program cannot write the live index, or failed to.
  std::unique_ptr<FollowedIndex> live_;
  // Whether to try and open the live index again, and how often that has failed.
  bool reopen_live_ = false;
  int failed_reopens_ = 0;
  absl::Time next_check_ = absl::InfinitePast();
  LiveHealth health_;

  IndexBuild build_;

  bool feed_failing_ = false;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_INDEXER_H_
