#include "services/ingest/submit_reactor.h"

#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/rpc/status.h"

namespace trialdex {

void SubmitReactor::Start() {
  absl::MutexLock lock(&mutex_);
  StartRead(&request_);
}

void SubmitReactor::Drain() { EndAfterAnswers(OpenStreams<SubmitReactor>::DrainingError()); }

void SubmitReactor::OnReadDone(bool ok) {
  {
    absl::MutexLock lock(&mutex_);
    if (ended_ || ending_) return;
  }
  if (!ok) {
    // The producer is done, or gone: then OnCancel follows.
    EndAfterAnswers(absl::OkStatus());
  } else {
    TakeRequest();
  }
}

void SubmitReactor::TakeRequest() {
  bool opened;
  {
    absl::MutexLock lock(&mutex_);
    opened = std::exchange(opened_, true);
  }
  if (!opened && request_.has_open()) return TakeOpen(request_.open());
  if (opened && request_.has_batch()) return TakeBatch(*request_.mutable_batch());
  EndAfterAnswers(opened ? FieldError("batch", "every request but the first must hold one")
                         : FieldError("open", "the first request must hold it"));
}

void SubmitReactor::TakeOpen(const v1::SubmitRecordsRequest::Open& open) {
  if (!v1::AckLevel_IsValid(open.ack_level())) {
    return EndAfterAnswers(
        FieldError("open.ack_level", absl::StrCat(open.ack_level(), " is no level")));
  }
  searchable_ = open.ack_level() == v1::ACK_LEVEL_SEARCHABLE;
  const AnswerPtr answer = AddAnswer(0);
  context_->intake.OpenStream(
      open.stream(), [self = shared_from_this(), answer](absl::StatusOr<OpenedStream> stream) {
        if (!stream.ok()) return self->EndAt(answer, stream.status());
        const IngestServiceOptions& options = self->context_->options;
        self->ticket_ = stream->ticket;
        auto& opened = *answer->response.mutable_opened();
        opened.set_next_offset(stream->next_offset);
        opened.set_log_id(self->context_->log.log_id());
        opened.set_max_record_bytes(static_cast<int64_t>(options.max_record_bytes));
        opened.set_max_batch_bytes(static_cast<int64_t>(options.max_batch_bytes()));
        opened.set_max_in_flight_bytes(static_cast<int64_t>(options.max_in_flight_bytes));
        self->SetReady(answer);
        self->DoneWithRequest();
      });
}

void SubmitReactor::TakeBatch(v1::SubmitRecordsRequest::Batch& batch) {
  const auto records = static_cast<size_t>(batch.records_size());
  const size_t most = context_->options.max_batch_records;
  if (records == 0 || records > most) {
    return EndAfterAnswers(FieldError(
        "batch.records", absl::StrCat("must hold 1 to ", most, " records, holds ", records)));
  }
  const size_t bytes = batch.ByteSizeLong();
  context_->metrics.CountBytes(bytes);
  const AnswerPtr answer = AddAnswer(bytes);
  SubmitBatch taken = {.ticket = ticket_, .offset = batch.offset()};
  taken.records.assign(std::make_move_iterator(batch.mutable_records()->begin()),
                       std::make_move_iterator(batch.mutable_records()->end()));
  request_.Clear();
  context_->intake.Submit(std::move(taken),
                          [self = shared_from_this(), answer](absl::StatusOr<SubmitResult> result) {
                            self->AnswerBatch(answer, std::move(result));
                          });
  DoneWithRequest();
}

void SubmitReactor::AnswerBatch(const AnswerPtr& answer, absl::StatusOr<SubmitResult> result) {
  if (!result.ok()) return EndAt(answer, result.status());
  auto& acknowledged = *answer->response.mutable_acknowledged();
  acknowledged.mutable_results()->Assign(std::make_move_iterator(result->results.begin()),
                                         std::make_move_iterator(result->results.end()));
  acknowledged.set_next_offset(result->next_offset);
  context_->metrics.CountResults(acknowledged.results());
  if (searchable_ && result->position > 0) return WaitUntilSearchable(answer, result->position);
  SetReady(answer);
}

void SubmitReactor::WaitUntilSearchable(const AnswerPtr& answer, uint64_t position) {
  Consumers& consumers = context_->log.consumers();
  // A stream that has gone is not kept by a wait that may never end.
  const PositionWaiters::WaitId wait =
      consumers.WhenPublished(kLiveIndexConsumer, position, [weak = weak_from_this(), answer] {
        if (const auto self = weak.lock()) self->SetReady(answer);
      });
  {
    absl::MutexLock lock(&mutex_);
    answer->wait = wait;
    if (!ended_) return;
  }
  consumers.CancelWait(kLiveIndexConsumer, wait);
}

SubmitReactor::AnswerPtr SubmitReactor::AddAnswer(size_t bytes) {
  absl::MutexLock lock(&mutex_);
  in_flight_bytes_ += bytes;
  answers_.push_back(std::make_shared<Answer>());
  answers_.back()->bytes = bytes;
  return answers_.back();
}

void SubmitReactor::SetReady(const AnswerPtr& answer) {
  absl::MutexLock lock(&mutex_);
  answer->ready = true;
  SendNext();
}

void SubmitReactor::EndAfterAnswers(const absl::Status& status) {
  {
    absl::MutexLock lock(&mutex_);
    if (std::exchange(ending_, true)) return;
  }
  EndAt(AddAnswer(0), status);
}

void SubmitReactor::EndAt(const AnswerPtr& answer, const absl::Status& status) {
  absl::MutexLock lock(&mutex_);
  ending_ = true;
  answer->is_end = true;
  answer->end = status;
  answer->ready = true;
  SendNext();
}

void SubmitReactor::SendNext() {
  if (writing_ || ended_ || answers_.empty() || !answers_.front()->ready) return;
  const Answer& next = *answers_.front();
  if (next.is_end) {
    ended_ = true;
    Finish(ToGrpcStatus(next.end));
  } else {
    writing_ = true;
    StartWrite(&next.response);
  }
}

void SubmitReactor::OnWriteDone(bool ok) {
  if (!ok) return End(absl::CancelledError("the caller no longer reads"));
  {
    absl::MutexLock lock(&mutex_);
    writing_ = false;
    in_flight_bytes_ -= answers_.front()->bytes;
    answers_.pop_front();
    SendNext();
  }
  ReadOn();
}

void SubmitReactor::DoneWithRequest() {
  {
    absl::MutexLock lock(&mutex_);
    request_in_use_ = false;
  }
  ReadOn();
}

void SubmitReactor::ReadOn() {
  {
    absl::MutexLock lock(&mutex_);
    if (request_in_use_ || ending_ || ended_ ||
        in_flight_bytes_ >= context_->options.max_in_flight_bytes) {
      return;
    }
    request_in_use_ = true;
  }
  context_->intake.WhenReady([self = shared_from_this()] { self->WaitForLag(); });
}

void SubmitReactor::WaitForLag() {
  const uint64_t max_lag = context_->options.max_lag;
  const uint64_t last = context_->log.last_position();
  if (max_lag == 0 || last <= max_lag) return ReadNow();
  Consumers& consumers = context_->log.consumers();
  const PositionWaiters::WaitId wait =
      consumers.WhenPublished(kLiveIndexConsumer, last - max_lag, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->ReadNow();
      });
  {
    absl::MutexLock lock(&mutex_);
    lag_wait_ = wait;
    if (!ended_) return;
  }
  consumers.CancelWait(kLiveIndexConsumer, wait);
}

void SubmitReactor::ReadNow() {
  absl::MutexLock lock(&mutex_);
  if (ending_ || ended_) return;
  StartRead(&request_);
}

void SubmitReactor::End(const absl::Status& status) {
  std::vector<PositionWaiters::WaitId> waits;
  {
    absl::MutexLock lock(&mutex_);
    if (!std::exchange(ended_, true)) Finish(ToGrpcStatus(status));
    waits.push_back(std::exchange(lag_wait_, 0));
    for (const AnswerPtr& answer : answers_) waits.push_back(std::exchange(answer->wait, 0));
  }
  for (const PositionWaiters::WaitId wait : waits) {
    if (wait != 0) context_->log.consumers().CancelWait(kLiveIndexConsumer, wait);
  }
}

void SubmitReactor::OnCancel() { End(absl::CancelledError("the caller no longer waits")); }

// End also takes back what a stream that ended otherwise may be waiting for.
void SubmitReactor::OnDone() {
  End(absl::OkStatus());
  context_->streams.Remove(this);
}

}  // namespace trialdex
