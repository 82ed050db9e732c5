// One open StreamSearch stream.
#ifndef TRIALDEX_SERVICES_QUERY_SEARCH_STREAM_H_
#define TRIALDEX_SERVICES_QUERY_SEARCH_STREAM_H_

#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "libs/base/executor.h"
#include "libs/rpc/open_streams.h"
#include "libs/search/hits/hit_stream.h"
#include "libs/search/search_engine.h"
#include "trialdex/v1/export.pb.h"

namespace trialdex {

class SearchStream;

// What the streams of a service share. The executor goes first: it finishes the work
// of streams that have ended.
struct SearchStreamContext {
  SearchStreamContext(SearchEngine& search_engine, size_t max_streams, Executor& work)
      : engine(search_engine), streams(max_streams), executor(work) {}

  SearchEngine& engine;
  OpenStreams<SearchStream> streams;
  Executor& executor;
};

// Sends one response after the other, each made when the one before has been written: a
// slow reader slows its stream and nobody else. A stream holds one response and no
// thread. Thread-safe. Held by `context.streams` until the call is over, and by
// work under way.
class SearchStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                           public std::enable_shared_from_this<SearchStream> {
 public:
  // `context` must outlive the stream.
  SearchStream(SearchStreamContext& context, v1::StreamSearchRequest request)
      : context_(context), request_(std::move(request)) {}

  // Waits until the index stands where the request wants it, at most until `deadline`,
  // and begins; after it was added to `context.streams`.
  void Start(absl::Time deadline);

  // Ends the stream, at once. Only the first end counts.
  void End(const absl::Status& status);

 private:
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  void Schedule();
  // Makes the next response and sends it. Runs on the executor, never twice at once.
  void Work();
  // False if there is nothing more to send.
  absl::StatusOr<bool> MakeNext();

  SearchStreamContext& context_;
  const v1::StreamSearchRequest request_;
  // For Work only.
  std::unique_ptr<HitStream> hits_;
  // Belongs to gRPC between StartWrite and OnWriteDone.
  grpc::ByteBuffer response_;

  absl::Mutex mutex_;
  // Finish has been called; gRPC is asked for nothing any more.
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_QUERY_SEARCH_STREAM_H_
