#include "libs/rpc/channel.h"

#include "absl/time/clock.h"
#include "grpcpp/create_channel.h"

namespace trialdex {

grpc::ChannelArguments ClientChannelArguments(const ChannelOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(options.max_receive_bytes);
  arguments.SetMaxSendMessageSize(options.max_send_bytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS,
                   static_cast<int>(absl::ToInt64Milliseconds(kKeepaliveTime)));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                   static_cast<int>(absl::ToInt64Milliseconds(kKeepaliveTimeout)));
  // A restarted service should be met again soon; the default goes up to 120 s.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2000);
  arguments.SetInt(GRPC_ARG_SERVICE_CONFIG_DISABLE_RESOLUTION, 1);
  // The services stand next to each other: a proxy meant for the internet is in the way.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return arguments;
}

std::shared_ptr<grpc::Channel> MakeChannel(const std::string& target,
                                           const ChannelOptions& options) {
  const auto credentials =
      options.credentials == nullptr ? grpc::InsecureChannelCredentials() : options.credentials;
  return grpc::CreateCustomChannel(target, credentials, ClientChannelArguments(options));
}

void AwaitConnection(grpc::Channel& channel, absl::Duration at_most) {
  // A channel inside the process says SHUTDOWN: it has no connection to wait for.
  const grpc_connectivity_state state = channel.GetState(/*try_to_connect=*/true);
  if (state == GRPC_CHANNEL_READY || state == GRPC_CHANNEL_SHUTDOWN) return;
  channel.WaitForConnected(absl::ToChronoTime(absl::Now() + at_most));
}

}  // namespace trialdex
