#include "services/ingest/ingest_service.h"

#include <string>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/version.h"
#include "libs/rpc/unary_answer.h"
#include "services/ingest/log_pages.h"
#include "services/ingest/submit_reactor.h"
#include "services/ingest/submit_record.h"

namespace trialdex {
namespace {

absl::Status GetStatus(TrialLog& log, v1::GetIngestStatusResponse& response) {
  const storage::v1::LogCounters counters = log.counters();
  response.set_log_id(log.log_id());
  response.set_last_position(counters.last_position());
  // Nothing is ever dropped from the front of the log.
  response.set_oldest_position(counters.last_position() == 0 ? 0 : 1);
  response.set_trial_count(counters.trial_count());
  response.set_dead_letter_count(counters.dead_letter_count());
  response.set_dead_letter_bytes(counters.dead_letter_bytes());
  for (v1::ConsumerStatus& status : log.consumers().List(counters.last_position())) {
    *response.add_consumers() = std::move(status);
  }
  response.set_version(std::string(ProgramVersion()));
  return absl::OkStatus();
}

}  // namespace

IngestService::IngestService(Intake& intake, TrialLog& log, UnaryPool& pool, IngestMetrics& metrics,
                             const IngestServiceOptions& options)
    : context_(std::make_shared<SubmitContext>(intake, log, options, metrics)),
      pool_(pool),
      shown_streams_(metrics.ShowStreams(
          [context = context_] { return static_cast<double>(context->streams.size()); })) {}

void IngestService::Drain() {
  context_->streams.Close();
  for (const auto& stream : context_->streams.List()) stream->Drain();
}

grpc::ServerBidiReactor<v1::SubmitRecordsRequest, v1::SubmitRecordsResponse>*
IngestService::SubmitRecords(grpc::CallbackServerContext*) {
  const auto stream = std::make_shared<SubmitReactor>(context_);
  if (const absl::Status admitted = context_->streams.Add(stream); !admitted.ok()) {
    return new RefusedStream<v1::SubmitRecordsRequest, v1::SubmitRecordsResponse>(admitted);
  }
  stream->Start();
  return stream.get();
}

grpc::ServerUnaryReactor* IngestService::SubmitRecord(grpc::CallbackServerContext*,
                                                      const v1::SubmitRecordRequest* request,
                                                      v1::SubmitRecordResponse* response) {
  return trialdex::SubmitRecord(context_, *request, response);
}

grpc::ServerUnaryReactor* IngestService::GetStream(grpc::CallbackServerContext* context,
                                                   const v1::GetStreamRequest* request,
                                                   v1::GetStreamResponse* response) {
  return pool_.Run(context, [this, request, response]() -> absl::Status {
    ASSIGN_OR_RETURN(storage::v1::StreamState state, context_->intake.GetStream(request->stream()));
    response->set_next_offset(state.next_offset());
    *response->mutable_update_time() = std::move(*state.mutable_update_time());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* IngestService::DeleteTrial(grpc::CallbackServerContext*,
                                                     const v1::DeleteTrialRequest* request,
                                                     v1::DeleteTrialResponse* response) {
  const auto answer = UnaryAnswer<v1::DeleteTrialResponse>::Make(response);
  context_->intake.DeleteTrial(request->trial_id(), [answer](absl::StatusOr<uint64_t> position) {
    if (!position.ok()) return answer->Answer(position.status());
    v1::DeleteTrialResponse deleted;
    deleted.set_position(*position);
    answer->Answer(std::move(deleted));
  });
  return answer->reactor();
}

grpc::ServerUnaryReactor* IngestService::ListDeadLetters(grpc::CallbackServerContext* context,
                                                         const v1::ListDeadLettersRequest* request,
                                                         v1::ListDeadLettersResponse* response) {
  return pool_.Run(context, [this, request, response]() -> absl::Status {
    ASSIGN_OR_RETURN(*response, trialdex::ListDeadLetters(context_->log, *request));
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* IngestService::GetDeadLetter(grpc::CallbackServerContext* context,
                                                       const v1::GetDeadLetterRequest* request,
                                                       v1::GetDeadLetterResponse* response) {
  return pool_.Run(context, [this, request, response]() -> absl::Status {
    ASSIGN_OR_RETURN(*response->mutable_dead_letter(), context_->log.GetDeadLetter(request->id()));
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* IngestService::RetryDeadLetter(grpc::CallbackServerContext*,
                                                         const v1::RetryDeadLetterRequest* request,
                                                         v1::RetryDeadLetterResponse* response) {
  const auto answer = UnaryAnswer<v1::RetryDeadLetterResponse>::Make(response);
  context_->intake.RetryDeadLetter(
      request->id(), [context = context_, answer](absl::StatusOr<v1::RecordResult> result) {
        if (!result.ok()) return answer->Answer(result.status());
        context->metrics.CountResult(*result);
        v1::RetryDeadLetterResponse retried;
        *retried.mutable_result() = *std::move(result);
        answer->Answer(std::move(retried));
      });
  return answer->reactor();
}

grpc::ServerUnaryReactor* IngestService::DeleteDeadLetter(
    grpc::CallbackServerContext*, const v1::DeleteDeadLetterRequest* request,
    v1::DeleteDeadLetterResponse* response) {
  const auto answer = UnaryAnswer<v1::DeleteDeadLetterResponse>::Make(response);
  context_->intake.DeleteDeadLetter(request->id(), [answer](const absl::Status& status) {
    if (!status.ok()) return answer->Answer(status);
    answer->Answer(v1::DeleteDeadLetterResponse());
  });
  return answer->reactor();
}

grpc::ServerUnaryReactor* IngestService::DeleteConsumer(grpc::CallbackServerContext* context,
                                                        const v1::DeleteConsumerRequest* request,
                                                        v1::DeleteConsumerResponse*) {
  return pool_.Run(
      context, [this, request] { return context_->log.consumers().Delete(request->consumer()); });
}

grpc::ServerUnaryReactor* IngestService::GetIngestStatus(grpc::CallbackServerContext* context,
                                                         const v1::GetIngestStatusRequest*,
                                                         v1::GetIngestStatusResponse* response) {
  return pool_.Run(context, [this, response] { return GetStatus(context_->log, *response); });
}

grpc::ServerUnaryReactor* IngestService::ListUnknownFields(
    grpc::CallbackServerContext* context, const v1::ListUnknownFieldsRequest* request,
    v1::ListUnknownFieldsResponse* response) {
  return pool_.Run(context, [this, request, response]() -> absl::Status {
    ASSIGN_OR_RETURN(*response, trialdex::ListUnknownFields(context_->log, *request));
    return absl::OkStatus();
  });
}

}  // namespace trialdex
