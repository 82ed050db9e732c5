#include "libs/client/feed_follower.h"

#include <deque>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/client_callback.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"
#include "libs/client/retry.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"
#include "trialdex/v1/feed_service.grpc.pb.h"

namespace trialdex {
namespace {

class FollowingReader final
    : public FeedReader,
      private grpc::ClientBidiReactor<v1::StreamTrialsRequest, v1::StreamTrialsResponse> {
 public:
  FollowingReader(std::shared_ptr<grpc::Channel> channel, const FeedFollowerOptions& options,
                  const FeedStart& start)
      : stub_(v1::FeedService::NewStub(std::move(channel))), options_(options) {
    auto& message = *request_.mutable_start();
    message.set_consumer(start.consumer);
    message.set_after_position(start.after_position);
    message.set_log_id(start.log_id);
    message.set_snapshot_first(start.snapshot_first);
    message.set_packed(start.form == TrialForm::kPacked);
    if (start.after_time != absl::InfinitePast()) {
      *message.mutable_after_create_time() = ToTimestamp(start.after_time);
    }
    stub_->async()->StreamTrials(&context_, this);
    // Read starts reads, too, from outside of the callbacks: the hold keeps the
    // call open for it.
    AddHold();
    StartWrite(&request_);
    StartRead(&incoming_);
    StartCall();
  }

  ~FollowingReader() override {
    context_.TryCancel();
    Release();
    const auto done = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return done_; };
    absl::MutexLock lock(&mutex_, absl::Condition(&done));
  }

  absl::StatusOr<FeedBatch> Read(size_t max_bytes, absl::Duration max_wait) override {
    const auto ready = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
      return !queue_.empty() || broken_;
    };
    {
      absl::MutexLock lock(&mutex_);
      if (!mutex_.AwaitWithTimeout(absl::Condition(&ready), max_wait)) {
        return FeedBatch{.log_id = log_id_, .last_position = last_position_};
      }
      if (!queue_.empty()) return TakeLocked(max_bytes);
    }
    return WaitForEnd();
  }

  absl::Status Publish(uint64_t position) override {
    absl::MutexLock lock(&mutex_);
    if (broken_) return absl::UnavailableError("the feed is broken; read on to learn why");
    to_publish_ = position;
    PublishLocked();
    return absl::OkStatus();
  }

 private:
  struct Waiting {
    v1::StreamTrialsResponse response;
    size_t bytes;
  };

  void OnWriteDone(bool ok) override {
    absl::MutexLock lock(&mutex_);
    writing_ = false;
    if (ok) PublishLocked();
  }

  void OnReadDone(bool ok) override {
    absl::MutexLock lock(&mutex_);
    reading_ = false;
    if (!ok) {
      broken_ = true;
      return;
    }
    const size_t bytes = incoming_.ByteSizeLong();
    queued_bytes_ += bytes;
    // At once: whoever reads slowly wants to know how far behind it is.
    last_position_ = incoming_.last_position();
    queue_.push_back({std::move(incoming_), bytes});
    incoming_ = {};
    ReadOn();
  }

  void OnDone(const grpc::Status& status) override {
    absl::MutexLock lock(&mutex_);
    broken_ = true;
    end_ = FromGrpcStatus(status);
    done_ = true;
  }

  void ReadOn() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (broken_ || reading_ || queued_bytes_ >= options_.prefetch_bytes) return;
    reading_ = true;
    StartRead(&incoming_);
  }

  // Sends the newest position; those in between are of no interest to anybody.
  void PublishLocked() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (writing_ || broken_ || !to_publish_.has_value()) return;
    writing_ = true;
    request_.Clear();
    request_.set_published_position(*to_publish_);
    to_publish_.reset();
    StartWrite(&request_);
  }

  FeedBatch TakeLocked(size_t max_bytes) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    FeedBatch batch;
    size_t bytes = 0;
    do {
      Waiting& front = queue_.front();
      bytes += front.bytes;
      queued_bytes_ -= front.bytes;
      std::move(front.response.mutable_entries()->begin(), front.response.mutable_entries()->end(),
                std::back_inserter(batch.entries));
      log_id_ = front.response.log_id();
      batch.snapshot_position = front.response.snapshot_position();
      if (front.response.has_snapshot_create_time()) {
        batch.snapshot_time = FromTimestamp(front.response.snapshot_create_time());
      }
      queue_.pop_front();
    } while (!queue_.empty() && batch.snapshot_position == 0 &&
             bytes + queue_.front().bytes <= max_bytes);
    batch.log_id = log_id_;
    batch.last_position = last_position_;
    ReadOn();
    return batch;
  }

  // Why the call ended; it has, or is about to.
  absl::Status WaitForEnd() {
    Release();
    const auto done = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return done_; };
    absl::MutexLock lock(&mutex_, absl::Condition(&done));
    if (end_.ok()) return absl::UnavailableError("the feed was ended by the service");
    return IsTransient(end_) ? absl::UnavailableError(end_.message()) : end_;
  }

  // Lets the call end once its reads and writes have.
  void Release() {
    if (!std::exchange(released_, true)) RemoveHold();
  }

  const std::unique_ptr<v1::FeedService::Stub> stub_;
  const FeedFollowerOptions options_;
  grpc::ClientContext context_;
  v1::StreamTrialsRequest request_;
  v1::StreamTrialsResponse incoming_;
  bool released_ = false;

  absl::Mutex mutex_;
  std::deque<Waiting> queue_ ABSL_GUARDED_BY(mutex_);
  size_t queued_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::string log_id_ ABSL_GUARDED_BY(mutex_);
  uint64_t last_position_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<uint64_t> to_publish_ ABSL_GUARDED_BY(mutex_);
  bool reading_ ABSL_GUARDED_BY(mutex_) = true;
  bool writing_ ABSL_GUARDED_BY(mutex_) = true;
  // No more will arrive.
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status end_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

absl::StatusOr<std::unique_ptr<FeedReader>> FeedFollower::Open(const FeedStart& start) {
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel, connect_());
  AwaitConnection(*channel, kConnectionWait);
  return std::make_unique<FollowingReader>(channel, options_, start);
}

}  // namespace trialdex
