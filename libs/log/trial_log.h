// The trial log: every accepted version of every trial, numbered, durable.
#ifndef TRIALDEX_LIBS_LOG_TRIAL_LOG_H_
#define TRIALDEX_LIBS_LOG_TRIAL_LOG_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "libs/base/clock.h"
#include "libs/log/consumers.h"
#include "libs/log/feed_reader.h"
#include "libs/log/log_store.h"
#include "libs/log/position_waiters.h"
#include "trialdex/storage/v1/log_storage.pb.h"
#include "trialdex/v1/dead_letter.pb.h"
#include "trialdex/v1/feed_service.pb.h"
#include "trialdex/v1/ingest_service.pb.h"

namespace trialdex {

class LogTransaction;

// Bounds of the log.
struct TrialLogOptions {
  // Dead letters kept at most, and bytes of their contents. When full, further
  // rejected records are answered DEAD_LETTERS_FULL; nothing is evicted, since
  // every letter is a record that somebody still has to deal with.
  int64_t max_dead_letters = 100'000;
  int64_t max_dead_letter_bytes = int64_t{1} << 30;
  // Disk use above which writes are refused; 0 for none.
  uint64_t disk_quota_bytes = 0;
};

// One trial log over its tables. Entries are numbered 1, 2, 3 … without gaps; 0
// is before the first. One thread at a time may write (libs/intake has one
// sequencer); reading is thread-safe, and sees only what is synced.
//
// Every function may answer DATA_LOSS: a table holds what cannot be read.
class TrialLog {
 public:
  // Makes the log in an empty store or opens the one that is there. `clock` must
  // outlive it.
  //
  // FAILED_PRECONDITION: the layout has another version, or the store is not a log.
  static absl::StatusOr<std::unique_ptr<TrialLog>> Open(std::unique_ptr<LogStore> store,
                                                        const Clock& clock,
                                                        const TrialLogOptions& options = {});

  // Random identity, made with the log: 32 hex digits.
  const std::string& log_id() const { return log_id_; }
  const TrialLogOptions& options() const { return options_; }

  // The newest synced position, and how to wait for the next.
  uint64_t last_position() const { return committed_.position(); }
  PositionWaiters& committed() { return committed_; }

  // Who follows the log.
  Consumers& consumers() { return *consumers_; }

  storage::v1::LogCounters counters() const;

  // Entries after `after_position`, exclusive, at most about `max_bytes` of them
  // (in the form asked for) but at least one if there is one. Never waits.
  absl::StatusOr<std::vector<v1::FeedEntry>> ReadEntries(uint64_t after_position, size_t max_bytes,
                                                         TrialForm form = TrialForm::kWhole) const;
  // One entry. NOT_FOUND if there is none at `position`.
  absl::StatusOr<v1::FeedEntry> ReadEntry(uint64_t position) const;

  // What is known of the trial, or nullopt if it was never held. Aliases are not resolved.
  absl::StatusOr<std::optional<storage::v1::TrialState>> GetTrialState(
      const std::string& trial_id) const;
  // The canonical id that `trial_id` stands for: itself unless it is an alias.
  absl::StatusOr<std::string> ResolveAlias(const std::string& trial_id) const;
  // All versions of a trial in order of arrival; empty if it was never held.
  absl::StatusOr<std::vector<storage::v1::StoredVersion>> ListVersions(
      const std::string& trial_id) const;
  // One version, its Trial as parsed, its record as fetched. NOT_FOUND.
  absl::StatusOr<storage::v1::StoredVersion> GetVersion(const std::string& trial_id,
                                                        int64_t version) const;
  absl::StatusOr<v1::Trial> GetParsedTrial(const std::string& trial_id,
                                           const storage::v1::StoredVersion& version) const;
  absl::StatusOr<std::string> GetRaw(const std::string& trial_id, int64_t version) const;
  // Position of the trial's newest entry that is not above `position`; 0 if there is none.
  absl::StatusOr<uint64_t> FindChange(const std::string& trial_id, uint64_t position) const;

  // Where a named submit stream stands; nullopt if it is not known.
  absl::StatusOr<std::optional<storage::v1::StreamState>> GetStream(const std::string& name) const;
  // Names of the streams that have not moved since `time`.
  absl::StatusOr<std::vector<std::string>> ListStreamsIdleSince(absl::Time time) const;

  // Dead letters after `after_id` (0: from the first), oldest first, without content.
  absl::StatusOr<std::vector<v1::DeadLetter>> ListDeadLetters(uint64_t after_id,
                                                              size_t max_count) const;
  // One dead letter with its content. NOT_FOUND.
  absl::StatusOr<v1::DeadLetter> GetDeadLetter(const std::string& id) const;

  // Fields that parsers had no place for, by format and path: those after `after_key`, an
  // UnknownFieldKey (empty: from the first).
  absl::StatusOr<std::vector<v1::UnknownFieldCount>> ListUnknownFields(const std::string& after_key,
                                                                       size_t max_count) const;

  // Writes all of `transaction` or nothing. When this returns OK everything is
  // on stable storage and visible, and whoever waited for its positions has run.
  //
  // RESOURCE_EXHAUSTED: the disk or the quota is full; nothing was written, may
  // be tried again. DATA_LOSS: the device failed; the log takes no more writes.
  absl::Status Commit(LogTransaction transaction);

  // For LogTransaction and LogFeed.
  const LogStore& store() const { return *store_; }
  const Clock& clock() const { return clock_; }

 private:
  TrialLog(std::unique_ptr<LogStore> store, const Clock& clock, const TrialLogOptions& options)
      : store_(std::move(store)), clock_(clock), options_(options) {}
  absl::Status Load();

  const std::unique_ptr<LogStore> store_;
  const Clock& clock_;
  const TrialLogOptions options_;
  std::string log_id_;
  std::unique_ptr<Consumers> consumers_;
  PositionWaiters committed_;
  mutable absl::Mutex mutex_;
  storage::v1::LogCounters counters_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_TRIAL_LOG_H_
