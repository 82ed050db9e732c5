// One open StreamTrials stream.
#ifndef TRIALDEX_SERVICES_INGEST_FEED_STREAM_H_
#define TRIALDEX_SERVICES_INGEST_FEED_STREAM_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/support/server_callback.h"
#include "libs/log/feed_reader.h"
#include "libs/log/position_waiters.h"
#include "services/ingest/feed_service.h"
#include "trialdex/v1/feed_service.pb.h"

namespace trialdex {

// Sends one response after the other, each read from the log when the one
// before has been written; with nothing to read it waits for the next commit.
// So a stream holds one batch, whatever its reader does, and no thread.
//
// All use of the log's reader happens in Work, which runs on the executor and
// never twice at once. Thread-safe. Held by `context.streams` until the call is
// over, and by callbacks under way.
class FeedStream final
    : public grpc::ServerBidiReactor<v1::StreamTrialsRequest, v1::StreamTrialsResponse>,
      public std::enable_shared_from_this<FeedStream> {
 public:
  // `context` must outlive the stream.
  explicit FeedStream(FeedContext& context) : context_(context) {}

  // Begins; after it was added to `context.streams`.
  void Start();

  // Ends the stream, at once. Only the first end counts.
  void End(const absl::Status& status);

  // Looks whether there is something to send, or whether the reader is fenced.
  void Wake();

  // Name of the consumer; empty before it is known.
  std::string consumer() const;

 private:
  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  absl::Status TakeRequest() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Schedule() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // Does what there is to do, until there is nothing.
  void Work();
  absl::Status OpenReader();
  // Reads the next batch and sends it, or waits for one.
  absl::Status SendNext();
  void WaitForNews();

  FeedContext& context_;
  // Belong to gRPC between Start... and On...Done.
  v1::StreamTrialsRequest request_;
  v1::StreamTrialsResponse response_;
  // For Work only.
  std::unique_ptr<FeedReader> reader_;
  uint64_t sent_position_ = 0;
  bool greeted_ = false;

  mutable absl::Mutex mutex_;
  std::optional<FeedStart> start_ ABSL_GUARDED_BY(mutex_);
  // Newest position reported and not yet stored.
  std::optional<uint64_t> published_ ABSL_GUARDED_BY(mutex_);
  // There may be something to send.
  bool news_ ABSL_GUARDED_BY(mutex_) = true;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  // Work is scheduled or runs.
  bool working_ ABSL_GUARDED_BY(mutex_) = false;
  // Finish has been called; gRPC is asked for nothing any more.
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  // Waits for a commit.
  bool waiting_ ABSL_GUARDED_BY(mutex_) = false;
  PositionWaiters::WaitId wait_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INGEST_FEED_STREAM_H_
