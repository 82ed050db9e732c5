// trialdex.v1.FeedService over the log of ingest.
#ifndef TRIALDEX_SERVICES_INGEST_FEED_SERVICE_H_
#define TRIALDEX_SERVICES_INGEST_FEED_SERVICE_H_

#include <memory>
#include <string>

#include "libs/base/executor.h"
#include "libs/log/log_feed.h"
#include "libs/log/trial_log.h"
#include "libs/rpc/open_streams.h"
#include "trialdex/v1/feed_service.grpc.pb.h"

namespace trialdex {

class FeedStream;

struct FeedServiceOptions {
  // Bytes of entries in one response: large enough to be cheap, small enough
  // that a reader begins to work soon.
  size_t batch_bytes = size_t{1} << 20;
  // Streams open at once.
  size_t max_streams = 64;
  // Threads that read the log for all streams. Streams that have nothing to read
  // take none.
  int reader_threads = 2;
};

// What the streams of one feed service share.
struct FeedContext {
  FeedContext(TrialLog& the_log, const FeedServiceOptions& the_options)
      : log(the_log),
        options(the_options),
        feed(the_log),
        streams(options.max_streams),
        executor(options.reader_threads) {}

  // Streams of the same consumer learn that they may have been fenced.
  void CheckOthers(const FeedStream& newest);

  TrialLog& log;
  const FeedServiceOptions options;
  LogFeed feed;
  OpenStreams<FeedStream> streams;
  // Last: its threads use the rest.
  Executor executor;
};

// Sends synced entries to whoever follows, takes in their published positions. Thread-safe.
class FeedService final : public v1::FeedService::CallbackService {
 public:
  // `log` must outlive the service.
  explicit FeedService(TrialLog& log, const FeedServiceOptions& options = {})
      : context_(log, options) {}

  // Ends all streams with UNAVAILABLE and refuses new ones. They would go on for
  // ever otherwise: call before the server is shut down.
  void Drain();

  grpc::ServerBidiReactor<v1::StreamTrialsRequest, v1::StreamTrialsResponse>* StreamTrials(
      grpc::CallbackServerContext* context) override;

  // Streams open now.
  size_t open_streams() const { return context_.streams.size(); }

 private:
  FeedContext context_;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INGEST_FEED_SERVICE_H_
