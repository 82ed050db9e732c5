// One open SubmitRecords stream.
#ifndef TRIALDEX_SERVICES_INGEST_SUBMIT_REACTOR_H_
#define TRIALDEX_SERVICES_INGEST_SUBMIT_REACTOR_H_

#include <deque>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/support/server_callback.h"
#include "libs/intake/intake.h"
#include "libs/log/position_waiters.h"
#include "services/ingest/submit_context.h"
#include "trialdex/v1/ingest_service.pb.h"

namespace trialdex {

// Reads requests while there is room, hands them to the intake, answers them in
// order. What arrived but is not answered is bounded by max_in_flight_bytes
// and one request more: a request counts until its response has been written,
// so neither a fast sender nor a slow reader makes it grow.
//
// Thread-safe: gRPC, the intake and the log call in from their own threads. Held
// by `context.streams` until the call is over, and by callbacks under way.
class SubmitReactor final
    : public grpc::ServerBidiReactor<v1::SubmitRecordsRequest, v1::SubmitRecordsResponse>,
      public std::enable_shared_from_this<SubmitReactor> {
 public:
  explicit SubmitReactor(std::shared_ptr<SubmitContext> context) : context_(std::move(context)) {}

  // Begins to read; after it was added to `context.streams`.
  void Start();

  // Reads no more, answers what is under way, then ends the stream with UNAVAILABLE.
  void Drain();

 private:
  // What a request will be answered, or how the stream ends. Guarded by mutex_.
  struct Answer {
    // Bytes of the request.
    size_t bytes = 0;
    bool ready = false;
    bool is_end = false;
    absl::Status end;
    v1::SubmitRecordsResponse response;
    // Waits for the live index; 0 if it does not.
    PositionWaiters::WaitId wait = 0;
  };
  using AnswerPtr = std::shared_ptr<Answer>;

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  // Acts on the request that was read.
  void TakeRequest();
  void TakeOpen(const v1::SubmitRecordsRequest::Open& open);
  void TakeBatch(v1::SubmitRecordsRequest::Batch& batch);

  AnswerPtr AddAnswer(size_t bytes);
  void SetReady(const AnswerPtr& answer);
  // Puts an end behind the answers so far; nothing is read after it.
  void EndAfterAnswers(const absl::Status& status);
  // Turns an answer into the end.
  void EndAt(const AnswerPtr& answer, const absl::Status& status);
  void AnswerBatch(const AnswerPtr& answer, absl::StatusOr<SubmitResult> result);
  void WaitUntilSearchable(const AnswerPtr& answer, uint64_t position);

  // Writes the first answer if it is ready and nothing is being written.
  void SendNext() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // request_ may be overwritten now.
  void DoneWithRequest();
  // Reads the next request once there is room for it everywhere.
  void ReadOn();
  void WaitForLag();
  void ReadNow();
  // Ends the stream now.
  void End(const absl::Status& status);

  const std::shared_ptr<SubmitContext> context_;
  // Belongs to whoever set request_in_use_.
  v1::SubmitRecordsRequest request_;
  StreamTicket ticket_;
  bool searchable_ = false;

  absl::Mutex mutex_;
  std::deque<AnswerPtr> answers_ ABSL_GUARDED_BY(mutex_);
  size_t in_flight_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool opened_ ABSL_GUARDED_BY(mutex_) = false;
  // A request is waited for, being read, or not yet handed on.
  bool request_in_use_ ABSL_GUARDED_BY(mutex_) = true;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  // An end stands in answers_.
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  // Finish has been called; gRPC is asked for nothing any more.
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  // Waits for the live index to catch up; 0 if it does not.
  PositionWaiters::WaitId lag_wait_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INGEST_SUBMIT_REACTOR_H_
