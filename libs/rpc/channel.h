// Channels to services of this project, from C++.
#ifndef TRIALDEX_LIBS_RPC_CHANNEL_H_
#define TRIALDEX_LIBS_RPC_CHANNEL_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace trialdex {

// An idle connection is asked for a sign of life after the time, and given up
// after the timeout. Both sides do so.
inline constexpr absl::Duration kKeepaliveTime = absl::Seconds(20);
inline constexpr absl::Duration kKeepaliveTimeout = absl::Seconds(10);

struct ChannelOptions {
  // A larger response fails its call. Whole trials with results take megabytes.
  int max_receive_bytes = 64 << 20;
  // A larger request fails its call here instead of at the server.
  int max_send_bytes = 64 << 20;
  // See MakeChannelCredentials; null means plain text.
  std::shared_ptr<grpc::ChannelCredentials> credentials;
};

// What every channel of this project is made with. Deadlines belong to each
// call: the ones of a service config are never used, they run a second short.
grpc::ChannelArguments ClientChannelArguments(const ChannelOptions& options);

// A channel to "host:port". Connects when first used and reconnects by itself,
// within 50 ms to 2 s of the server's return.
std::shared_ptr<grpc::Channel> MakeChannel(const std::string& target,
                                           const ChannelOptions& options = {});

// Waits until `channel` is connected, at most so long. gRPC attends to a
// connection that is being made only while somebody waits for it; left alone
// after a failed call, a channel may need ten seconds to meet a service that is back.
void AwaitConnection(grpc::Channel& channel, absl::Duration at_most);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_CHANNEL_H_
