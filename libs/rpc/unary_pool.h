// Threads for the work of unary calls that are answered by the end of their handler.
#ifndef TRIALDEX_LIBS_RPC_UNARY_POOL_H_
#define TRIALDEX_LIBS_RPC_UNARY_POOL_H_

#include <functional>

#include "absl/status/status.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "libs/rpc/work_lane.h"

namespace trialdex {

// Answers unary calls of the callback API in a lane, so that work that blocks never holds up
// gRPC's few threads. Thread-safe.
class UnaryPool {
 public:
  explicit UnaryPool(WorkLaneOptions options = {});

  // Runs `work` and answers the call of `context` with its status; to be
  // returned from the handler:
  //
  //   return pool_.Run(context, [=, this] { return Search(*request, *response); });
  //
  // Calls that were cancelled, or whose deadline passed while they waited, are
  // answered CANCELLED without work. Errors as WorkLane::Add if the lane is full.
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                std::function<absl::Status()> work);

 private:
  WorkLane lane_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_UNARY_POOL_H_
