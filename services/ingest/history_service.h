// trialdex.v1.HistoryService over the log of ingest.
#ifndef TRIALDEX_SERVICES_INGEST_HISTORY_SERVICE_H_
#define TRIALDEX_SERVICES_INGEST_HISTORY_SERVICE_H_

#include "libs/log/trial_log.h"
#include "libs/rpc/unary_pool.h"
#include "trialdex/v1/history_service.grpc.pb.h"

namespace trialdex {

// Reads what is synced; never waits for writers. Thread-safe.
class HistoryService final : public v1::HistoryService::CallbackService {
 public:
  // Both must outlive the service.
  HistoryService(const TrialLog& log, UnaryPool& pool) : log_(log), pool_(pool) {}

  grpc::ServerUnaryReactor* ListTrialVersions(grpc::CallbackServerContext* context,
                                              const v1::ListTrialVersionsRequest* request,
                                              v1::ListTrialVersionsResponse* response) override;
  grpc::ServerUnaryReactor* GetTrialVersion(grpc::CallbackServerContext* context,
                                            const v1::GetTrialVersionRequest* request,
                                            v1::GetTrialVersionResponse* response) override;

 private:
  const TrialLog& log_;
  UnaryPool& pool_;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INGEST_HISTORY_SERVICE_H_
