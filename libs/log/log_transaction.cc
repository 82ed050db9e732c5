#include "libs/log/log_transaction.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"
#include "libs/log/keys.h"
#include "libs/log/log_reading.h"
#include "libs/log/overlay_cursor.h"

namespace trialdex {

bool IsLive(const storage::v1::TrialState& state) {
  return state.held_size() > 0 && !state.has_tombstone() && state.redirect_to().empty();
}

LogTransaction::LogTransaction(const TrialLog& log)
    : log_(log), time_(log.clock().Now()), counters_(log.counters()) {}

absl::StatusOr<std::optional<std::string>> LogTransaction::Get(Table table,
                                                               absl::string_view key) const {
  const auto found = pending_.find({table, std::string(key)});
  if (found != pending_.end()) return found->second;
  return log_.store().Get(table, key);
}

std::unique_ptr<StoreCursor> LogTransaction::Seek(Table table, absl::string_view from) const {
  return std::make_unique<OverlayCursor>(log_.store().Seek(table, from), pending_, table, from);
}

void LogTransaction::Put(Table table, std::string key, std::string value) {
  pending_.insert_or_assign({table, std::move(key)}, std::move(value));
}

void LogTransaction::Remove(Table table, std::string key) {
  pending_.insert_or_assign({table, std::move(key)}, std::nullopt);
}

uint64_t LogTransaction::AddEntry(const std::string& trial_id, storage::v1::LogEntry entry) {
  const uint64_t position = counters_.last_position() + 1;
  counters_.set_last_position(position);
  *entry.mutable_create_time() = ToTimestamp(time_);
  Put(Table::kEntries, NumberKey(position), entry.SerializeAsString());
  Put(Table::kChanges, TrialNumberKey(trial_id, position), "");
  return position;
}

uint64_t LogTransaction::AddUpsert(const std::string& trial_id, std::string frames) {
  storage::v1::LogEntry entry;
  entry.set_trial_id(trial_id);
  entry.set_upsert(std::move(frames));
  return AddEntry(trial_id, std::move(entry));
}

uint64_t LogTransaction::AddDelete(const std::string& trial_id) {
  storage::v1::LogEntry entry;
  entry.set_deleted_id(trial_id);
  return AddEntry(trial_id, std::move(entry));
}

uint64_t LogTransaction::AddRedirect(const std::string& from_id, const std::string& to_id) {
  storage::v1::LogEntry entry;
  entry.mutable_redirect()->set_from_id(from_id);
  entry.mutable_redirect()->set_to_id(to_id);
  return AddEntry(from_id, std::move(entry));
}

void LogTransaction::PutTrialState(const std::string& trial_id,
                                   const storage::v1::TrialState& before,
                                   const storage::v1::TrialState& after) {
  counters_.set_trial_count(counters_.trial_count() + int{IsLive(after)} - int{IsLive(before)});
  Put(Table::kTrials, trial_id, after.SerializeAsString());
}

void LogTransaction::AddVersion(const std::string& trial_id,
                                const storage::v1::StoredVersion& version, std::string raw_frame,
                                std::string parsed_frame) {
  const std::string key = TrialNumberKey(trial_id, static_cast<uint64_t>(version.version()));
  Put(Table::kVersions, key, version.SerializeAsString());
  if (version.parsed_apart()) Put(Table::kParsed, key, std::move(parsed_frame));
  Put(Table::kRaw, key, std::move(raw_frame));
}

void LogTransaction::PutStream(const std::string& name, uint64_t next_offset) {
  storage::v1::StreamState state;
  state.set_next_offset(next_offset);
  *state.mutable_update_time() = ToTimestamp(time_);
  Put(Table::kStreams, name, state.SerializeAsString());
}

void LogTransaction::RemoveStream(const std::string& name) { Remove(Table::kStreams, name); }

absl::StatusOr<std::string> LogTransaction::AddDeadLetter(v1::DeadLetter letter,
                                                          const std::string& raw_digest,
                                                          std::string content_frame) {
  ASSIGN_OR_RETURN(const auto known, Get(Table::kLetterDigests, raw_digest));
  if (known.has_value()) {
    const std::string key = NumberKey(NumberOf(*known));
    std::string id = FormatDeadLetterId(NumberOf(*known));
    ASSIGN_OR_RETURN(storage::v1::StoredDeadLetter stored, ReadStoredLetter(key, id));
    letter.set_id(id);
    *letter.mutable_create_time() = stored.letter().create_time();
    *stored.mutable_letter() = std::move(letter);
    Put(Table::kDeadLetters, key, stored.SerializeAsString());
    return id;
  }
  const TrialLogOptions& limits = log_.options();
  if (counters_.dead_letter_count() >= limits.max_dead_letters ||
      counters_.dead_letter_bytes() + letter.content_bytes() > limits.max_dead_letter_bytes) {
    return ReasonedError(
        absl::StatusCode::kResourceExhausted, "DEAD_LETTERS_FULL",
        absl::StrCat("no room for another dead letter: ", counters_.dead_letter_count(),
                     " are kept with ", counters_.dead_letter_bytes(), " bytes, at most ",
                     limits.max_dead_letters, " with ", limits.max_dead_letter_bytes));
  }
  const uint64_t number = counters_.last_dead_letter_id() + 1;
  counters_.set_last_dead_letter_id(number);
  counters_.set_dead_letter_count(counters_.dead_letter_count() + 1);
  counters_.set_dead_letter_bytes(counters_.dead_letter_bytes() + letter.content_bytes());
  std::string id = FormatDeadLetterId(number);
  letter.set_id(id);
  *letter.mutable_create_time() = ToTimestamp(time_);
  storage::v1::StoredDeadLetter stored;
  *stored.mutable_letter() = std::move(letter);
  stored.set_raw_digest(raw_digest);
  Put(Table::kDeadLetters, NumberKey(number), stored.SerializeAsString());
  Put(Table::kLetterBytes, NumberKey(number), std::move(content_frame));
  Put(Table::kLetterDigests, raw_digest, NumberKey(number));
  return id;
}

absl::StatusOr<storage::v1::StoredDeadLetter> LogTransaction::ReadStoredLetter(
    const std::string& key, const std::string& id) const {
  ASSIGN_OR_RETURN(auto stored,
                   ReadMessage<storage::v1::StoredDeadLetter>(*this, Table::kDeadLetters, key));
  if (!stored.has_value()) return NoSuchLetter(id);
  return *std::move(stored);
}

absl::Status LogTransaction::UpdateDeadLetter(const std::string& id,
                                              const v1::Rejection& rejection) {
  ASSIGN_OR_RETURN(const uint64_t number, ParseDeadLetterId(id));
  const std::string key = NumberKey(number);
  ASSIGN_OR_RETURN(storage::v1::StoredDeadLetter stored, ReadStoredLetter(key, id));
  *stored.mutable_letter()->mutable_rejection() = rejection;
  Put(Table::kDeadLetters, key, stored.SerializeAsString());
  return absl::OkStatus();
}

absl::Status LogTransaction::RemoveDeadLetter(const std::string& id) {
  ASSIGN_OR_RETURN(const uint64_t number, ParseDeadLetterId(id));
  const std::string key = NumberKey(number);
  ASSIGN_OR_RETURN(const storage::v1::StoredDeadLetter stored, ReadStoredLetter(key, id));
  counters_.set_dead_letter_count(counters_.dead_letter_count() - 1);
  counters_.set_dead_letter_bytes(counters_.dead_letter_bytes() - stored.letter().content_bytes());
  Remove(Table::kDeadLetters, key);
  Remove(Table::kLetterBytes, key);
  Remove(Table::kLetterDigests, stored.raw_digest());
  return absl::OkStatus();
}

absl::Status LogTransaction::CountUnknownFields(v1::SourceFormat format, const v1::Trial& trial) {
  for (const v1::UnknownField& field : trial.unknown_fields()) {
    const std::string key = UnknownFieldKey(format, field.path());
    ASSIGN_OR_RETURN(auto tally,
                     ReadMessage<storage::v1::UnknownFieldTally>(*this, Table::kUnknown, key));
    if (!tally.has_value()) {
      tally.emplace();
      tally->set_example_trial_id(trial.id());
      tally->set_sample(field.sample());
    }
    tally->set_version_count(tally->version_count() + 1);
    Put(Table::kUnknown, key, tally->SerializeAsString());
  }
  return absl::OkStatus();
}

std::vector<StoreChange> LogTransaction::TakeChanges() && {
  std::vector<StoreChange> changes;
  changes.reserve(pending_.size() + 1);
  while (!pending_.empty()) {
    auto node = pending_.extract(pending_.begin());
    changes.push_back({node.key().first, std::move(node.key().second), std::move(node.mapped())});
  }
  changes.push_back({Table::kMeta, std::string(kCountersKey), counters_.SerializeAsString()});
  return changes;
}

}  // namespace trialdex
