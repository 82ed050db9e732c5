#include "libs/client/submit_stream.h"

#include <algorithm>
#include <memory>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "grpcpp/client_context.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/client/unanswered.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"
#include "trialdex/v1/ingest_service.grpc.pb.h"

namespace trialdex {
namespace {

using Connection = grpc::ClientReaderWriter<v1::SubmitRecordsRequest, v1::SubmitRecordsResponse>;

// The service has seen only so much of these records that it knew they are too large.
void NameRealSizes(const std::vector<std::pair<int, size_t>>& cut,
                   google::protobuf::RepeatedPtrField<v1::RecordResult>& results) {
  for (const auto& [index, size] : cut) {
    v1::RecordResult& result = results[index];
    if (result.outcome() != v1::RECORD_OUTCOME_REJECTED) continue;
    result.mutable_rejection()->set_message(
        absl::StrCat("the record has ", size, " bytes; ", result.rejection().message()));
  }
}

// A thread connects, sends, waits and connects again; beside it, another one
// reads results for as long as a connection lasts.
class ResumableStream final : public SubmitStream {
 public:
  ResumableStream(std::shared_ptr<grpc::Channel> channel, SubmitStreamOptions options,
                  OnResult on_result)
      : channel_(std::move(channel)),
        stub_(v1::IngestService::NewStub(channel_)),
        options_(std::move(options)),
        on_result_(std::move(on_result)),
        unanswered_(options_.max_batch_bytes),
        sender_([this] { Run(); }) {}

  ~ResumableStream() override {
    {
      absl::MutexLock lock(&mutex_);
      if (!ended_) failure_ = absl::CancelledError("the stream was dropped");
      if (context_ != nullptr) context_->TryCancel();
    }
    sender_.join();
  }

  absl::Status WaitUntilOpen() {
    const auto open = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return opened_ || ended_; };
    absl::MutexLock lock(&mutex_, absl::Condition(&open));
    return failure_;
  }

  uint64_t first_offset() const override {
    absl::MutexLock lock(&mutex_);
    return first_offset_;
  }

  const std::string& log_id() const override {
    absl::MutexLock lock(&mutex_);
    return log_id_;
  }

  absl::Status Submit(v1::RawRecord record) override {
    const auto room = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
      return ended_ || unanswered_.bytes() < options_.max_unanswered_bytes;
    };
    absl::MutexLock lock(&mutex_, absl::Condition(&room));
    RETURN_IF_ERROR(failure_);
    if (finishing_) return absl::FailedPreconditionError("the stream is finished");
    unanswered_.Add(std::move(record), max_record_bytes_);
    return absl::OkStatus();
  }

  absl::Status Finish() override {
    const auto ended = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return ended_; };
    absl::MutexLock lock(&mutex_);
    finishing_ = true;
    mutex_.Await(absl::Condition(&ended));
    return failure_;
  }

 private:
  void Run() {
    Backoff backoff(options_.backoff);
    absl::Status status;
    do {
      status = Connect();
    } while (ShouldTryAgain(status, backoff));
    absl::MutexLock lock(&mutex_);
    if (failure_.ok()) failure_ = status;
    ended_ = true;
  }

  // Waits as long as it takes to try again. False: it is over, well or not.
  bool ShouldTryAgain(const absl::Status& status, Backoff& backoff) {
    absl::MutexLock lock(&mutex_);
    unanswered_.SendAgain();
    if (!failure_.ok() || !IsTransient(status)) return false;
    if (std::exchange(progress_, false)) {
      backoff.Reset();
      last_progress_ = absl::Now();
    }
    const absl::Duration wait = backoff.Next(status);
    if (absl::Now() + wait - last_progress_ > options_.give_up_after) return false;
    const auto dropped = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return !failure_.ok(); };
    return !mutex_.AwaitWithTimeout(absl::Condition(&dropped), wait);
  }

  // One connection, from its beginning to its end. OK if all was answered and
  // nothing more will come.
  absl::Status Connect() {
    AwaitConnection(*channel_, std::min(options_.give_up_after, kConnectionWait));
    grpc::ClientContext context;
    {
      absl::MutexLock lock(&mutex_);
      RETURN_IF_ERROR(failure_);
      context_ = &context;
      broken_ = false;
    }
    const std::unique_ptr<Connection> connection = stub_->SubmitRecords(&context);
    absl::Status status = OpenOn(*connection);
    if (status.ok()) {
      std::thread reader([&] { status = ReadResults(*connection, context); });
      SendBatches(*connection);
      reader.join();
    } else {
      context.TryCancel();
    }
    const absl::Status end = FromGrpcStatus(connection->Finish());
    absl::MutexLock lock(&mutex_);
    context_ = nullptr;
    RETURN_IF_ERROR(failure_);
    RETURN_IF_ERROR(status);
    if (end.ok() && !(finishing_ && unanswered_.empty())) {
      return absl::UnavailableError("the stream was ended by the service");
    }
    return end;
  }

  // Sends `open` and takes in the answer. OK also if the connection has broken
  // meanwhile: its end tells why.
  absl::Status OpenOn(Connection& connection) {
    v1::SubmitRecordsRequest request;
    request.mutable_open()->set_stream(options_.stream);
    request.mutable_open()->set_ack_level(options_.ack_level);
    v1::SubmitRecordsResponse response;
    if (!connection.Write(request) || !connection.Read(&response)) {
      absl::MutexLock lock(&mutex_);
      broken_ = true;
      return absl::OkStatus();
    }
    const v1::SubmitRecordsResponse::Opened& opened = response.opened();
    absl::MutexLock lock(&mutex_);
    if (!opened_) {
      opened_ = true;
      first_offset_ = opened.next_offset();
      log_id_ = opened.log_id();
      unanswered_.StartAt(first_offset_);
    } else if (opened.log_id() != log_id_) {
      return ReasonedError(absl::StatusCode::kFailedPrecondition, "LOG_MISMATCH",
                           absl::StrCat("the service came back with log ", opened.log_id(),
                                        " instead of ", log_id_));
    } else if (!options_.stream.empty() && opened.next_offset() < unanswered_.first_offset()) {
      return ReasonedError(
          absl::StatusCode::kDataLoss, "ACKNOWLEDGED_RECORDS_LOST",
          absl::StrCat("the service came back at offset ", opened.next_offset(),
                       ", but had acknowledged up to ", unanswered_.first_offset()));
    }
    max_record_bytes_ = static_cast<size_t>(opened.max_record_bytes());
    // With records waiting, only answers to them are progress.
    if (unanswered_.empty()) progress_ = true;
    return absl::OkStatus();
  }

  void SendBatches(Connection& connection) {
    const auto something_to_do = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
      return broken_ || !failure_.ok() || finishing_ || unanswered_.HasUnsent();
    };
    while (true) {
      const Unanswered::Batch* batch = nullptr;
      {
        absl::MutexLock lock(&mutex_, absl::Condition(&something_to_do));
        if (broken_ || !failure_.ok()) return;
        if (!unanswered_.HasUnsent()) break;
        batch = &unanswered_.TakeUnsent();
      }
      // The batch stays put until it is answered, and it is not answered before
      // Write has made bytes of it.
      if (!connection.Write(batch->request)) return;
    }
    connection.WritesDone();
  }

  // Until there are no more. OK unless the service's answers make no sense.
  absl::Status ReadResults(Connection& connection, grpc::ClientContext& context) {
    v1::SubmitRecordsResponse response;
    absl::Status status;
    while (status.ok() && connection.Read(&response)) {
      status = Deliver(*response.mutable_acknowledged());
    }
    if (!status.ok()) context.TryCancel();
    absl::MutexLock lock(&mutex_);
    broken_ = true;
    return status;
  }

  absl::Status Deliver(v1::SubmitRecordsResponse::Acknowledged& answer) {
    absl::StatusOr<Unanswered::Batch> batch;
    {
      absl::MutexLock lock(&mutex_);
      batch = unanswered_.TakeAnswered(answer);
      progress_ = true;
    }
    RETURN_IF_ERROR(batch.status());
    uint64_t offset = batch->offset();
    NameRealSizes(batch->cut, *answer.mutable_results());
    for (const v1::RecordResult& result : answer.results()) on_result_(offset++, result);
    return absl::OkStatus();
  }

  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::IngestService::Stub> stub_;
  const SubmitStreamOptions options_;
  const OnResult on_result_;

  mutable absl::Mutex mutex_;
  Unanswered unanswered_ ABSL_GUARDED_BY(mutex_);
  grpc::ClientContext* context_ ABSL_GUARDED_BY(mutex_) = nullptr;
  bool opened_ ABSL_GUARDED_BY(mutex_) = false;
  uint64_t first_offset_ ABSL_GUARDED_BY(mutex_) = 0;
  std::string log_id_ ABSL_GUARDED_BY(mutex_);
  size_t max_record_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  // No more results will come over this connection.
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  // The service has answered something since the last failure.
  bool progress_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Time last_progress_ ABSL_GUARDED_BY(mutex_) = absl::Now();
  bool finishing_ ABSL_GUARDED_BY(mutex_) = false;
  // Nothing more will happen; `failure_` says whether it went well.
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  // Last: it uses everything above.
  std::thread sender_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<SubmitStream>> SubmitStream::Open(
    std::shared_ptr<grpc::Channel> channel, SubmitStreamOptions options, OnResult on_result) {
  auto stream = std::make_unique<ResumableStream>(std::move(channel), std::move(options),
                                                  std::move(on_result));
  RETURN_IF_ERROR(stream->WaitUntilOpen());
  return stream;
}

}  // namespace trialdex
