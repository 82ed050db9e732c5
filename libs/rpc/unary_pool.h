// Threads for the work of unary calls, and the limit of how many calls may wait.
#ifndef TRIALDEX_LIBS_RPC_UNARY_POOL_H_
#define TRIALDEX_LIBS_RPC_UNARY_POOL_H_

#include <atomic>
#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "libs/base/executor.h"

namespace trialdex {

struct UnaryPoolOptions {
  // Work in progress at once.
  int threads = 4;
  // Calls that may be waiting or worked on; the next one is refused. Waiting
  // longer than a caller's patience is worse than being told to come back.
  int max_calls = 256;
  // What refused callers are told to wait.
  absl::Duration retry_delay = absl::Milliseconds(200);
};

// Answers unary calls of the callback API on threads of its own, so that work
// that blocks never holds up gRPC's few threads. Thread-safe.
class UnaryPool {
 public:
  explicit UnaryPool(const UnaryPoolOptions& options = {});
  // Finishes what is waiting and joins the threads.
  ~UnaryPool() = default;

  // Runs `work` and answers the call of `context` with its status; to be
  // returned from the handler:
  //
  //   return pool_.Run(context, [=, this] { return Search(*request, *response); });
  //
  // Calls that were cancelled, or whose deadline passed while they waited, are
  // answered CANCELLED without work. RESOURCE_EXHAUSTED, reason TOO_MANY_CALLS,
  // with RetryInfo if there are `max_calls` already.
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                std::function<absl::Status()> work);

 private:
  const UnaryPoolOptions options_;
  std::atomic<int> calls_{0};
  Executor executor_;
};

// What a call is answered that finds too many others before it.
absl::Status TooManyCallsError(absl::Duration retry_delay);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_UNARY_POOL_H_
