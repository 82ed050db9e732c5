#include "libs/rpc/unary_pool.h"

#include <utility>

#include "libs/base/errors.h"
#include "libs/rpc/status.h"

namespace trialdex {

UnaryPool::UnaryPool(const UnaryPoolOptions& options)
    : options_(options), executor_(options.threads) {}

grpc::ServerUnaryReactor* UnaryPool::Run(grpc::CallbackServerContext* context,
                                         std::function<absl::Status()> work) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  if (calls_.fetch_add(1) >= options_.max_calls) {
    calls_.fetch_sub(1);
    reactor->Finish(ToGrpcStatus(TooManyCallsError(options_.retry_delay)));
    return reactor;
  }
  executor_.Run([this, context, reactor, work = std::move(work)]() mutable {
    const absl::Status status =
        context->IsCancelled() ? absl::CancelledError("the caller no longer waits") : work();
    // Whatever `work` holds is gone before the caller hears of its end.
    work = nullptr;
    calls_.fetch_sub(1);
    reactor->Finish(ToGrpcStatus(status));
  });
  return reactor;
}

absl::Status TooManyCallsError(absl::Duration retry_delay) {
  return WithRetryDelay(ReasonedError(absl::StatusCode::kResourceExhausted, "TOO_MANY_CALLS",
                                      "too many calls are waiting for an answer"),
                        retry_delay);
}

}  // namespace trialdex
