#include "libs/rpc/server.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/health_check_service_interface.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/channel.h"

namespace trialdex {
namespace {

std::string WithPort(const std::string& listen, int port) {
  return absl::StrCat(listen.substr(0, listen.rfind(':')), ":", port);
}

// gRPC takes ports modulo 65536.
bool HasPort(const std::string& listen) {
  int port = -1;
  const size_t colon = listen.rfind(':');
  return colon != std::string::npos && absl::SimpleAtoi(listen.substr(colon + 1), &port) &&
         port >= 0 && port <= 65535;
}

absl::Status CannotListen(const std::string& listen) {
  return ReasonedError(
      absl::StatusCode::kUnavailable, "CANNOT_LISTEN",
      absl::StrCat("cannot listen on ", listen,
                   ": the port is in use, or the address is not host:port of this machine"));
}

void SetManners(grpc::ServerBuilder& builder, const RpcServerOptions& options) {
  builder.SetMaxReceiveMessageSize(options.max_receive_bytes);
  builder.SetMaxSendMessageSize(options.max_send_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, options.max_calls_per_connection);
  // With SO_REUSEPORT, gRPC's default, a second server on the same port starts
  // without a word and takes half of the connections.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  // Peers of our own ping idle connections (see MakeChannel); the default would
  // disconnect them for it.
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             static_cast<int>(kKeepaliveTime / absl::Milliseconds(2)));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  // Notices clients whose machine is gone, so that their streams end.
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS,
                             static_cast<int>(absl::ToInt64Milliseconds(kKeepaliveTime)));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                             static_cast<int>(absl::ToInt64Milliseconds(kKeepaliveTimeout)));
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> interceptors;
  interceptors.push_back(MakeCallInterceptor(options.observer));
  builder.experimental().SetInterceptorCreators(std::move(interceptors));
}

}  // namespace

absl::StatusOr<std::unique_ptr<RpcServer>> RpcServer::Start(
    const RpcServerOptions& options, const std::vector<grpc::Service*>& services) {
  if (!HasPort(options.listen)) return CannotListen(options.listen);
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  std::unique_ptr<RpcServer> result(new RpcServer(options.drain));
  ASSIGN_OR_RETURN(result->credentials_, MakeServerCredentials(options.tls));
  grpc::ServerBuilder builder;
  SetManners(builder, options);
  builder.AddListeningPort(options.listen, result->credentials_, &result->port_);
  for (grpc::Service* service : services) builder.RegisterService(service);
  result->server_ = builder.BuildAndStart();
  if (result->server_ == nullptr || result->port_ <= 0) {
    return CannotListen(options.listen);
  }
  result->address_ = WithPort(options.listen, result->port_);
  // From then on SetServing is about them, too.
  for (const std::string& name : options.service_names) {
    result->server_->GetHealthCheckService()->SetServingStatus(name, false);
  }
  result->SetServing(false);
  return result;
}

RpcServer::~RpcServer() { Shutdown(); }

void RpcServer::SetServing(bool serving) {
  server_->GetHealthCheckService()->SetServingStatus(serving);
}

void RpcServer::Leave() { server_->GetHealthCheckService()->Shutdown(); }

void RpcServer::Shutdown() {
  if (server_ == nullptr) return;
  Leave();
  server_->Shutdown(absl::ToChronoTime(absl::Now() + drain_));
  server_->Wait();
  server_.reset();
}

std::shared_ptr<grpc::Channel> RpcServer::InProcessChannel() {
  return server_->InProcessChannel(ClientChannelArguments({}));
}

}  // namespace trialdex
