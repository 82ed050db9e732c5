#include "libs/rpc/unary_pool.h"

#include <utility>

#include "libs/rpc/status.h"

namespace trialdex {

UnaryPool::UnaryPool(WorkLaneOptions options) : lane_(std::move(options)) {}

grpc::ServerUnaryReactor* UnaryPool::Run(grpc::CallbackServerContext* context,
                                         std::function<absl::Status()> work) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  const auto ticket = lane_.Add([context, reactor, work = std::move(work)]() mutable {
    const absl::Status status =
        context->IsCancelled() ? absl::CancelledError("the caller no longer waits") : work();
    // Whatever `work` holds is gone before the caller hears of its end.
    work = nullptr;
    reactor->Finish(ToGrpcStatus(status));
  });
  if (!ticket.ok()) reactor->Finish(ToGrpcStatus(ticket.status()));
  return reactor;
}

}  // namespace trialdex
