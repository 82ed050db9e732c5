// Threads for the work of unary calls, and the limit of how many calls may wait.
#ifndef TRIALDEX_LIBS_RPC_UNARY_POOL_H_
#define TRIALDEX_LIBS_RPC_UNARY_POOL_H_

#include <deque>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

namespace trialdex {

struct UnaryPoolOptions {
  // Work in progress at once.
  int threads = 4;
  // Calls that may wait for a thread; the next one is refused. Waiting longer
  // than a caller's patience is worse than being told to come back.
  size_t max_waiting = 256;
  // What refused callers are told to wait.
  absl::Duration retry_delay = absl::Milliseconds(200);
};

// Answers unary calls of the callback API on threads of its own, so that work
// that blocks never holds up gRPC's few threads. Thread-safe.
class UnaryPool {
 public:
  explicit UnaryPool(const UnaryPoolOptions& options = {});
  // Finishes what is waiting and joins the threads.
  ~UnaryPool();
  UnaryPool(const UnaryPool&) = delete;
  UnaryPool& operator=(const UnaryPool&) = delete;

  // Runs `work` and answers the call of `context` with its status; to be
  // returned from the handler:
  //
  //   return pool_.Run(context, [=, this] { return Search(*request, *response); });
  //
  // Calls that were cancelled, or whose deadline passed while they waited, are
  // answered CANCELLED without work. RESOURCE_EXHAUSTED, reason TOO_MANY_CALLS,
  // with RetryInfo if `max_waiting` calls are waiting already.
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                std::function<absl::Status()> work);

 private:
  struct Call {
    grpc::CallbackServerContext* context;
    grpc::ServerUnaryReactor* reactor;
    std::function<absl::Status()> work;
  };

  void Work();

  const UnaryPoolOptions options_;
  absl::Mutex mutex_;
  std::deque<Call> waiting_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_UNARY_POOL_H_
