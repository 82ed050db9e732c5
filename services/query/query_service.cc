#include "services/query/query_service.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/version.h"
#include "libs/rpc/lane_answer.h"
#include "libs/rpc/message_bytes.h"

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

template <typename Request, typename Answered, typename Work>
void QueryService::AnswerWhenReady(WorkLane& lane, absl::Time deadline,
                                   std::shared_ptr<const Request> request,
                                   std::shared_ptr<UnaryAnswer<Answered>> answer, Work work) {
  const auto& wanted = IndexWanted(*request);
  const bool waits = wanted.min_position() > 0;
  if (waits && !BeginWait()) return answer->Answer(TooManyCallsError(kPositionRetryDelay));
  engine_.WhenReady(wanted.min_position(), wanted.log_id(), deadline,
                    [this, &lane, answer, request, work, waits](const absl::Status& ready) {
                      if (ready.ok()) {
                        AnswerInLane(lane, answer, [request, work] { return work(*request); });
                      } else {
                        answer->Answer(ready);
                      }
                      if (waits) EndWait();
                    });
}

template <typename Request, typename Response>
grpc::ServerUnaryReactor* QueryService::AnswerMessage(
    WorkLane& lane, grpc::CallbackServerContext* context, const Request& request,
    Response* response, absl::StatusOr<Response> (*work)(SearchEngine&, const Request&)) {
  const auto answer = UnaryAnswer<Response>::Make(response);
  grpc::ServerUnaryReactor* const reactor = answer->reactor();
  // A call that is cancelled while it waits or is worked on frees gRPC's message.
  AnswerWhenReady(lane, absl::FromChrono(context->deadline()),
                  std::make_shared<const Request>(request), answer,
                  [this, work](const Request& own) { return work(engine_, own); });
  return reactor;
}

template <typename Request, typename Response>
grpc::ServerUnaryReactor* QueryService::AnswerSerialized(
    WorkLane& lane, grpc::CallbackServerContext* context, const grpc::ByteBuffer& request,
    grpc::ByteBuffer* response,
    absl::StatusOr<Serialized<Response>> (*work)(SearchEngine&, const Request&)) {
  const auto answer = UnaryAnswer<grpc::ByteBuffer>::Make(response);
  grpc::ServerUnaryReactor* const reactor = answer->reactor();
  absl::StatusOr<Request> read = FromByteBuffer<Request>(request);
  if (!read.ok()) {
    answer->Answer(read.status());
    return reactor;
  }
  AnswerWhenReady(lane, absl::FromChrono(context->deadline()),
                  std::make_shared<const Request>(*std::move(read)), answer,
                  [this, work](const Request& own) -> absl::StatusOr<grpc::ByteBuffer> {
                    ASSIGN_OR_RETURN(Serialized<Response> worked, work(engine_, own));
                    return ToByteBuffer(std::move(worked.bytes));
                  });
  return reactor;
}

grpc::ServerUnaryReactor* QueryService::SearchTrials(grpc::CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request,
                                                     grpc::ByteBuffer* response) {
  return AnswerSerialized<v1::SearchTrialsRequest, v1::SearchTrialsResponse>(
      searches_, context, *request, response,
      [](SearchEngine& engine, const v1::SearchTrialsRequest& own) {
        return engine.SearchSerialized(own);
      });
}

grpc::ServerUnaryReactor* QueryService::ExplainTrial(grpc::CallbackServerContext* context,
                                                     const v1::ExplainTrialRequest* request,
                                                     v1::ExplainTrialResponse* response) {
  return AnswerMessage<v1::ExplainTrialRequest, v1::ExplainTrialResponse>(
      searches_, context, *request, response,
      [](SearchEngine& engine, const v1::ExplainTrialRequest& own) { return engine.Explain(own); });
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* QueryService::StreamSearch(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request) {
  using Refused = RefusedWrites<grpc::ByteBuffer>;
  absl::StatusOr<v1::StreamSearchRequest> read = FromByteBuffer<v1::StreamSearchRequest>(*request);
  if (!read.ok()) return new Refused(read.status());
  const auto stream = std::make_shared<SearchStream>(stream_context_, *std::move(read));
  if (const absl::Status status = stream_context_.streams.Add(stream); !status.ok()) {
    return new Refused(status);
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
                                                 const grpc::ByteBuffer* request,
                                                 grpc::ByteBuffer* response) {
  return AnswerSerialized<v1::GetTrialRequest, v1::GetTrialResponse>(
      lookups_, context, *request, response,
      [](SearchEngine& engine, const v1::GetTrialRequest& own) {
        return engine.GetSerialized(own);
      });
}

grpc::ServerUnaryReactor* QueryService::BatchGetTrials(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request,
                                                       grpc::ByteBuffer* response) {
  return AnswerSerialized<v1::BatchGetTrialsRequest, v1::BatchGetTrialsResponse>(
      searches_, context, *request, response,
      [](SearchEngine& engine, const v1::BatchGetTrialsRequest& own) {
        return engine.BatchGetSerialized(own);
      });
}

grpc::ServerUnaryReactor* QueryService::GetFieldStatistics(
    grpc::CallbackServerContext* context, const v1::GetFieldStatisticsRequest* request,
    v1::GetFieldStatisticsResponse* response) {
  return AnswerMessage<v1::GetFieldStatisticsRequest, v1::GetFieldStatisticsResponse>(
      searches_, context, *request, response,
      [](SearchEngine& engine, const v1::GetFieldStatisticsRequest& own) {
        return engine.FieldStatistics(own);
      });
}

grpc::ServerUnaryReactor* QueryService::MatchTrials(grpc::CallbackServerContext* context,
                                                    const v1::MatchTrialsRequest* request,
                                                    v1::MatchTrialsResponse* response) {
  return AnswerMessage<v1::MatchTrialsRequest, v1::MatchTrialsResponse>(
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
  return AnswerMessage<v1::FindRelatedTrialsRequest, v1::FindRelatedTrialsResponse>(
      searches_, context, *request, response,
      [](SearchEngine& engine, const v1::FindRelatedTrialsRequest& own) {
        return engine.FindRelated(own);
      });
}

grpc::ServerUnaryReactor* QueryService::Suggest(grpc::CallbackServerContext* context,
                                                const v1::SuggestRequest* request,
                                                v1::SuggestResponse* response) {
  return AnswerMessage<v1::SuggestRequest, v1::SuggestResponse>(
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
