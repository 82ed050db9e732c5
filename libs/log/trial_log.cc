#include "libs/log/trial_log.h"

#include <random>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"
#include "libs/log/keys.h"
#include "libs/log/log_reading.h"
#include "libs/log/log_transaction.h"

namespace trialdex {
namespace {

constexpr int kFormatVersion = 1;

std::string RandomLogId() {
  std::random_device device;
  return absl::StrFormat("%08x%08x%08x%08x", device(), device(), device(), device());
}

absl::StatusOr<storage::v1::LogFormat> CreateFormat(LogStore& store, const Clock& clock) {
  for (int table = 0; table < kTableCount; ++table) {
    if (store.Seek(static_cast<Table>(table), "")->Valid()) {
      return ReasonedError(absl::StatusCode::kFailedPrecondition, "NOT_A_LOG",
                           "the directory holds data but does not say that it is a trial log");
    }
  }
  storage::v1::LogFormat format;
  format.set_format_version(kFormatVersion);
  format.set_log_id(RandomLogId());
  *format.mutable_create_time() = ToTimestamp(clock.Now());
  RETURN_IF_ERROR(store.Write({{Table::kMeta, std::string(kFormatKey), format.SerializeAsString()}},
                              /*sync=*/true));
  return format;
}

}  // namespace

absl::StatusOr<std::unique_ptr<TrialLog>> TrialLog::Open(std::unique_ptr<LogStore> store,
                                                         const Clock& clock,
                                                         const TrialLogOptions& options) {
  std::unique_ptr<TrialLog> log(new TrialLog(std::move(store), clock, options));
  RETURN_IF_ERROR(log->Load());
  return log;
}

absl::Status TrialLog::Load() {
  ASSIGN_OR_RETURN(auto format,
                   ReadMessage<storage::v1::LogFormat>(*store_, Table::kMeta, kFormatKey));
  if (!format.has_value()) {
    ASSIGN_OR_RETURN(format, CreateFormat(*store_, clock_));
  }
  if (format->format_version() != kFormatVersion) {
    return ReasonedError(absl::StatusCode::kFailedPrecondition, "LOG_VERSION",
                         absl::StrCat("the trial log has format version ", format->format_version(),
                                      ", this program reads and writes version ", kFormatVersion));
  }
  log_id_ = format->log_id();
  ASSIGN_OR_RETURN(const auto counters,
                   ReadMessage<storage::v1::LogCounters>(*store_, Table::kMeta, kCountersKey));
  if (counters.has_value()) {
    absl::MutexLock lock(&mutex_);
    counters_ = *counters;
  }
  committed_.Advance(this->counters().last_position());
  ASSIGN_OR_RETURN(consumers_, Consumers::Load(*store_, clock_));
  return absl::OkStatus();
}

storage::v1::LogCounters TrialLog::counters() const {
  absl::MutexLock lock(&mutex_);
  return counters_;
}

absl::StatusOr<std::vector<v1::FeedEntry>> TrialLog::ReadEntries(uint64_t after_position,
                                                                 size_t max_bytes,
                                                                 TrialForm form) const {
  std::vector<v1::FeedEntry> entries;
  const uint64_t last = last_position();
  size_t bytes = 0;
  const auto cursor = store_->Seek(Table::kEntries, NumberKey(after_position + 1));
  for (; cursor->Valid() && bytes < max_bytes; cursor->Next()) {
    const uint64_t position = NumberOf(cursor->key());
    if (position > last) break;
    ASSIGN_OR_RETURN(v1::FeedEntry entry, DecodeEntry(position, cursor->value(), form));
    const size_t entry_bytes = entry.ByteSizeLong();
    if (!entries.empty() && bytes + entry_bytes > max_bytes) break;
    bytes += entry_bytes;
    entries.push_back(std::move(entry));
  }
  RETURN_IF_ERROR(cursor->status());
  return entries;
}

absl::StatusOr<v1::FeedEntry> TrialLog::ReadEntry(uint64_t position) const {
  return trialdex::ReadEntry(*store_, position);
}

absl::StatusOr<std::optional<storage::v1::TrialState>> TrialLog::GetTrialState(
    const std::string& trial_id) const {
  return ReadTrialState(*store_, trial_id);
}

absl::StatusOr<std::string> TrialLog::ResolveAlias(const std::string& trial_id) const {
  return trialdex::ResolveAlias(*store_, trial_id);
}

absl::StatusOr<std::vector<storage::v1::StoredVersion>> TrialLog::ListVersions(
    const std::string& trial_id) const {
  return ReadVersions(*store_, trial_id);
}

absl::StatusOr<storage::v1::StoredVersion> TrialLog::GetVersion(const std::string& trial_id,
                                                                int64_t version) const {
  return ReadVersion(*store_, trial_id, version);
}

absl::StatusOr<v1::Trial> TrialLog::GetParsedTrial(
    const std::string& trial_id, const storage::v1::StoredVersion& version) const {
  return ReadParsedTrial(*store_, trial_id, version);
}

absl::StatusOr<std::string> TrialLog::GetRaw(const std::string& trial_id, int64_t version) const {
  return ReadRaw(*store_, trial_id, version);
}

absl::StatusOr<uint64_t> TrialLog::FindChange(const std::string& trial_id,
                                              uint64_t position) const {
  const std::string prefix = TrialPrefix(trial_id);
  const auto cursor = store_->Seek(Table::kChanges, prefix);
  uint64_t found = 0;
  for (; cursor->Valid() && absl::StartsWith(cursor->key(), prefix); cursor->Next()) {
    const uint64_t change = TrailingNumber(cursor->key());
    if (change > position) break;
    found = change;
  }
  RETURN_IF_ERROR(cursor->status());
  return found;
}

absl::StatusOr<std::optional<storage::v1::StreamState>> TrialLog::GetStream(
    const std::string& name) const {
  return ReadMessage<storage::v1::StreamState>(*store_, Table::kStreams, name);
}

absl::StatusOr<std::vector<std::string>> TrialLog::ListStreamsIdleSince(absl::Time time) const {
  std::vector<std::string> names;
  const auto cursor = store_->Seek(Table::kStreams, "");
  for (; cursor->Valid(); cursor->Next()) {
    storage::v1::StreamState state;
    RETURN_IF_ERROR(ParseStored(Table::kStreams, cursor->value(), state));
    if (FromTimestamp(state.update_time()) <= time) names.emplace_back(cursor->key());
  }
  RETURN_IF_ERROR(cursor->status());
  return names;
}

absl::StatusOr<std::vector<v1::DeadLetter>> TrialLog::ListDeadLetters(uint64_t after_id,
                                                                      size_t max_count) const {
  std::vector<v1::DeadLetter> letters;
  const auto cursor = store_->Seek(Table::kDeadLetters, NumberKey(after_id + 1));
  for (; cursor->Valid() && letters.size() < max_count; cursor->Next()) {
    storage::v1::StoredDeadLetter stored;
    RETURN_IF_ERROR(ParseStored(Table::kDeadLetters, cursor->value(), stored));
    letters.push_back(std::move(*stored.mutable_letter()));
  }
  RETURN_IF_ERROR(cursor->status());
  return letters;
}

absl::StatusOr<v1::DeadLetter> TrialLog::GetDeadLetter(const std::string& id) const {
  return ReadDeadLetter(*store_, id);
}

absl::StatusOr<std::vector<v1::UnknownFieldCount>> TrialLog::ListUnknownFields(
    const std::string& after_key, size_t max_count) const {
  std::vector<v1::UnknownFieldCount> fields;
  const auto cursor = store_->Seek(Table::kUnknown, after_key);
  if (cursor->Valid() && cursor->key() == after_key) cursor->Next();
  for (; cursor->Valid() && fields.size() < max_count; cursor->Next()) {
    storage::v1::UnknownFieldTally tally;
    RETURN_IF_ERROR(ParseStored(Table::kUnknown, cursor->value(), tally));
    v1::UnknownFieldCount& field = fields.emplace_back();
    field.set_format(static_cast<v1::SourceFormat>(cursor->key()[0]));
    field.set_path(std::string(cursor->key().substr(1)));
    field.set_version_count(tally.version_count());
    field.set_example_trial_id(tally.example_trial_id());
    field.set_sample(tally.sample());
  }
  RETURN_IF_ERROR(cursor->status());
  return fields;
}

absl::Status TrialLog::Commit(LogTransaction transaction) {
  if (transaction.empty()) return absl::OkStatus();
  if (options_.disk_quota_bytes != 0 && store_->DiskBytes() >= options_.disk_quota_bytes) {
    return ReasonedError(
        absl::StatusCode::kResourceExhausted, "DISK_QUOTA",
        absl::StrCat("the log has reached its quota of ", options_.disk_quota_bytes, " bytes"));
  }
  const storage::v1::LogCounters counters = transaction.counters();
  RETURN_IF_ERROR(store_->Write(std::move(transaction).TakeChanges(), /*sync=*/true));
  {
    absl::MutexLock lock(&mutex_);
    counters_ = counters;
  }
  committed_.Advance(counters.last_position());
  return absl::OkStatus();
}

}  // namespace trialdex
