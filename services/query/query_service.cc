#include "services/query/query_service.h"

#include <utility>

#include "libs/base/version.h"
#include "libs/rpc/lane_answer.h"
#include "libs/rpc/unary_answer.h"

namespace trialdex {
namespace {

// What a call is told that finds too many others waiting for a position: commits come several
// times a second.
constexpr absl::Duration kPositionRetryDelay = absl::Milliseconds(200);

// The message that says where the index has to stand.
template <typename Request>
const Request& IndexWanted(const Request& request) {
  return request;
}
const v1::SearchTrialsRequest& IndexWanted(const v1::ExplainTrialRequest& request) {
  return request.search();
}

}  // namespace

QueryService::QueryService(SearchEngine& engine, const QueryServiceOptions& options)
    : engine_(engine),
      options_(options),
      stream_context_(engine, options.max_streams, stream_executor_),
      stream_executor_(options.stream_threads),
      searches_(options.searches),
      lookups_(options.lookups) {}

QueryService::~QueryService() {
  absl::MutexLock lock(&mutex_);
  mutex_.Await(absl::Condition(
      +[](int* waits) { return *waits == 0; }, &waits_));
}

bool QueryService::BeginWait() {
  absl::MutexLock lock(&mutex_);
  if (waits_ >= options_.max_position_waits) return false;
  ++waits_;
  return true;
}

void QueryService::EndWait() {
  absl::MutexLock lock(&mutex_);
  --waits_;
}

template <typename Request, typename Response>
grpc::ServerUnaryReactor* QueryService::AnswerWhenReady(
    WorkLane& lane, grpc::CallbackServerContext* context, const Request& request,
    Response* response,
    absl::StatusOr<Response> (*work)(SearchEngine& engine, const Request& request)) {
  const auto answer = UnaryAnswer<Response>::Make(response);
  // A call that is cancelled while it waits or is worked on frees gRPC's message.
  const auto own_request = std::make_shared<const Request>(request);
  grpc::ServerUnaryReactor* const reactor = answer->reactor();
  const auto& wanted = IndexWanted(request);
  const bool waits = wanted.min_position() > 0;
  if (waits && !BeginWait()) {
    answer->Answer(TooManyCallsError(kPositionRetryDelay));
    return reactor;
  }
  const auto begin = [this, &lane, answer, own_request, work, waits](const absl::Status& ready) {
    if (ready.ok()) {
      AnswerInLane(lane, answer, [this, own_request, work] { return work(engine_, *own_request); });
    } else {
      answer->Answer(ready);
    }
    if (waits) EndWait();
  };
  engine_.WhenReady(wanted.min_position(), wanted.log_id(), absl::FromChrono(context->deadline()),
                    begin);
  return reactor;
}

grpc::ServerUnaryReactor* QueryService::SearchTrials(grpc::CallbackServerContext* context,
                                                     const v1::SearchTrialsRequest* request,
                                                     v1::SearchTrialsResponse* response) {
  return AnswerWhenReady<v1::SearchTrialsRequest, v1::SearchTrialsResponse>(
      searches_, context, *request, response,
      [](SearchEngine& engine, const v1::SearchTrialsRequest& own) { return engine.Search(own); });
}

grpc::ServerUnaryReactor* QueryService::ExplainTrial(grpc::CallbackServerContext* context,
                                                     const v1::ExplainTrialRequest* request,
                                                     v1::ExplainTrialResponse* response) {
  return AnswerWhenReady<v1::ExplainTrialRequest, v1::ExplainTrialResponse>(
      searches_, context, *request, response,
      [](SearchEngine& engine, const v1::ExplainTrialRequest& own) { return engine.Explain(own); });
}

grpc::ServerWriteReactor<v1::StreamSearchResponse>* QueryService::StreamSearch(
    grpc::CallbackServerContext* context, const v1::StreamSearchRequest* request) {
  const auto stream = std::make_shared<SearchStream>(stream_context_, *request);
  if (const absl::Status status = stream_context_.streams.Add(stream); !status.ok()) {
    return new RefusedWrites<v1::StreamSearchResponse>(status);
  }
  stream->Start(absl::FromChrono(context->deadline()));
  return stream.get();
}

void QueryService::EndStreams() {
  stream_context_.streams.Close();
  for (const auto& stream : stream_context_.streams.List()) {
    stream->End(OpenStreams<SearchStream>::DrainingError());
  }
}

grpc::ServerUnaryReactor* QueryService::GetTrial(grpc::CallbackServerContext* context,
                                                 const v1::GetTrialRequest* request,
                                                 v1::GetTrialResponse* response) {
  return AnswerWhenReady<v1::GetTrialRequest, v1::GetTrialResponse>(
      lookups_, context, *request, response,
      [](SearchEngine& engine, const v1::GetTrialRequest& own) { return engine.Get(own); });
}

grpc::ServerUnaryReactor* QueryService::BatchGetTrials(grpc::CallbackServerContext* context,
                                                       const v1::BatchGetTrialsRequest* request,
                                                       v1::BatchGetTrialsResponse* response) {
  return AnswerWhenReady<v1::BatchGetTrialsRequest, v1::BatchGetTrialsResponse>(
      searches_, context, *request, response,
      [](SearchEngine& engine, const v1::BatchGetTrialsRequest& own) {
        return engine.BatchGet(own);
      });
}

grpc::ServerUnaryReactor* QueryService::GetFieldStatistics(
    grpc::CallbackServerContext* context, const v1::GetFieldStatisticsRequest* request,
    v1::GetFieldStatisticsResponse* response) {
  return AnswerWhenReady<v1::GetFieldStatisticsRequest, v1::GetFieldStatisticsResponse>(
      searches_, context, *request, response,
      [](SearchEngine& engine, const v1::GetFieldStatisticsRequest& own) {
        return engine.FieldStatistics(own);
      });
}

grpc::ServerUnaryReactor* QueryService::MatchTrials(grpc::CallbackServerContext* context,
                                                    const v1::MatchTrialsRequest* request,
                                                    v1::MatchTrialsResponse* response) {
  return AnswerWhenReady<v1::MatchTrialsRequest, v1::MatchTrialsResponse>(
      searches_, context, *request, response,
      [](SearchEngine& engine, const v1::MatchTrialsRequest& own) { return engine.Match(own); });
}

grpc::ServerUnaryReactor* QueryService::ValidateQuery(grpc::CallbackServerContext*,
                                                      const v1::ValidateQueryRequest* request,
                                                      v1::ValidateQueryResponse* response) {
  // Parsing takes less than handing it on.
  const auto answer = UnaryAnswer<v1::ValidateQueryResponse>::Make(response);
  answer->Answer(engine_.Validate(*request));
  return answer->reactor();
}

grpc::ServerUnaryReactor* QueryService::FindRelatedTrials(
    grpc::CallbackServerContext* context, const v1::FindRelatedTrialsRequest* request,
    v1::FindRelatedTrialsResponse* response) {
  return AnswerWhenReady<v1::FindRelatedTrialsRequest, v1::FindRelatedTrialsResponse>(
      searches_, context, *request, response,
      [](SearchEngine& engine, const v1::FindRelatedTrialsRequest& own) {
        return engine.FindRelated(own);
      });
}

grpc::ServerUnaryReactor* QueryService::Suggest(grpc::CallbackServerContext* context,
                                                const v1::SuggestRequest* request,
                                                v1::SuggestResponse* response) {
  return AnswerWhenReady<v1::SuggestRequest, v1::SuggestResponse>(
      lookups_, context, *request, response,
      [](SearchEngine& engine, const v1::SuggestRequest& own) { return engine.Suggest(own); });
}

grpc::ServerUnaryReactor* QueryService::GetQueryStatus(grpc::CallbackServerContext*,
                                                       const v1::GetQueryStatusRequest*,
                                                       v1::GetQueryStatusResponse* response) {
  // Looks at nothing but memory: answered at once, also when everything is busy.
  const auto answer = UnaryAnswer<v1::GetQueryStatusResponse>::Make(response);
  auto status = engine_.Status();
  if (status.ok()) status->set_version(std::string(ProgramVersion()));
  answer->Answer(std::move(status));
  return answer->reactor();
}

}  // namespace trialdex
