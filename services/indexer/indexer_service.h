// The gRPC side of the indexer.
#ifndef TRIALDEX_SERVICES_INDEXER_INDEXER_SERVICE_H_
#define TRIALDEX_SERVICES_INDEXER_INDEXER_SERVICE_H_

#include "libs/base/executor.h"
#include "libs/projection/indexer_state.h"
#include "libs/rpc/unary_pool.h"
#include "trialdex/v1/indexer_service.grpc.pb.h"

namespace trialdex {

// Checks requests and asks the indexer; decides nothing. Calls that wait do so
// on threads of their own. Close the state before the server is shut down: that
// ends them.
class IndexerService final : public v1::IndexerService::CallbackService {
 public:
  // `state` must outlive the service.
  explicit IndexerService(IndexerState& state) : state_(state) {}

  grpc::ServerUnaryReactor* GetIndexerStatus(grpc::CallbackServerContext* context,
                                             const v1::GetIndexerStatusRequest* request,
                                             v1::GetIndexerStatusResponse* response) override;
  grpc::ServerUnaryReactor* FlushIndex(grpc::CallbackServerContext* context,
                                       const v1::FlushIndexRequest* request,
                                       v1::FlushIndexResponse* response) override;
  grpc::ServerWriteReactor<v1::RebuildIndexResponse>* RebuildIndex(
      grpc::CallbackServerContext* context, const v1::RebuildIndexRequest* request) override;
  grpc::ServerUnaryReactor* ListPoisonEntries(grpc::CallbackServerContext* context,
                                              const v1::ListPoisonEntriesRequest* request,
                                              v1::ListPoisonEntriesResponse* response) override;
  grpc::ServerUnaryReactor* RetryPoisonEntry(grpc::CallbackServerContext* context,
                                             const v1::RetryPoisonEntryRequest* request,
                                             v1::RetryPoisonEntryResponse* response) override;

 private:
  IndexerState& state_;
  // Flushes and retries, each of which waits for the driving thread.
  UnaryPool waiting_{{.threads = 8}};
  // One rebuild runs at a time; a stream that was given up lingers for a moment.
  Executor streams_{2};
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INDEXER_INDEXER_SERVICE_H_
