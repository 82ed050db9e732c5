#include "services/query/search_stream.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/rpc/message_bytes.h"
#include "libs/rpc/status.h"

namespace trialdex {

void SearchStream::Start(absl::Time deadline) {
  const v1::SearchTrialsRequest& search = request_.search();
  context_.engine.WhenReady(search.min_position(), search.log_id(), deadline,
                            [self = shared_from_this()](const absl::Status& ready) {
                              if (!ready.ok()) return self->End(ready);
                              self->Schedule();
                            });
}

void SearchStream::Schedule() {
  context_.executor.Run([self = shared_from_this()] { self->Work(); });
}

absl::StatusOr<bool> SearchStream::MakeNext() {
  if (hits_ == nullptr) {
    ASSIGN_OR_RETURN(hits_, context_.engine.Stream(request_));
  }
  Serialized<v1::StreamSearchResponse> response;
  ASSIGN_OR_RETURN(const bool made, hits_->Next(response));
  response_ = ToByteBuffer(std::move(response.bytes));
  return made;
}

void SearchStream::Work() {
  {
    absl::MutexLock lock(&mutex_);
    if (ended_) {
      // The snapshot goes now, not with the last callback.
      hits_.reset();
      return;
    }
  }
  const absl::StatusOr<bool> made = MakeNext();
  if (!made.ok() || !*made) {
    hits_.reset();
    return End(made.status());
  }
  absl::MutexLock lock(&mutex_);
  if (!ended_) StartWrite(&response_);
}

void SearchStream::OnWriteDone(bool ok) {
  if (!ok) return End(absl::CancelledError("the reader no longer reads"));
  Schedule();
}

void SearchStream::End(const absl::Status& status) {
  absl::MutexLock lock(&mutex_);
  if (std::exchange(ended_, true)) return;
  Finish(ToGrpcStatus(status));
}

void SearchStream::OnCancel() { End(absl::CancelledError("the reader no longer waits")); }

void SearchStream::OnDone() { context_.streams.Remove(this); }

}  // namespace trialdex
