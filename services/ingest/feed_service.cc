#include "services/ingest/feed_service.h"

#include "services/ingest/feed_stream.h"

namespace trialdex {

void FeedContext::CheckOthers(const FeedStream& newest) {
  const std::string consumer = newest.consumer();
  for (const auto& stream : streams.List()) {
    if (stream.get() != &newest && stream->consumer() == consumer) stream->Wake();
  }
}

void FeedService::Drain() {
  context_.streams.Close();
  for (const auto& stream : context_.streams.List()) {
    stream->End(OpenStreams<FeedStream>::DrainingError());
  }
}

grpc::ServerBidiReactor<v1::StreamTrialsRequest, v1::StreamTrialsResponse>*
FeedService::StreamTrials(grpc::CallbackServerContext*) {
  const auto stream = std::make_shared<FeedStream>(context_);
  if (const absl::Status admitted = context_.streams.Add(stream); !admitted.ok()) {
    return new RefusedStream<v1::StreamTrialsRequest, v1::StreamTrialsResponse>(admitted);
  }
  stream->Start();
  return stream.get();
}

}  // namespace trialdex
