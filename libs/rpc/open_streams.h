// The streams of a service that are open, so that it can count, reach and end them.
#ifndef TRIALDEX_LIBS_RPC_OPEN_STREAMS_H_
#define TRIALDEX_LIBS_RPC_OPEN_STREAMS_H_

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "grpcpp/support/server_callback.h"
#include "libs/base/errors.h"
#include "libs/rpc/status.h"

namespace trialdex {

// Holds each stream from Add to Remove. Thread-safe.
template <typename Stream>
class OpenStreams {
 public:
  explicit OpenStreams(size_t max_streams) : max_streams_(max_streams) {}

  // UNAVAILABLE after Close. RESOURCE_EXHAUSTED, reason TOO_MANY_STREAMS, with
  // RetryInfo, if there are `max_streams` already.
  absl::Status Add(std::shared_ptr<Stream> stream) {
    absl::MutexLock lock(&mutex_);
    if (closed_) return DrainingError();
    if (streams_.size() >= max_streams_) {
      return WithRetryDelay(
          ReasonedError(absl::StatusCode::kResourceExhausted, "TOO_MANY_STREAMS",
                        absl::StrCat(max_streams_, " streams are open, which is the limit")),
          absl::Seconds(1));
    }
    Stream* const key = stream.get();
    streams_.emplace(key, std::move(stream));
    return absl::OkStatus();
  }

  void Remove(Stream* stream) {
    // Destroyed after the lock is released.
    std::shared_ptr<Stream> removed;
    absl::MutexLock lock(&mutex_);
    const auto found = streams_.find(stream);
    if (found == streams_.end()) return;
    removed = std::move(found->second);
    streams_.erase(found);
  }

  // Those that are open now.
  std::vector<std::shared_ptr<Stream>> List() const {
    absl::MutexLock lock(&mutex_);
    std::vector<std::shared_ptr<Stream>> list;
    for (const auto& [key, stream] : streams_) list.push_back(stream);
    return list;
  }

  size_t size() const {
    absl::MutexLock lock(&mutex_);
    return streams_.size();
  }

  // Takes no more; those that are open go on.
  void Close() {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
  }

  // What streams are told that a draining service ends or refuses.
  static absl::Status DrainingError() {
    return ReasonedError(absl::StatusCode::kUnavailable, "DRAINING",
                         "the service is shutting down");
  }

 private:
  const size_t max_streams_;
  mutable absl::Mutex mutex_;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::map<Stream*, std::shared_ptr<Stream>> streams_ ABSL_GUARDED_BY(mutex_);
};

// A stream that is over before it began. Deletes itself.
template <typename Request, typename Response>
class RefusedStream final : public grpc::ServerBidiReactor<Request, Response> {
 public:
  explicit RefusedStream(const absl::Status& status) { this->Finish(ToGrpcStatus(status)); }
  void OnDone() override { delete this; }
};

// The same, where the server alone writes.
template <typename Response>
class RefusedWrites final : public grpc::ServerWriteReactor<Response> {
 public:
  explicit RefusedWrites(const absl::Status& status) { this->Finish(ToGrpcStatus(status)); }
  void OnDone() override { delete this; }
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_OPEN_STREAMS_H_
