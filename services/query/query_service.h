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
#include "libs/rpc/unary_answer.h"
#include "libs/rpc/work_lane.h"
#include "libs/search/search_engine.h"
#include "services/query/search_stream.h"
#include "trialdex/v1/query_service.grpc.pb.h"

namespace trialdex {

struct QueryServiceOptions {
  // Searches, and what takes about as long. More threads than processors only make each of
  // them slower.
  WorkLaneOptions searches{.threads = 2, .max_wait = absl::Milliseconds(100)};
  // Calls that look something up: short, so that they do not wait behind searches.
  WorkLaneOptions lookups{.threads = 2, .max_wait = absl::Milliseconds(100)};
  // Threads for streams of all hits, so that those never take more of the machine.
  int stream_threads = 1;
  // Streams open at once. Each keeps its commit's files on disk as long as its reader reads.
  size_t max_streams = 16;
  // Calls that may wait for a position; they hold memory, but no thread.
  int max_position_waits = 1024;
};

// The methods whose answers are put together from stored bytes, so that gRPC does not serialise
// them again; what is sent is the same.
using SerializedQueryMethods = v1::QueryService::WithRawCallbackMethod_SearchTrials<
    v1::QueryService::WithRawCallbackMethod_GetTrial<
        v1::QueryService::WithRawCallbackMethod_BatchGetTrials<
            v1::QueryService::WithRawCallbackMethod_StreamSearch<
                v1::QueryService::CallbackService>>>>;

// Waits for what a call asks for without holding a thread, then answers it in a lane. Calls
// that look at nothing but memory are answered at once, however busy the lanes are. Decides
// nothing about trials.
class QueryService final : public SerializedQueryMethods {
 public:
  // `engine` must outlive the service.
  QueryService(SearchEngine& engine, const QueryServiceOptions& options);
  // Waits for calls in flight. The source's waiting must have been stopped.
  ~QueryService() override;

  // Takes no more streams and ends those that are open, for a service that stops.
  void EndStreams();

  grpc::ServerUnaryReactor* SearchTrials(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ExplainTrial(grpc::CallbackServerContext* context,
                                         const v1::ExplainTrialRequest* request,
                                         v1::ExplainTrialResponse* response) override;
  grpc::ServerWriteReactor<grpc::ByteBuffer>* StreamSearch(
      grpc::CallbackServerContext* context, const grpc::ByteBuffer* request) override;
  grpc::ServerUnaryReactor* GetTrial(grpc::CallbackServerContext* context,
                                     const grpc::ByteBuffer* request,
                                     grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* BatchGetTrials(grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
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
  // Gives `answer` what `work(request)` returns, worked out in `lane` once the index stands where
  // the request wants it, which `deadline` is the latest for.
  template <typename Request, typename Answered, typename Work>
  void AnswerWhenReady(WorkLane& lane, absl::Time deadline, std::shared_ptr<const Request> request,
                       std::shared_ptr<UnaryAnswer<Answered>> answer, Work work);
  // For a method of messages.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* AnswerMessage(WorkLane& lane, grpc::CallbackServerContext* context,
                                          const Request& request, Response* response,
                                          absl::StatusOr<Response> (*work)(SearchEngine&,
                                                                           const Request&));
  // For a method of bytes.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* AnswerSerialized(
      WorkLane& lane, grpc::CallbackServerContext* context, const grpc::ByteBuffer& request,
      grpc::ByteBuffer* response,
      absl::StatusOr<Serialized<Response>> (*work)(SearchEngine&, const Request&));

  // False if there are too many calls that wait for a position.
  bool BeginWait();
  void EndWait();

  SearchEngine& engine_;
  const QueryServiceOptions options_;
  absl::Mutex mutex_;
  int waits_ ABSL_GUARDED_BY(mutex_) = 0;
  SearchStreamContext stream_context_;
  // The last, so that the first to go: what they still run needs the others.
  Executor stream_executor_;
  WorkLane searches_;
  WorkLane lookups_;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_QUERY_QUERY_SERVICE_H_
