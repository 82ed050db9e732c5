#include "services/ingest/feed_stream.h"

#include <utility>

#include "absl/time/time.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"
#include "libs/rpc/status.h"

namespace trialdex {

void FeedStream::Start() {
  absl::MutexLock lock(&mutex_);
  StartRead(&request_);
}

std::string FeedStream::consumer() const {
  absl::MutexLock lock(&mutex_);
  return start_.has_value() ? start_->consumer : "";
}

void FeedStream::OnReadDone(bool ok) {
  absl::Status status;
  {
    absl::MutexLock lock(&mutex_);
    if (ended_) return;
    if (ok) status = TakeRequest();
    if (ok && status.ok()) {
      StartRead(&request_);
      Schedule();
      return;
    }
  }
  // A reader that closes its side has no more use for entries.
  End(status);
}

absl::Status FeedStream::TakeRequest() {
  if (start_.has_value()) {
    if (request_.has_start()) return FieldError("start", "only the first request may hold it");
    published_ = request_.published_position();
    return absl::OkStatus();
  }
  if (!request_.has_start()) return FieldError("start", "the first request must hold it");
  const v1::StreamTrialsRequest::Start& start = request_.start();
  start_ = FeedStart{.consumer = start.consumer(),
                     .after_position = start.after_position(),
                     .log_id = start.log_id(),
                     .snapshot_first = start.snapshot_first(),
                     .form = start.packed() ? TrialForm::kPacked : TrialForm::kWhole};
  if (start.has_after_create_time()) start_->after_time = FromTimestamp(start.after_create_time());
  return absl::OkStatus();
}

void FeedStream::Wake() {
  absl::MutexLock lock(&mutex_);
  news_ = true;
  Schedule();
}

void FeedStream::Schedule() {
  if (working_ || ended_ || !start_.has_value()) return;
  working_ = true;
  context_.executor.Run([self = shared_from_this()] { self->Work(); });
}

void FeedStream::Work() {
  absl::Status status;
  if (reader_ == nullptr) status = OpenReader();
  while (status.ok()) {
    std::optional<uint64_t> published;
    bool send;
    {
      absl::MutexLock lock(&mutex_);
      published = std::exchange(published_, std::nullopt);
      send = news_ && !writing_;
      if (send) news_ = false;
      if (ended_ || (!send && !published.has_value())) {
        working_ = false;
        return;
      }
    }
    if (published.has_value()) status = reader_->Publish(*published);
    if (status.ok() && send) status = SendNext();
  }
  End(status);
}

absl::Status FeedStream::OpenReader() {
  FeedStart start;
  {
    absl::MutexLock lock(&mutex_);
    start = *start_;
  }
  ASSIGN_OR_RETURN(reader_, context_.feed.Open(start));
  sent_position_ = start.snapshot_first ? 0 : start.after_position;
  context_.CheckOthers(*this);
  return absl::OkStatus();
}

absl::Status FeedStream::SendNext() {
  ASSIGN_OR_RETURN(FeedBatch batch,
                   reader_->Read(context_.options.batch_bytes, absl::ZeroDuration()));
  const bool empty = batch.entries.empty() && batch.snapshot_position == 0;
  // The first response goes out in any case: it tells which log this is and
  // where it ends.
  if (empty && std::exchange(greeted_, true)) {
    WaitForNews();
    return absl::OkStatus();
  }
  greeted_ = true;
  if (batch.snapshot_position != 0) {
    sent_position_ = batch.snapshot_position;
  } else if (!batch.entries.empty()) {
    sent_position_ = batch.entries.back().position();
  }
  response_.Clear();
  for (v1::FeedEntry& entry : batch.entries) *response_.add_entries() = std::move(entry);
  response_.set_log_id(batch.log_id);
  response_.set_last_position(batch.last_position);
  response_.set_snapshot_position(batch.snapshot_position);
  if (batch.snapshot_time != absl::InfinitePast()) {
    *response_.mutable_snapshot_create_time() = ToTimestamp(batch.snapshot_time);
  }
  absl::MutexLock lock(&mutex_);
  if (ended_) return absl::OkStatus();
  writing_ = true;
  StartWrite(&response_);
  return absl::OkStatus();
}

void FeedStream::WaitForNews() {
  {
    absl::MutexLock lock(&mutex_);
    if (std::exchange(waiting_, true)) return;
  }
  PositionWaiters& committed = context_.log.committed();
  const PositionWaiters::WaitId wait =
      committed.WhenReached(sent_position_ + 1, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (self == nullptr) return;
        {
          absl::MutexLock lock(&self->mutex_);
          self->waiting_ = false;
        }
        self->Wake();
      });
  {
    absl::MutexLock lock(&mutex_);
    wait_ = wait;
    if (!ended_) return;
  }
  committed.Cancel(wait);
}

void FeedStream::OnWriteDone(bool ok) {
  if (!ok) return End(absl::CancelledError("the reader no longer reads"));
  absl::MutexLock lock(&mutex_);
  writing_ = false;
  news_ = true;
  Schedule();
}

void FeedStream::End(const absl::Status& status) {
  PositionWaiters::WaitId wait;
  {
    absl::MutexLock lock(&mutex_);
    if (std::exchange(ended_, true)) return;
    Finish(ToGrpcStatus(status));
    wait = std::exchange(wait_, 0);
  }
  if (wait != 0) context_.log.committed().Cancel(wait);
}

void FeedStream::OnCancel() { End(absl::CancelledError("the reader no longer waits")); }

void FeedStream::OnDone() { context_.streams.Remove(this); }

}  // namespace trialdex
