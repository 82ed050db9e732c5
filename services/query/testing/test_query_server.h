// The query service behind a server in this process, for tests.
#ifndef TRIALDEX_SERVICES_QUERY_TESTING_TEST_QUERY_SERVER_H_
#define TRIALDEX_SERVICES_QUERY_TESTING_TEST_QUERY_SERVER_H_

#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "services/query/query_service.h"

namespace trialdex {

// The waiting of the engine's source must have been stopped before it goes if calls wait for a
// position. Thread-safe.
class TestQueryServer {
 public:
  // `engine` must outlive the server.
  explicit TestQueryServer(SearchEngine& engine, const QueryServiceOptions& options = {})
      : service_(engine, options), server_(RpcServer::Start({}, {&service_}).value()) {}
  ~TestQueryServer() { service_.EndStreams(); }

  v1::QueryService::Stub& stub() { return *stub_; }
  QueryService& service() { return service_; }
  std::shared_ptr<grpc::Channel> channel() { return server_->InProcessChannel(); }

  // One call of SearchTrials, with `patience` as its time limit.
  absl::StatusOr<v1::SearchTrialsResponse> Search(const v1::SearchTrialsRequest& request,
                                                  absl::Duration patience = absl::Seconds(30)) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + patience));
    v1::SearchTrialsResponse response;
    const absl::Status status = FromGrpcStatus(stub_->SearchTrials(&context, request, &response));
    if (!status.ok()) return status;
    return response;
  }

 private:
  QueryService service_;
  const std::unique_ptr<RpcServer> server_;
  const std::unique_ptr<v1::QueryService::Stub> stub_ = v1::QueryService::NewStub(channel());
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_QUERY_TESTING_TEST_QUERY_SERVER_H_
