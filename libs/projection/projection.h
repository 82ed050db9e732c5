// Carries the trial log into one search index.
#ifndef TRIALDEX_LIBS_PROJECTION_PROJECTION_H_
#define TRIALDEX_LIBS_PROJECTION_PROJECTION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/index_writer.h"
#include "libs/log/feed_reader.h"
#include "libs/projection/poison_store.h"

namespace trialdex {

struct ProjectionOptions {
  // Name under which the log is read and published positions are kept.
  std::string consumer = "indexer";
  // Whether positions are reported under it. Nobody waits for an index that is not live.
  bool publish = true;
  // Changes wait no longer for their commit, while the index keeps up with the log.
  absl::Duration commit_interval = absl::Milliseconds(250);
  // The same while it is behind, that is while the log has had full helpings ready for
  // `behind_after`: nothing would be fresh anyway, and rare commits make a load twice as
  // fast. Not from the first one on: a disk that is slow for a moment makes one, too.
  absl::Duration backlog_commit_interval = absl::Seconds(2);
  absl::Duration behind_after = absl::Seconds(1);
  // A commit is under way for at most this part of the time, however slow the disk is.
  double commit_share = 0.5;
  // Bytes of entries taken from the log in one step; half of it is a full helping.
  size_t read_bytes = size_t{4} << 20;
};

// Reads the log in order and applies each entry to the index.
//
// Effectively once: the index remembers, in the same commit as its documents,
// how far it has come, and applying an entry twice changes nothing. An entry
// that cannot be applied is set aside and the log moves on: one bad record never
// holds up the rest. An index without a log begins with a snapshot of all
// current trials. Not thread-safe; one per index.
class Projection {
 public:
  // All must outlive the projection. Goes on after index.committed().
  Projection(Feed& feed, IndexWriter& index, PoisonStore& poison, const Clock& clock,
             ProjectionOptions options);

  // Takes one helping of the log, waiting up to `max_wait` for it (less if a
  // commit falls due before), and commits if that is due.
  //
  // Errors of the index have the reason INDEX_FAILED: destroy the index and this,
  // and open both again. Others are the feed's (see FeedReader::Read): after
  // LOG_MISMATCH and OUT_OF_RANGE the index has to be built anew; after the rest
  // call again, with backoff.
  absl::Status Step(absl::Duration max_wait);

  // Commits what is pending, if anything is and the snapshot is not under way,
  // and tells the log. Reason INDEX_FAILED as above.
  absl::Status Commit();

  // Indexes a poison entry after all; it counts as poison until the next commit.
  //
  // NOT_FOUND if there is none at `position`, or not any more because a newer
  // entry of its trial has been indexed; INVALID_ARGUMENT with the reason if it
  // fails again; INDEX_FAILED as above.
  absl::Status RetryPoison(uint64_t position);

  // Reads on under another name, and reports positions, from the next step on.
  void SetConsumer(std::string consumer);

  // The whole log up to here is in the index, committed or not.
  uint64_t applied_position() const { return applied_; }
  // Newest position of the log, as last heard of.
  uint64_t log_position() const { return log_position_; }
  // Identity of the log; empty before the first contact.
  const std::string& log_id() const { return log_id_; }
  // True while a connection to the log stands.
  bool following() const { return reader_ != nullptr; }
  // True while a snapshot is being read: applied_position() stands still, and
  // nothing is committed.
  bool in_snapshot() const { return phase_ == Phase::kSnapshot; }
  // When the newest commit was made by this projection; absl::InfinitePast() before.
  absl::Time commit_time() const { return commit_time_; }

 private:
  enum class Phase {
    // Entries come by position.
    kFollow,
    // A snapshot was asked for, and what has come of it was all entries of the
    // log from the first on, in order. So it is with the reader of an empty log,
    // who gets no end of a snapshot.
    kSnapshotInOrder,
    // Entries come by id: no position is complete until the last has come.
    kSnapshot,
  };

  // A commit that is under way.
  struct Committing {
    uint64_t position = 0;
    absl::Time since;
    std::vector<v1::PoisonEntry> retried;
  };

  absl::Status OpenReader();
  absl::Status Take(FeedBatch batch);
  absl::Status Apply(v1::FeedEntry entry);
  // Takes the trial out of `entry` if it could be applied.
  absl::Status ApplyEvent(v1::FeedEntry& entry);
  // `time`: when the entry at `position` was written.
  void Advance(uint64_t position, absl::Time time);
  // When what is pending has to be committed; the infinite future if nothing is.
  absl::Time CommitDue();
  absl::Status CommitIfDue();
  // Commit in two steps, with other work between them.
  absl::Status StartCommit();
  absl::Status FinishCommit();
  // Says whether a commit that is under way, or the newest one, leaves something out.
  bool HasPending() const;
  // Says whether what is fetched now cannot be fresh any more.
  bool IsBehind() const;

  Feed& feed_;
  IndexWriter& index_;
  PoisonStore& poison_;
  const Clock& clock_;
  ProjectionOptions options_;

  std::unique_ptr<FeedReader> reader_;
  std::string log_id_;
  uint64_t applied_;
  // When the entry there was written; the infinite past if that is not known.
  absl::Time applied_time_;
  uint64_t log_position_ = 0;
  // Since when all helpings have been full ones; the infinite future if the newest was not.
  absl::Time full_since_ = absl::InfiniteFuture();
  Phase phase_ = Phase::kFollow;
  // Poison entries that were indexed since the newest commit: kept until the next is made.
  std::vector<v1::PoisonEntry> retried_;
  std::optional<Committing> committing_;
  // When the oldest pending change was seen.
  absl::Time pending_since_ = absl::InfiniteFuture();
  absl::Time commit_time_ = absl::InfinitePast();
  // How long the newest commit took.
  absl::Duration commit_took_;
};

// True if the index has failed and has to be opened again.
bool IsIndexFailure(const absl::Status& status);

// True if the index cannot go on from where it is: it has to be built anew.
bool NeedsRebuild(const absl::Status& status);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_PROJECTION_H_
