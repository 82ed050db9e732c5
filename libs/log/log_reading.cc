#include "libs/log/log_reading.h"

#include "absl/strings/match.h"
#include "libs/base/compression.h"
#include "libs/base/errors.h"
#include "libs/log/keys.h"

namespace trialdex {
namespace {

absl::Status Missing(Table table, absl::string_view what) {
  return absl::DataLossError(absl::StrCat("table ", TableName(table), " has lost ", what));
}

// A value that a version must have.
absl::StatusOr<std::string> ReadFrame(const StoreView& view, Table table,
                                      absl::string_view trial_id, uint64_t version) {
  ASSIGN_OR_RETURN(std::optional<std::string> frame,
                   view.Get(table, TrialNumberKey(trial_id, version)));
  if (!frame.has_value()) return Missing(table, trial_id);
  return *std::move(frame);
}

// The Trial of a version as its source had it, packed.
absl::StatusOr<std::string> ReadPackedVersion(const StoreView& view, absl::string_view trial_id,
                                              const storage::v1::StoredVersion& version) {
  if (version.parsed_apart()) {
    return ReadFrame(view, Table::kParsed, trial_id, static_cast<uint64_t>(version.version()));
  }
  ASSIGN_OR_RETURN(auto entry, ReadMessage<storage::v1::LogEntry>(view, Table::kEntries,
                                                                  NumberKey(version.position())));
  if (!entry.has_value() || !entry->has_upsert()) return Missing(Table::kEntries, trial_id);
  return std::move(*entry->mutable_upsert());
}

}  // namespace

absl::Status ParseStored(Table table, absl::string_view value,
                         google::protobuf::MessageLite& message) {
  if (message.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
    return absl::OkStatus();
  }
  return absl::DataLossError(
      absl::StrCat("table ", TableName(table), " holds a damaged ", message.GetTypeName()));
}

absl::StatusOr<v1::FeedEntry> DecodeEntry(uint64_t position, absl::string_view value,
                                          TrialForm form) {
  storage::v1::LogEntry stored;
  RETURN_IF_ERROR(ParseStored(Table::kEntries, value, stored));
  v1::FeedEntry entry;
  entry.set_position(position);
  *entry.mutable_create_time() = std::move(*stored.mutable_create_time());
  switch (stored.event_case()) {
    case storage::v1::LogEntry::kUpsert:
      if (form == TrialForm::kPacked && !stored.trial_id().empty()) {
        v1::PackedTrial& packed = *entry.mutable_packed_upsert();
        packed.set_id(std::move(*stored.mutable_trial_id()));
        packed.set_frames(std::move(*stored.mutable_upsert()));
        return entry;
      }
      RETURN_IF_ERROR(DecompressMessage(stored.upsert(), *entry.mutable_upsert()));
      return entry;
    case storage::v1::LogEntry::kDeletedId:
      entry.set_deleted_id(stored.deleted_id());
      return entry;
    case storage::v1::LogEntry::kRedirect:
      *entry.mutable_redirect() = stored.redirect();
      return entry;
    case storage::v1::LogEntry::EVENT_NOT_SET:
      break;
  }
  return absl::DataLossError(absl::StrCat("entry ", position, " is of an unknown kind"));
}

absl::StatusOr<v1::FeedEntry> ReadEntry(const StoreView& view, uint64_t position, TrialForm form) {
  ASSIGN_OR_RETURN(const std::optional<std::string> value,
                   view.Get(Table::kEntries, NumberKey(position)));
  if (!value.has_value()) {
    return absl::NotFoundError(absl::StrCat("the log has no entry ", position));
  }
  return DecodeEntry(position, *value, form);
}

absl::StatusOr<std::optional<storage::v1::TrialState>> ReadTrialState(const StoreView& view,
                                                                      absl::string_view trial_id) {
  return ReadMessage<storage::v1::TrialState>(view, Table::kTrials, trial_id);
}

absl::StatusOr<std::string> ResolveAlias(const StoreView& view, const std::string& trial_id) {
  // Registries merge records one at a time; a longer chain can only be a circle.
  constexpr int kMaxHops = 16;
  std::string id = trial_id;
  for (int hop = 0; hop < kMaxHops; ++hop) {
    ASSIGN_OR_RETURN(const auto state, ReadTrialState(view, id));
    if (!state.has_value() || state->redirect_to().empty()) return id;
    id = state->redirect_to();
  }
  return absl::DataLossError(absl::StrCat("the aliases of ", trial_id, " form a circle"));
}

absl::StatusOr<std::vector<storage::v1::StoredVersion>> ReadVersions(const StoreView& view,
                                                                     absl::string_view trial_id) {
  const std::string prefix = TrialPrefix(trial_id);
  std::vector<storage::v1::StoredVersion> versions;
  const auto cursor = view.Seek(Table::kVersions, prefix);
  for (; cursor->Valid() && absl::StartsWith(cursor->key(), prefix); cursor->Next()) {
    RETURN_IF_ERROR(ParseStored(Table::kVersions, cursor->value(), versions.emplace_back()));
  }
  RETURN_IF_ERROR(cursor->status());
  return versions;
}

absl::StatusOr<storage::v1::StoredVersion> ReadVersion(const StoreView& view,
                                                       absl::string_view trial_id,
                                                       int64_t version) {
  ASSIGN_OR_RETURN(auto stored, ReadMessage<storage::v1::StoredVersion>(
                                    view, Table::kVersions,
                                    TrialNumberKey(trial_id, static_cast<uint64_t>(version))));
  if (!stored.has_value()) {
    return ReasonedError(absl::StatusCode::kNotFound, "VERSION_NOT_FOUND",
                         absl::StrCat("trial ", trial_id, " has no version ", version));
  }
  return *std::move(stored);
}

absl::StatusOr<v1::Trial> ReadParsedTrial(const StoreView& view, absl::string_view trial_id,
                                          const storage::v1::StoredVersion& version) {
  ASSIGN_OR_RETURN(const std::string frames, ReadPackedVersion(view, trial_id, version));
  v1::Trial trial;
  RETURN_IF_ERROR(DecompressMessage(frames, trial));
  return trial;
}

absl::StatusOr<std::string> ReadRaw(const StoreView& view, absl::string_view trial_id,
                                    int64_t version) {
  ASSIGN_OR_RETURN(const storage::v1::StoredVersion stored, ReadVersion(view, trial_id, version));
  ASSIGN_OR_RETURN(const std::string frame,
                   ReadFrame(view, Table::kRaw, trial_id, static_cast<uint64_t>(version)));
  if (!stored.raw_after_trial()) return Decompress(frame);
  ASSIGN_OR_RETURN(const std::string frames, ReadPackedVersion(view, trial_id, stored));
  ASSIGN_OR_RETURN(const std::string prefix, DecompressFirst(frames));
  return DecompressAfter(prefix, frame);
}

absl::Status NoSuchLetter(const std::string& id) {
  return ReasonedError(absl::StatusCode::kNotFound, "DEAD_LETTER_NOT_FOUND",
                       absl::StrCat("there is no dead letter '", id, "'"));
}

absl::StatusOr<v1::DeadLetter> ReadDeadLetter(const StoreView& view, const std::string& id) {
  ASSIGN_OR_RETURN(const uint64_t number, ParseDeadLetterId(id));
  const std::string key = NumberKey(number);
  ASSIGN_OR_RETURN(auto stored,
                   ReadMessage<storage::v1::StoredDeadLetter>(view, Table::kDeadLetters, key));
  ASSIGN_OR_RETURN(const auto frame, view.Get(Table::kLetterBytes, key));
  if (!stored.has_value() || !frame.has_value()) return NoSuchLetter(id);
  v1::DeadLetter letter = std::move(*stored->mutable_letter());
  ASSIGN_OR_RETURN(*letter.mutable_record()->mutable_content(), Decompress(*frame));
  return letter;
}

}  // namespace trialdex
