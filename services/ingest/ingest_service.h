// trialdex.v1.IngestService over an Intake and its log.
#ifndef TRIALDEX_SERVICES_INGEST_INGEST_SERVICE_H_
#define TRIALDEX_SERVICES_INGEST_INGEST_SERVICE_H_

#include <memory>

#include "libs/intake/intake.h"
#include "libs/log/trial_log.h"
#include "libs/rpc/unary_pool.h"
#include "services/ingest/ingest_metrics.h"
#include "services/ingest/submit_context.h"
#include "trialdex/v1/ingest_service.grpc.pb.h"

namespace trialdex {

// Checks the shape of requests, keeps streams within their bounds, converts the
// answers. Makes no decision about trials. Thread-safe.
class IngestService final : public v1::IngestService::CallbackService {
 public:
  // All must outlive the service; `intake` must be destroyed before it is safe
  // to destroy `log` and `metrics`, because its last answers use them.
  IngestService(Intake& intake, TrialLog& log, UnaryPool& pool, IngestMetrics& metrics,
                const IngestServiceOptions& options = {});

  // Ends all submit streams: each answers what is under way and then says
  // UNAVAILABLE. New ones are refused. Call before the server is shut down.
  void Drain();

  grpc::ServerBidiReactor<v1::SubmitRecordsRequest, v1::SubmitRecordsResponse>* SubmitRecords(
      grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* SubmitRecord(grpc::CallbackServerContext* context,
                                         const v1::SubmitRecordRequest* request,
                                         v1::SubmitRecordResponse* response) override;
  grpc::ServerUnaryReactor* GetStream(grpc::CallbackServerContext* context,
                                      const v1::GetStreamRequest* request,
                                      v1::GetStreamResponse* response) override;
  grpc::ServerUnaryReactor* DeleteTrial(grpc::CallbackServerContext* context,
                                        const v1::DeleteTrialRequest* request,
                                        v1::DeleteTrialResponse* response) override;
  grpc::ServerUnaryReactor* ListDeadLetters(grpc::CallbackServerContext* context,
                                            const v1::ListDeadLettersRequest* request,
                                            v1::ListDeadLettersResponse* response) override;
  grpc::ServerUnaryReactor* GetDeadLetter(grpc::CallbackServerContext* context,
                                          const v1::GetDeadLetterRequest* request,
                                          v1::GetDeadLetterResponse* response) override;
  grpc::ServerUnaryReactor* RetryDeadLetter(grpc::CallbackServerContext* context,
                                            const v1::RetryDeadLetterRequest* request,
                                            v1::RetryDeadLetterResponse* response) override;
  grpc::ServerUnaryReactor* DeleteDeadLetter(grpc::CallbackServerContext* context,
                                             const v1::DeleteDeadLetterRequest* request,
                                             v1::DeleteDeadLetterResponse* response) override;
  grpc::ServerUnaryReactor* DeleteConsumer(grpc::CallbackServerContext* context,
                                           const v1::DeleteConsumerRequest* request,
                                           v1::DeleteConsumerResponse* response) override;
  grpc::ServerUnaryReactor* GetIngestStatus(grpc::CallbackServerContext* context,
                                            const v1::GetIngestStatusRequest* request,
                                            v1::GetIngestStatusResponse* response) override;
  grpc::ServerUnaryReactor* ListUnknownFields(grpc::CallbackServerContext* context,
                                              const v1::ListUnknownFieldsRequest* request,
                                              v1::ListUnknownFieldsResponse* response) override;

  // Submit streams open now.
  size_t open_streams() const { return context_->streams.size(); }

 private:
  const std::shared_ptr<SubmitContext> context_;
  UnaryPool& pool_;
  const std::shared_ptr<void> shown_streams_;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INGEST_INGEST_SERVICE_H_
