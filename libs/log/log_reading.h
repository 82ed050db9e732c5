// Reads the tables as what they mean. Each function works on the store, on a
// snapshot and inside a transaction alike, and answers DATA_LOSS if a table
// holds what cannot be read.
#ifndef TRIALDEX_LIBS_LOG_LOG_READING_H_
#define TRIALDEX_LIBS_LOG_LOG_READING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/status_macros.h"
#include "libs/log/feed_reader.h"
#include "libs/log/log_store.h"
#include "trialdex/storage/v1/log_storage.pb.h"
#include "trialdex/v1/dead_letter.pb.h"
#include "trialdex/v1/feed_service.pb.h"

namespace trialdex {

// Parses a stored message; `table` is for the error.
absl::Status ParseStored(Table table, absl::string_view value,
                         google::protobuf::MessageLite& message);

// The message under `key`, or nullopt.
template <typename Message>
absl::StatusOr<std::optional<Message>> ReadMessage(const StoreView& view, Table table,
                                                   absl::string_view key) {
  ASSIGN_OR_RETURN(const std::optional<std::string> value, view.Get(table, key));
  if (!value.has_value()) return std::optional<Message>();
  std::optional<Message> message(std::in_place);
  RETURN_IF_ERROR(ParseStored(table, *value, *message));
  return message;
}

// Makes the entry of `position` from the value it is stored as.
absl::StatusOr<v1::FeedEntry> DecodeEntry(uint64_t position, absl::string_view value,
                                          TrialForm form);

// See TrialLog for what these mean.
absl::StatusOr<v1::FeedEntry> ReadEntry(const StoreView& view, uint64_t position,
                                        TrialForm form = TrialForm::kWhole);
absl::StatusOr<std::optional<storage::v1::TrialState>> ReadTrialState(const StoreView& view,
                                                                      absl::string_view trial_id);
absl::StatusOr<std::string> ResolveAlias(const StoreView& view, const std::string& trial_id);
absl::StatusOr<std::vector<storage::v1::StoredVersion>> ReadVersions(const StoreView& view,
                                                                     absl::string_view trial_id);
absl::StatusOr<storage::v1::StoredVersion> ReadVersion(const StoreView& view,
                                                       absl::string_view trial_id, int64_t version);
absl::StatusOr<v1::Trial> ReadParsedTrial(const StoreView& view, absl::string_view trial_id,
                                          const storage::v1::StoredVersion& version);
absl::StatusOr<std::string> ReadRaw(const StoreView& view, absl::string_view trial_id,
                                    int64_t version);
// NOT_FOUND for a dead letter that is not there.
absl::Status NoSuchLetter(const std::string& id);
absl::StatusOr<v1::DeadLetter> ReadDeadLetter(const StoreView& view, const std::string& id);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_LOG_READING_H_
