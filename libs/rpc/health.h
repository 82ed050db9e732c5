// Asks a service whether it serves: grpc.health.v1, whose messages come without a C++ client.
#ifndef TRIALDEX_LIBS_RPC_HEALTH_H_
#define TRIALDEX_LIBS_RPC_HEALTH_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"

namespace trialdex {

// OK if the process behind `channel` says SERVING of itself as a whole. UNAVAILABLE if it says
// anything else or does not answer; DEADLINE_EXCEEDED.
absl::Status CheckHealth(const std::shared_ptr<grpc::Channel>& channel, absl::Time deadline);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_HEALTH_H_
