#include "libs/intake/trial_updater.h"

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"
#include "libs/intake/held_versions.h"
#include "libs/log/log_reading.h"
#include "libs/trial/trial_id.h"
#include "libs/trial/trial_merge.h"
#include "libs/trial/version_order.h"

namespace trialdex {
namespace {

using storage::v1::HeldVersion;
using storage::v1::StoredVersion;
using storage::v1::TrialState;
using storage::v1::VersionKey;

v1::RecordResult Result(const PreparedRecord& record, v1::RecordOutcome outcome,
                        uint64_t position) {
  v1::RecordResult result;
  result.set_outcome(outcome);
  result.set_trial_id(record.trial_id);
  result.set_position(position);
  return result;
}

// The same content was seen again: when is kept, the content is not.
void Refresh(VersionKey& held, const VersionKey& seen) {
  if (seen.has_fetch_time() &&
      (!held.has_fetch_time() || CompareTimestamps(held.fetch_time(), seen.fetch_time()) < 0)) {
    *held.mutable_fetch_time() = seen.fetch_time();
  }
  held.set_parser_version(std::max(held.parser_version(), seen.parser_version()));
}

// What the state of a trial names is there: that it is not is damage, not an answer.
template <typename T>
absl::StatusOr<T> Named(absl::StatusOr<T> read) {
  if (!absl::IsNotFound(read.status())) return read;
  return absl::DataLossError(read.status().message());
}

// The record's own Trial, packed for a position.
std::string Pack(const PreparedRecord& record, uint64_t position) {
  v1::Trial source;
  v1::Provenance& provenance = *source.add_provenance();
  provenance = record.provenance;
  provenance.set_position(position);
  return absl::StrCat(record.trial_frame, StoredFrame(source.SerializeAsString()));
}

// As bytes to compare, without the positions, which tell when and not what.
std::string WithoutPositions(v1::Trial trial) {
  for (v1::Provenance& source : *trial.mutable_provenance()) source.clear_position();
  return trial.SerializeAsString();
}

// The newest version of a format: the record itself, of its own.
absl::StatusOr<v1::Trial> ReadHeld(const PreparedRecord& record, LogTransaction& transaction,
                                   const HeldVersion& held) {
  if (held.format() != record.format) {
    ASSIGN_OR_RETURN(const StoredVersion version,
                     Named(ReadVersion(transaction, record.trial_id, held.version())));
    return ReadParsedTrial(transaction, record.trial_id, version);
  }
  v1::Trial trial;
  RETURN_IF_ERROR(DecompressMessage(record.trial_frame, trial));
  *trial.add_provenance() = record.provenance;
  return trial;
}

// True if the entry at `position` says the same as `trial`.
absl::StatusOr<bool> Holds(LogTransaction& transaction, uint64_t position, const v1::Trial& trial) {
  ASSIGN_OR_RETURN(v1::FeedEntry entry, Named(ReadEntry(transaction, position)));
  return WithoutPositions(trial) == WithoutPositions(std::move(*entry.mutable_upsert()));
}

}  // namespace

absl::StatusOr<v1::RecordResult> TrialUpdater::Update(PreparedRecord& record,
                                                      LogTransaction& transaction) {
  ASSIGN_OR_RETURN(const auto stored, ReadTrialState(transaction, record.trial_id));
  const TrialState before = stored.value_or(TrialState());
  Change change{record, transaction, before, before};
  // What is known of an alias is kept, but only the canonical trial is current.
  if (!before.redirect_to().empty()) return EnterHistory(change, before.position());
  if (before.has_tombstone()) {
    ASSIGN_OR_RETURN(const bool known, IsInHistory(change));
    if (known) return Result(record, v1::RECORD_OUTCOME_STALE, before.position());
    if (CompareVersions(record.key, before.tombstone()) <= 0) {
      return EnterHistory(change, before.position());
    }
    change.after.clear_tombstone();
  }
  RETURN_IF_ERROR(ParseHeldAgain(change));
  HeldVersion* held = FindHeld(change.after, record.format);
  if (IsHeld(change.after, record)) {
    Refresh(*held->mutable_key(), record.key);
    if (change.after.SerializeAsString() != before.SerializeAsString()) {
      transaction.PutTrialState(record.trial_id, before, change.after);
    }
    return Result(record, v1::RECORD_OUTCOME_UNCHANGED, change.after.position());
  }
  ASSIGN_OR_RETURN(const uint64_t redirect, RedirectAliases(change));
  if (held != nullptr && CompareVersions(record.key, held->key()) < 0) {
    return EnterHistory(change, std::max(redirect, change.after.position()));
  }
  ASSIGN_OR_RETURN(v1::RecordResult result, TakeNewest(change));
  result.set_position(std::max(result.position(), redirect));
  return result;
}

// A version that an older parser read says less than the record does. Where it
// now reads otherwise it becomes a version of its own, before any comparison.
absl::Status TrialUpdater::ParseHeldAgain(Change& change) {
  const HeldVersion* held = FindHeld(change.after, change.record.format);
  if (held == nullptr || held->key().parser_version() >= change.record.key.parser_version()) {
    return absl::OkStatus();
  }
  const std::string& id = change.record.trial_id;
  ASSIGN_OR_RETURN(const StoredVersion version,
                   Named(ReadVersion(change.transaction, id, held->version())));
  ASSIGN_OR_RETURN(const v1::Trial trial, ReadParsedTrial(change.transaction, id, version));
  v1::RawRecord raw;
  ASSIGN_OR_RETURN(*raw.mutable_content(), ReadRaw(change.transaction, id, held->version()));
  raw.set_format(held->format());
  raw.set_source_uri(trial.provenance(0).source_uri());
  raw.set_trial_id(id);
  if (held->key().has_fetch_time()) *raw.mutable_fetch_time() = held->key().fetch_time();
  PreparedRecord again = preparer_.Prepare(std::move(raw));
  // What the newer parser refuses stays as the older one read it.
  if (again.rejection.has_value()) return absl::OkStatus();
  if (again.key.content_digest() == held->key().content_digest()) {
    Refresh(*FindHeld(change.after, again.format)->mutable_key(), again.key);
    return absl::OkStatus();
  }
  Change upgrade{again, change.transaction, change.before, change.after};
  RETURN_IF_ERROR(TakeNewest(upgrade).status());
  change.after = std::move(upgrade.after);
  return absl::OkStatus();
}

absl::StatusOr<v1::RecordResult> TrialUpdater::TakeNewest(Change& change) {
  PreparedRecord& record = change.record;
  Pack(record, compressor_);
  HoldRecord(change);
  ASSIGN_OR_RETURN(Merge merge, MergeHeld(change));
  if (!merge.is_current) {
    change.after.set_position(
        change.transaction.AddUpsert(record.trial_id, std::move(merge.frames)));
  }
  AddVersion(change, change.after.position(), merge.differs_from_record);
  change.transaction.PutTrialState(record.trial_id, change.before, change.after);
  if (!merge.leads) {
    return Result(record, v1::RECORD_OUTCOME_STALE, change.after.position());
  }
  RETURN_IF_ERROR(change.transaction.CountUnknownFields(record.format, record.unknown));
  return Result(record, v1::RECORD_OUTCOME_ACCEPTED, change.after.position());
}

absl::StatusOr<v1::RecordResult> TrialUpdater::EnterHistory(Change& change, uint64_t position) {
  ASSIGN_OR_RETURN(const bool known, IsInHistory(change));
  if (!known) {
    Pack(change.record, compressor_);
    change.after.set_version_count(change.after.version_count() + 1);
    AddVersion(change, change.after.position(), /*parsed_apart=*/true);
  }
  change.transaction.PutTrialState(change.record.trial_id, change.before, change.after);
  return Result(change.record, known ? v1::RECORD_OUTCOME_UNCHANGED : v1::RECORD_OUTCOME_STALE,
                position);
}

absl::StatusOr<TrialUpdater::Merge> TrialUpdater::MergeHeld(Change& change) {
  const PreparedRecord& record = change.record;
  const uint64_t position = change.transaction.last_position() + 1;
  Merge merge;
  if (change.after.held_size() == 1) {
    merge.frames = Pack(record, position);
    return merge;
  }
  std::deque<v1::Trial> trials;
  std::vector<SourceVersion> versions;
  for (const HeldVersion& held : change.after.held()) {
    v1::Trial& trial = trials.emplace_back();
    ASSIGN_OR_RETURN(trial, ReadHeld(record, change.transaction, held));
    const RecordParser* parser = preparer_.FindParser(held.format());
    const auto unseen_fields =
        parser == nullptr ? absl::Span<const absl::string_view>() : parser->unseen_fields();
    versions.push_back({held.format(), held.key(), unseen_fields, &trial});
  }
  merge.leads = versions[LeadingVersion(versions)].format == record.format;
  v1::Trial merged = MergeTrials(std::move(versions));
  merge.differs_from_record = !merge.leads || merged.provenance_size() > 1;
  if (!merge.differs_from_record) {
    merge.frames = Pack(record, position);
    return merge;
  }
  if (!merge.leads) {
    ASSIGN_OR_RETURN(merge.is_current, Holds(change.transaction, change.after.position(), merged));
  }
  if (merge.is_current) return merge;
  for (v1::Provenance& source : *merged.mutable_provenance()) {
    if (source.position() == 0) source.set_position(position);
  }
  merge.frames = compressor_.Compress(merged.SerializeAsString());
  return merge;
}

absl::StatusOr<bool> TrialUpdater::IsInHistory(const Change& change) const {
  ASSIGN_OR_RETURN(const std::vector<StoredVersion> versions,
                   ReadVersions(change.transaction, change.record.trial_id));
  return std::any_of(versions.begin(), versions.end(), [&](const StoredVersion& version) {
    return version.format() == change.record.format &&
           version.key().content_digest() == change.record.key.content_digest();
  });
}

// Lets the record's aliases name its trial; the position of the last entry of
// that, 0 if they did before. Of two trials that claim an alias the lower id has it.
absl::StatusOr<uint64_t> TrialUpdater::RedirectAliases(Change& change) {
  const std::string& id = change.record.trial_id;
  uint64_t position = 0;
  for (const std::string& alias : change.record.aliases) {
    ASSIGN_OR_RETURN(const auto stored, ReadTrialState(change.transaction, alias));
    const TrialState before = stored.value_or(TrialState());
    if (!before.redirect_to().empty() && before.redirect_to() <= id) continue;
    TrialState after = before;
    after.clear_tombstone();
    after.set_redirect_to(id);
    position = change.transaction.AddRedirect(alias, id);
    after.set_position(position);
    change.transaction.PutTrialState(alias, before, after);
  }
  return position;
}

// Makes the record the newest version of its format, under the next number.
void TrialUpdater::HoldRecord(Change& change) {
  HeldVersion* held = FindHeld(change.after, change.record.format);
  if (held == nullptr) held = change.after.add_held();
  held->set_format(change.record.format);
  *held->mutable_key() = change.record.key;
  change.after.set_version_count(change.after.version_count() + 1);
  held->set_version(change.after.version_count());
}

void TrialUpdater::AddVersion(Change& change, uint64_t position, bool parsed_apart) {
  const PreparedRecord& record = change.record;
  StoredVersion version;
  version.set_version(change.after.version_count());
  version.set_position(position);
  version.set_format(record.format);
  *version.mutable_key() = record.key;
  *version.mutable_create_time() = ToTimestamp(change.transaction.time());
  version.set_raw_bytes(record.content_bytes);
  version.set_parsed_apart(parsed_apart);
  version.set_raw_after_trial(true);
  change.transaction.AddVersion(record.trial_id, version, record.raw_frame,
                                parsed_apart ? Pack(record, position) : "");
}

absl::StatusOr<uint64_t> TrialUpdater::Delete(const std::string& trial_id,
                                              LogTransaction& transaction) {
  const auto canonical = CanonicalTrialId(trial_id);
  if (!canonical.ok()) return FieldError("trial_id", canonical.status().message());
  ASSIGN_OR_RETURN(const std::string id, ResolveAlias(transaction, *canonical));
  ASSIGN_OR_RETURN(const auto before, ReadTrialState(transaction, id));
  if (!before.has_value()) {
    return ReasonedError(absl::StatusCode::kNotFound, "TRIAL_NOT_FOUND",
                         absl::StrCat("trial ", id, " was never held"));
  }
  if (before->has_tombstone()) return before->position();
  TrialState after = *before;
  const auto newest = std::max_element(before->held().begin(), before->held().end(),
                                       [](const HeldVersion& a, const HeldVersion& b) {
                                         return CompareVersions(a.key(), b.key()) < 0;
                                       });
  VersionKey& tombstone = *after.mutable_tombstone();
  if (newest != before->held().end()) tombstone = newest->key();
  after.clear_held();
  after.set_position(transaction.AddDelete(id));
  transaction.PutTrialState(id, *before, after);
  return after.position();
}

}  // namespace trialdex
