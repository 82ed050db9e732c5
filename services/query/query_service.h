// The gRPC face of the search engine.
#ifndef TRIALDEX_SERVICES_QUERY_QUERY_SERVICE_H_
#define TRIALDEX_SERVICES_QUERY_QUERY_SERVICE_H_

#include <functional>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/executor.h"
#include "libs/search/search_engine.h"
#include "services/query/search_stream.h"
#include "trialdex/v1/query_service.grpc.pb.h"

namespace trialdex {

struct QueryServiceOptions {
  // Searches at work at once. More than processors only makes each of them slower.
  int threads = 4;
  // Calls that may be waiting, for a thread or for a position, or worked on; the
  // next one is refused.
  int max_calls = 256;
  // Streams open at once. Each keeps its commit's files on disk as long as its reader reads.
  size_t max_streams = 16;
  // What refused callers are told to wait.
  absl::Duration retry_delay = absl::Milliseconds(200);
};

// Waits for what a call asks for without holding a thread, then answers it on a
// thread of its own. Decides nothing about trials.
class QueryService final : public v1::QueryService::CallbackService {
 public:
  // `engine` must outlive the service.
  QueryService(SearchEngine& engine, const QueryServiceOptions& options);
  // Waits for calls in flight. The source's waiting must have been stopped.
  ~QueryService() override;

  // Takes no more streams and ends those that are open, for a service that stops.
  void EndStreams();

  grpc::ServerUnaryReactor* SearchTrials(grpc::CallbackServerContext* context,
                                         const v1::SearchTrialsRequest* request,
                                         v1::SearchTrialsResponse* response) override;
  grpc::ServerUnaryReactor* ExplainTrial(grpc::CallbackServerContext* context,
                                         const v1::ExplainTrialRequest* request,
                                         v1::ExplainTrialResponse* response) override;
  grpc::ServerWriteReactor<v1::StreamSearchResponse>* StreamSearch(
      grpc::CallbackServerContext* context, const v1::StreamSearchRequest* request) override;
  grpc::ServerUnaryReactor* GetTrial(grpc::CallbackServerContext* context,
                                     const v1::GetTrialRequest* request,
                                     v1::GetTrialResponse* response) override;
  grpc::ServerUnaryReactor* BatchGetTrials(grpc::CallbackServerContext* context,
                                           const v1::BatchGetTrialsRequest* request,
                                           v1::BatchGetTrialsResponse* response) override;
  grpc::ServerUnaryReactor* GetFieldStatistics(grpc::CallbackServerContext* context,
                                               const v1::GetFieldStatisticsRequest* request,
                                               v1::GetFieldStatisticsResponse* response) override;
  grpc::ServerUnaryReactor* MatchTrials(grpc::CallbackServerContext* context,
                                        const v1::MatchTrialsRequest* request,
                                        v1::MatchTrialsResponse* response) override;
  grpc::ServerUnaryReactor* ValidateQuery(grpc::CallbackServerContext* context,
                                          const v1::ValidateQueryRequest* request,
                                          v1::ValidateQueryResponse* response) override;
  grpc::ServerUnaryReactor* FindRelatedTrials(grpc::CallbackServerContext* context,
                                              const v1::FindRelatedTrialsRequest* request,
                                              v1::FindRelatedTrialsResponse* response) override;
  grpc::ServerUnaryReactor* Suggest(grpc::CallbackServerContext* context,
                                    const v1::SuggestRequest* request,
                                    v1::SuggestResponse* response) override;
  grpc::ServerUnaryReactor* GetQueryStatus(grpc::CallbackServerContext* context,
                                           const v1::GetQueryStatusRequest* request,
                                           v1::GetQueryStatusResponse* response) override;

 private:
  // Answers with `work(request)` once the index stands where the request wants it.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* AnswerWhenReady(
      grpc::CallbackServerContext* context, const Request& request, Response* response,
      absl::StatusOr<Response> (*work)(SearchEngine& engine, const Request& request));

  // False if there are too many calls.
  bool BeginCall();
  void EndCall();

  SearchEngine& engine_;
  const QueryServiceOptions options_;
  absl::Mutex mutex_;
  int calls_ ABSL_GUARDED_BY(mutex_) = 0;
  SearchStreamContext stream_context_;
  // The last, so that the first to go: what it still runs needs the others.
  Executor executor_;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_QUERY_QUERY_SERVICE_H_
