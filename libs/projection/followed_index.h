// One index directory with everything that keeps it up to date.
#ifndef TRIALDEX_LIBS_PROJECTION_FOLLOWED_INDEX_H_
#define TRIALDEX_LIBS_PROJECTION_FOLLOWED_INDEX_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/index_directory.h"
#include "libs/index/index_writer.h"
#include "libs/projection/poison_store.h"
#include "libs/projection/projection.h"
#include "libs/projection/retry_pause.h"

namespace trialdex {

// Opens the writer of an index directory, creating it if missing; OpenIndexWriter
// with the program's options.
using IndexOpener =
    std::function<absl::StatusOr<std::unique_ptr<IndexWriter>>(const std::string& directory)>;

// How often to look at the files of an open index, which somebody may delete or damage at any
// time. A look takes some 50 us.
inline constexpr absl::Duration kFileCheckInterval = absl::Seconds(1);

// An open index, its poison entries and its projection. Not thread-safe, but for
// the poison store.
class FollowedIndex {
 public:
  // Opens the index in `directory`. `feed` and `clock` must outlive it. Errors
  // are those of `opener` and of PoisonStore::Open.
  static absl::StatusOr<std::unique_ptr<FollowedIndex>> Open(const IndexName& name,
                                                             const std::string& directory,
                                                             const IndexOpener& opener, Feed& feed,
                                                             const Clock& clock,
                                                             const ProjectionOptions& options);

  // One step of the projection. After a failure of the feed the next steps do
  // nothing until the backoff is over: 100 ms, then twice as long each time, up
  // to 1 s; 10 s if another reader has the consumer name now (ABORTED).
  //
  // OK while waiting. Errors as Projection::Step.
  absl::Status Step(absl::Duration max_wait);

  // How long Step would do nothing; zero if it would work.
  absl::Duration Pause() const { return pause_.Left(clock_.Now()); }

  // What the index held at its newest commit, or when it was opened.
  const IndexStatistics& statistics() const { return statistics_; }

  const IndexName& name() const { return name_; }
  const std::string& directory() const { return directory_; }
  IndexWriter& writer() { return *writer_; }
  const IndexWriter& writer() const { return *writer_; }
  Projection& projection() { return *projection_; }
  const Projection& projection() const { return *projection_; }
  const std::shared_ptr<PoisonStore>& poison() const { return poison_; }

 private:
  FollowedIndex(const IndexName& name, std::string directory, const Clock& clock)
      : name_(name), directory_(std::move(directory)), clock_(clock) {}

  const IndexName name_;
  const std::string directory_;
  const Clock& clock_;
  std::unique_ptr<IndexWriter> writer_;
  std::shared_ptr<PoisonStore> poison_;
  std::unique_ptr<Projection> projection_;
  IndexStatistics statistics_;
  absl::Time statistics_of_ = absl::InfinitePast();
  // The log is tried again so soon after a failure.
  RetryPause pause_{absl::Milliseconds(100), absl::Seconds(1)};
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_FOLLOWED_INDEX_H_
