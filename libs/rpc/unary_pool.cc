#include "libs/rpc/unary_pool.h"

#include <utility>

#include "libs/base/errors.h"
#include "libs/rpc/status.h"

namespace trialdex {

UnaryPool::UnaryPool(const UnaryPoolOptions& options) : options_(options) {
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { Work(); });
}

UnaryPool::~UnaryPool() {
  {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
  }
  for (std::thread& thread : threads_) thread.join();
}

grpc::ServerUnaryReactor* UnaryPool::Run(grpc::CallbackServerContext* context,
                                         std::function<absl::Status()> work) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  {
    absl::MutexLock lock(&mutex_);
    if (waiting_.size() < options_.max_waiting) {
      waiting_.push_back({context, reactor, std::move(work)});
      return reactor;
    }
  }
  reactor->Finish(ToGrpcStatus(
      WithRetryDelay(ReasonedError(absl::StatusCode::kResourceExhausted, "TOO_MANY_CALLS",
                                   "too many calls are waiting for an answer"),
                     options_.retry_delay)));
  return reactor;
}

void UnaryPool::Work() {
  const auto ready = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return closed_ || !waiting_.empty();
  };
  while (true) {
    Call call;
    {
      absl::MutexLock lock(&mutex_, absl::Condition(&ready));
      if (waiting_.empty()) return;
      call = std::move(waiting_.front());
      waiting_.pop_front();
    }
    const absl::Status status = call.context->IsCancelled()
                                    ? absl::CancelledError("the caller no longer waits")
                                    : call.work();
    // Whatever `work` holds is gone before the caller hears of its end.
    call.work = nullptr;
    call.reactor->Finish(ToGrpcStatus(status));
  }
}

}  // namespace trialdex
