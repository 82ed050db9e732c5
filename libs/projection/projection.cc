#include "libs/projection/projection.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"

namespace trialdex {
namespace {

constexpr char kIndexFailed[] = "INDEX_FAILED";
constexpr char kLogMismatch[] = "LOG_MISMATCH";
// A commit that is under way does not wait longer for the log to be told of.
constexpr absl::Duration kWaitBesideCommit = absl::Milliseconds(5);
// What seems to have taken longer: the clock was set forward meanwhile.
constexpr absl::Duration kLongestCommit = absl::Seconds(30);

absl::Status IndexFailure(const absl::Status& status) {
  if (status.ok()) return status;
  return ReasonedError(status.code(), kIndexFailed, status.message());
}

}  // namespace

bool IsIndexFailure(const absl::Status& status) { return ErrorReason(status) == kIndexFailed; }

bool NeedsRebuild(const absl::Status& status) {
  return !IsIndexFailure(status) &&
         (absl::IsOutOfRange(status) || ErrorReason(status) == kLogMismatch);
}

Projection::Projection(Feed& feed, IndexWriter& index, PoisonStore& poison, const Clock& clock,
                       ProjectionOptions options)
    : feed_(feed),
      index_(index),
      poison_(poison),
      clock_(clock),
      options_(std::move(options)),
      log_id_(index.committed().log_id),
      applied_(index.committed().position),
      applied_time_(index.committed().entry_time) {}

absl::Status Projection::Step(absl::Duration max_wait) {
  RETURN_IF_ERROR(OpenReader());
  const absl::Duration until_look =
      committing_.has_value() ? kWaitBesideCommit
                              : std::max(CommitDue() - clock_.Now(), absl::ZeroDuration());
  auto batch = reader_->Read(options_.read_bytes, std::min(max_wait, until_look));
  if (!batch.ok()) {
    reader_.reset();
    RETURN_IF_ERROR(Commit());
    if (in_snapshot()) {
      // A second snapshot does not say which trials of the first have gone since.
      return IndexFailure(batch.status());
    }
    return std::move(batch).status();
  }
  RETURN_IF_ERROR(Take(*std::move(batch)));
  return CommitIfDue();
}

absl::Status Projection::OpenReader() {
  if (reader_ != nullptr) return absl::OkStatus();
  const bool from_scratch = index_.committed().log_id.empty() && applied_ == 0;
  ASSIGN_OR_RETURN(reader_, feed_.Open({.consumer = options_.consumer,
                                        .after_position = applied_,
                                        .log_id = log_id_,
                                        .snapshot_first = from_scratch,
                                        .form = TrialForm::kPacked,
                                        .after_time = applied_time_}));
  phase_ = from_scratch ? Phase::kSnapshotInOrder : Phase::kFollow;
  // Whoever waits for these may have missed the report before the break.
  const uint64_t committed = index_.committed().position;
  if (options_.publish && committed > 0) reader_->Publish(committed).IgnoreError();
  return absl::OkStatus();
}

absl::Status Projection::Take(FeedBatch batch) {
  if (batch.log_id.empty()) {  // Nothing was heard yet.
    full_since_ = absl::InfiniteFuture();
    return absl::OkStatus();
  }
  if (!log_id_.empty() && batch.log_id != log_id_) {
    reader_.reset();
    return ReasonedError(
        absl::StatusCode::kFailedPrecondition, kLogMismatch,
        absl::StrCat("the index is of log ", log_id_, ", the feed of ", batch.log_id));
  }
  log_id_ = std::move(batch.log_id);
  log_position_ = batch.last_position;
  size_t bytes = 0;
  for (const v1::FeedEntry& entry : batch.entries) bytes += entry.ByteSizeLong();
  const bool full = bytes >= options_.read_bytes / 2;
  full_since_ = full ? std::min(full_since_, clock_.Now()) : absl::InfiniteFuture();
  for (v1::FeedEntry& entry : batch.entries) {
    const uint64_t position = entry.position();
    const absl::Time time =
        entry.has_create_time() ? FromTimestamp(entry.create_time()) : absl::InfinitePast();
    RETURN_IF_ERROR(Apply(std::move(entry)));
    Advance(position, time);
    RETURN_IF_ERROR(CommitIfDue());
  }
  if (batch.snapshot_position != 0) {
    phase_ = Phase::kFollow;
    Advance(batch.snapshot_position, batch.snapshot_time);
    // Whoever built this index waits for it.
    return Commit();
  }
  return absl::OkStatus();
}

void Projection::Advance(uint64_t position, absl::Time time) {
  if (phase_ == Phase::kSnapshotInOrder && position != applied_ + 1) phase_ = Phase::kSnapshot;
  if (phase_ == Phase::kSnapshot) return;
  if (position < applied_) return;
  applied_ = position;
  applied_time_ = time;
}

absl::Status Projection::Apply(v1::FeedEntry entry) {
  const std::string id = TrialIdOf(entry);
  const uint64_t position = entry.position();
  const absl::Status applied = ApplyEvent(entry);
  if (absl::IsInvalidArgument(applied)) {
    return IndexFailure(poison_.Put(entry, applied, clock_.Now()));
  }
  RETURN_IF_ERROR(IndexFailure(applied));
  if (poison_.size() == 0) return absl::OkStatus();
  return IndexFailure(poison_.RemoveTrial(id, position));
}

absl::Status Projection::ApplyEvent(v1::FeedEntry& entry) {
  switch (entry.event_case()) {
    case v1::FeedEntry::kUpsert:
      return index_.Upsert(std::move(*entry.mutable_upsert()));
    case v1::FeedEntry::kPackedUpsert:
      return index_.Upsert(std::move(*entry.mutable_packed_upsert()));
    case v1::FeedEntry::kDeletedId:
      return index_.Delete(entry.deleted_id());
    case v1::FeedEntry::kRedirect:
      // The canonical trial carries the alias; what stood under it is gone.
      return index_.Delete(entry.redirect().from_id());
    case v1::FeedEntry::EVENT_NOT_SET:
      break;
  }
  return absl::InvalidArgumentError("an event that this program does not know");
}

bool Projection::HasPending() const {
  if (log_id_.empty() || in_snapshot()) return false;
  if (committing_.has_value()) return !retried_.empty() || applied_ != committing_->position;
  // An empty log has an index too, which readers can open.
  const bool first = index_.committed().log_id.empty() && (applied_ > 0 || log_position_ == 0);
  return first || !retried_.empty() || applied_ != index_.committed().position ||
         index_.HasUncommittedMerge();
}

bool Projection::IsBehind() const { return clock_.Now() >= full_since_ + options_.behind_after; }

absl::Time Projection::CommitDue() {
  if (!HasPending()) return absl::InfiniteFuture();
  // Also of a clock that was set back since: commits do not wait until it is where it was.
  const absl::Time now = clock_.Now();
  pending_since_ = std::min(pending_since_, now);
  commit_time_ = std::min(commit_time_, now);
  const absl::Time wanted =
      pending_since_ + (IsBehind() ? options_.backlog_commit_interval : options_.commit_interval);
  return std::max(wanted, commit_time_ + commit_took_ / options_.commit_share);
}

absl::Status Projection::CommitIfDue() {
  if (index_.CommitIsDone()) RETURN_IF_ERROR(FinishCommit());
  // One at a time; entries go on meanwhile.
  if (committing_.has_value() || clock_.Now() < CommitDue()) return absl::OkStatus();
  RETURN_IF_ERROR(StartCommit());
  return index_.CommitIsDone() ? FinishCommit() : absl::OkStatus();
}

absl::Status Projection::Commit() {
  RETURN_IF_ERROR(StartCommit());
  return FinishCommit();
}

absl::Status Projection::StartCommit() {
  RETURN_IF_ERROR(FinishCommit());
  if (!HasPending()) return absl::OkStatus();
  RETURN_IF_ERROR(IndexFailure(index_.StartCommit({log_id_, applied_, applied_time_})));
  committing_ = {applied_, clock_.Now(), std::exchange(retried_, {})};
  pending_since_ = absl::InfiniteFuture();
  return absl::OkStatus();
}

absl::Status Projection::FinishCommit() {
  if (!committing_.has_value()) return absl::OkStatus();
  const Committing made = *std::exchange(committing_, std::nullopt);
  RETURN_IF_ERROR(IndexFailure(index_.FinishCommit()));
  commit_time_ = clock_.Now();
  commit_took_ = std::clamp(commit_time_ - made.since, absl::ZeroDuration(), kLongestCommit);
  for (const v1::PoisonEntry& entry : made.retried) {
    RETURN_IF_ERROR(IndexFailure(poison_.RemoveTrial(entry.trial_id(), entry.position())));
  }
  if (options_.publish && reader_ != nullptr && !reader_->Publish(made.position).ok()) {
    // The next step opens another reader, which begins with this position.
    reader_.reset();
  }
  return absl::OkStatus();
}

absl::Status Projection::RetryPoison(uint64_t position) {
  ASSIGN_OR_RETURN(storage::v1::StoredPoison stored, poison_.Get(position));
  const absl::Status applied = ApplyEvent(*stored.mutable_entry());
  if (absl::IsInvalidArgument(applied)) return applied;
  RETURN_IF_ERROR(IndexFailure(applied));
  retried_.push_back(stored.info());
  return absl::OkStatus();
}

void Projection::SetConsumer(std::string consumer) {
  options_.consumer = std::move(consumer);
  options_.publish = true;
  reader_.reset();
}

}  // namespace trialdex
