// A group commit in the making.
#ifndef TRIALDEX_LIBS_LOG_LOG_TRANSACTION_H_
#define TRIALDEX_LIBS_LOG_LOG_TRANSACTION_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/log/log_store.h"
#include "libs/log/trial_log.h"
#include "trialdex/storage/v1/log_storage.pb.h"
#include "trialdex/v1/dead_letter.pb.h"

namespace trialdex {

// True if searches should find the trial: held, not deleted, not an alias.
bool IsLive(const storage::v1::TrialState& state);

// Collects what one write will hold and numbers its entries. Reading it (as a
// StoreView, by log_reading.h) shows the log as it will be: records of one group
// commit see each other. Nothing is visible to others before TrialLog::Commit;
// a transaction that is dropped leaves no trace. Not thread-safe; at most one
// at a time.
class LogTransaction final : public StoreView {
 public:
  // `log` must outlive it.
  explicit LogTransaction(const TrialLog& log);

  absl::StatusOr<std::optional<std::string>> Get(Table table, absl::string_view key) const override;
  std::unique_ptr<StoreCursor> Seek(Table table, absl::string_view from) const override;

  // Create time of everything in it.
  absl::Time time() const { return time_; }
  // As it will be after the commit.
  uint64_t last_position() const { return counters_.last_position(); }
  bool empty() const { return pending_.empty(); }

  // Adds an entry and returns its position, which is last_position() + 1. `frames` is
  // the compressed merged Trial (v1::PackedTrial.frames).
  uint64_t AddUpsert(const std::string& trial_id, std::string frames);
  uint64_t AddDelete(const std::string& trial_id);
  uint64_t AddRedirect(const std::string& from_id, const std::string& to_id);

  // `before` is what it was, for the count of trials; the default if never held.
  void PutTrialState(const std::string& trial_id, const storage::v1::TrialState& before,
                     const storage::v1::TrialState& after);

  // `parsed_frame` is the compressed Trial; only for `version.parsed_apart`.
  void AddVersion(const std::string& trial_id, const storage::v1::StoredVersion& version,
                  std::string raw_frame, std::string parsed_frame);

  void PutStream(const std::string& name, uint64_t next_offset);
  void RemoveStream(const std::string& name);

  // Keeps a rejected record and returns its id. `letter` comes without id, time
  // and record content, whose compressed form is `content_frame` and whose digest
  // is `raw_digest`. Content that is kept already keeps its letter, which gets
  // the newer envelope and reason: those belong together, and a retry goes by them.
  //
  // RESOURCE_EXHAUSTED, reason DEAD_LETTERS_FULL, if no more may be kept.
  absl::StatusOr<std::string> AddDeadLetter(v1::DeadLetter letter, const std::string& raw_digest,
                                            std::string content_frame);
  // Gives a letter a newer reason. NOT_FOUND.
  absl::Status UpdateDeadLetter(const std::string& id, const v1::Rejection& rejection);
  // NOT_FOUND.
  absl::Status RemoveDeadLetter(const std::string& id);

  // Counts the fields that the parser had no place for.
  absl::Status CountUnknownFields(v1::SourceFormat format, const v1::Trial& trial);

  // For TrialLog::Commit.
  const storage::v1::LogCounters& counters() const { return counters_; }
  std::vector<StoreChange> TakeChanges() &&;

 private:
  using Pending = std::map<std::pair<Table, std::string>, std::optional<std::string>>;

  void Put(Table table, std::string key, std::string value);
  void Remove(Table table, std::string key);
  uint64_t AddEntry(const std::string& trial_id, storage::v1::LogEntry entry);
  absl::StatusOr<storage::v1::StoredDeadLetter> ReadStoredLetter(const std::string& key,
                                                                 const std::string& id) const;

  const TrialLog& log_;
  const absl::Time time_;
  storage::v1::LogCounters counters_;
  Pending pending_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_LOG_TRANSACTION_H_
