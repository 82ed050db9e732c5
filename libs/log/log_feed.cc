#include "libs/log/log_feed.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"
#include "libs/log/keys.h"
#include "libs/log/log_reading.h"
#include "libs/log/log_transaction.h"

namespace trialdex {
namespace {

absl::StatusOr<absl::Time> EntryTime(const StoreView& view, uint64_t position) {
  ASSIGN_OR_RETURN(const v1::FeedEntry entry, ReadEntry(view, position, TrialForm::kPacked));
  return FromTimestamp(entry.create_time());
}

// Every current Trial and every alias, as of one state of the tables.
class SnapshotWalk {
 public:
  static absl::StatusOr<std::unique_ptr<SnapshotWalk>> Begin(std::unique_ptr<StoreView> view,
                                                             TrialForm form) {
    ASSIGN_OR_RETURN(const auto counters,
                     ReadMessage<storage::v1::LogCounters>(*view, Table::kMeta, kCountersKey));
    const uint64_t position = counters.has_value() ? counters->last_position() : 0;
    absl::Time time = absl::InfinitePast();
    if (position > 0) {
      ASSIGN_OR_RETURN(time, EntryTime(*view, position));
    }
    return std::unique_ptr<SnapshotWalk>(new SnapshotWalk(std::move(view), position, time, form));
  }

  // The position it stands for.
  uint64_t position() const { return position_; }
  // When the entry there was written.
  absl::Time time() const { return time_; }
  bool done() const { return !trials_->Valid(); }

  absl::Status Read(size_t max_bytes, std::vector<v1::FeedEntry>& entries) {
    size_t bytes = 0;
    for (; trials_->Valid() && bytes < max_bytes; trials_->Next()) {
      storage::v1::TrialState state;
      RETURN_IF_ERROR(ParseStored(Table::kTrials, trials_->value(), state));
      if (!IsLive(state) && state.redirect_to().empty()) continue;
      ASSIGN_OR_RETURN(v1::FeedEntry entry, ReadEntry(*view_, state.position(), form_));
      bytes += entry.ByteSizeLong();
      entries.push_back(std::move(entry));
    }
    return trials_->status();
  }

 private:
  SnapshotWalk(std::unique_ptr<StoreView> view, uint64_t position, absl::Time time, TrialForm form)
      : view_(std::move(view)),
        trials_(view_->Seek(Table::kTrials, "")),
        position_(position),
        time_(time),
        form_(form) {}

  const std::unique_ptr<StoreView> view_;
  const std::unique_ptr<StoreCursor> trials_;
  const uint64_t position_;
  const absl::Time time_;
  const TrialForm form_;
};

class LogFeedReader final : public FeedReader {
 public:
  LogFeedReader(TrialLog& log, Consumers::Ticket ticket, const FeedStart& start,
                std::unique_ptr<SnapshotWalk> snapshot)
      : log_(log),
        ticket_(std::move(ticket)),
        form_(start.form),
        read_position_(start.after_position),
        snapshot_(std::move(snapshot)) {}
  ~LogFeedReader() override { log_.consumers().Disconnect(ticket_); }

  absl::StatusOr<FeedBatch> Read(size_t max_bytes, absl::Duration max_wait) override {
    RETURN_IF_ERROR(log_.consumers().Check(ticket_));
    FeedBatch batch;
    batch.log_id = log_.log_id();
    if (snapshot_ != nullptr) {
      RETURN_IF_ERROR(ReadSnapshot(max_bytes, batch));
    } else {
      log_.committed().WaitFor(read_position_ + 1, max_wait);
      RETURN_IF_ERROR(log_.consumers().Check(ticket_));
      ASSIGN_OR_RETURN(batch.entries, log_.ReadEntries(read_position_, max_bytes, form_));
      if (!batch.entries.empty()) read_position_ = batch.entries.back().position();
    }
    batch.last_position = log_.last_position();
    return batch;
  }

  absl::Status Publish(uint64_t position) override {
    return log_.consumers().Publish(ticket_, position, log_.last_position());
  }

 private:
  absl::Status ReadSnapshot(size_t max_bytes, FeedBatch& batch) {
    RETURN_IF_ERROR(snapshot_->Read(max_bytes, batch.entries));
    if (!snapshot_->done()) return absl::OkStatus();
    batch.snapshot_position = snapshot_->position();
    batch.snapshot_time = snapshot_->time();
    read_position_ = snapshot_->position();
    snapshot_.reset();
    return absl::OkStatus();
  }

  TrialLog& log_;
  const Consumers::Ticket ticket_;
  const TrialForm form_;
  uint64_t read_position_;
  // Set until the snapshot has been sent.
  std::unique_ptr<SnapshotWalk> snapshot_;
};

}  // namespace

// A log that was put back to a backup keeps its identity and gives positions out again.
absl::Status LogFeed::CheckEntry(const FeedStart& start) const {
  if (start.after_position == 0 || start.after_time == absl::InfinitePast()) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const absl::Time time, EntryTime(log_.store(), start.after_position));
  if (time == start.after_time) return absl::OkStatus();
  return ReasonedError(
      absl::StatusCode::kFailedPrecondition, "LOG_MISMATCH",
      absl::StrCat("entry ", start.after_position, " of the log was written at ",
                   absl::FormatTime(time, absl::UTCTimeZone()), ", the reader's at ",
                   absl::FormatTime(start.after_time, absl::UTCTimeZone()),
                   ": the log was put back and has gone on differently"),
      {{"log_id", log_.log_id()}});
}

absl::StatusOr<std::unique_ptr<FeedReader>> LogFeed::Open(const FeedStart& start) {
  if (!start.log_id.empty() && start.log_id != log_.log_id()) {
    return ReasonedError(absl::StatusCode::kFailedPrecondition, "LOG_MISMATCH",
                         absl::StrCat("the reader's state belongs to log ", start.log_id,
                                      ", this one is ", log_.log_id()),
                         {{"log_id", log_.log_id()}});
  }
  const uint64_t last = log_.last_position();
  if (!start.snapshot_first && start.after_position > last) {
    return ReasonedError(
        absl::StatusCode::kOutOfRange, "POSITION_BEYOND_END",
        absl::StrCat("position ", start.after_position, " is beyond the end of the log, ", last),
        {{"last_position", absl::StrCat(last)}});
  }
  if (!start.snapshot_first) RETURN_IF_ERROR(CheckEntry(start));
  ASSIGN_OR_RETURN(Consumers::Ticket ticket, log_.consumers().Connect(start.consumer));
  std::unique_ptr<SnapshotWalk> snapshot;
  if (start.snapshot_first) {
    ASSIGN_OR_RETURN(snapshot, SnapshotWalk::Begin(log_.store().Snapshot(), start.form));
  }
  return std::make_unique<LogFeedReader>(log_, std::move(ticket), start, std::move(snapshot));
}

}  // namespace trialdex
