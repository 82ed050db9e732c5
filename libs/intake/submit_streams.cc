#include "libs/intake/submit_streams.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"
#include "libs/log/log_reading.h"

namespace trialdex {
namespace {

constexpr absl::Duration kRemovalInterval = absl::Hours(1);

}  // namespace

StreamTicket SubmitStreams::TakeOver(const std::string& name) {
  if (name.empty()) return {};
  absl::MutexLock lock(&mutex_);
  epochs_[name] = ++last_epoch_;
  return {name, last_epoch_};
}

bool SubmitStreams::IsExpired(const storage::v1::StreamState& state, absl::Time now) const {
  return FromTimestamp(state.update_time()) <= now - expiry_;
}

absl::StatusOr<uint64_t> SubmitStreams::NextOffset(const std::string& name,
                                                   const LogTransaction& transaction) const {
  if (name.empty()) return 0;
  ASSIGN_OR_RETURN(const auto state,
                   ReadMessage<storage::v1::StreamState>(transaction, Table::kStreams, name));
  return state.has_value() && !IsExpired(*state, transaction.time()) ? state->next_offset() : 0;
}

absl::StatusOr<uint64_t> SubmitStreams::Advance(const StreamTicket& ticket, uint64_t offset,
                                                uint64_t count, LogTransaction& transaction) const {
  if (ticket.stream.empty()) return 0;
  {
    absl::MutexLock lock(&mutex_);
    const auto holder = epochs_.find(ticket.stream);
    if (holder == epochs_.end() || holder->second != ticket.epoch) {
      return ReasonedError(
          absl::StatusCode::kAborted, "STREAM_FENCED",
          absl::StrCat("another producer has opened stream '", ticket.stream, "'"));
    }
  }
  ASSIGN_OR_RETURN(const uint64_t next, NextOffset(ticket.stream, transaction));
  if (offset > next) {
    return ReasonedError(absl::StatusCode::kOutOfRange, "OFFSET_GAP",
                         absl::StrCat("offset ", offset, " of stream '", ticket.stream,
                                      "' is beyond its next offset, ", next),
                         {{"next_offset", absl::StrCat(next)}});
  }
  const uint64_t after = std::max(next, offset + count);
  transaction.PutStream(ticket.stream, after);
  return offset + count;
}

absl::Status SubmitStreams::RemoveExpired(const TrialLog& log, LogTransaction& transaction) {
  {
    absl::MutexLock lock(&mutex_);
    if (transaction.time() < last_removal_ + kRemovalInterval) return absl::OkStatus();
    last_removal_ = transaction.time();
  }
  ASSIGN_OR_RETURN(const auto names, log.ListStreamsIdleSince(transaction.time() - expiry_));
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(const auto state,
                     ReadMessage<storage::v1::StreamState>(transaction, Table::kStreams, name));
    // A batch of this very commit may have woken it up.
    if (!state.has_value() || !IsExpired(*state, transaction.time())) continue;
    transaction.RemoveStream(name);
    absl::MutexLock lock(&mutex_);
    epochs_.erase(name);
  }
  return absl::OkStatus();
}

}  // namespace trialdex
