// A gRPC server with the manners every service of this project has: health,
// reflection, message limits, one place that sees every call, and a drain.
#ifndef TRIALDEX_LIBS_RPC_SERVER_H_
#define TRIALDEX_LIBS_RPC_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/server.h"
#include "libs/rpc/call_interceptor.h"
#include "libs/rpc/credentials.h"

namespace trialdex {

struct RpcServerOptions {
  // "host:port"; port 0 takes a free one, see RpcServer::address().
  std::string listen = "127.0.0.1:0";
  // Plain text unless it names files.
  ServerTlsOptions tls;
  // A larger request ends its call with RESOURCE_EXHAUSTED.
  int max_receive_bytes = 16 << 20;
  // A larger response ends its call with RESOURCE_EXHAUSTED.
  int max_send_bytes = 64 << 20;
  // Calls open on one connection. Further ones wait at the client until others have had their
  // answers: a client that does not read them, or sends faster than it can be told to come back,
  // fills its own memory and not the server's. As many as a lane lets wait for their turn.
  int max_calls_per_connection = 256;
  // Full names of the services. Health answers for each, and for the empty name, what it
  // answers for the server as a whole; for any other name NOT_FOUND.
  std::vector<std::string> service_names;
  // How long calls are answered still after a termination signal while health says
  // NOT_SERVING: the time that load balancers need to look elsewhere.
  absl::Duration drain_delay = absl::ZeroDuration();
  // How long calls in flight may go on after Shutdown; then they are cancelled.
  absl::Duration drain = absl::Seconds(10);
  // Told about every finished call; may be empty.
  CallObserver observer;
};

// Serves until destroyed. Thread-safe.
class RpcServer {
 public:
  // Starts serving `services`, which must outlive the server. Health answers
  // NOT_SERVING at first.
  //
  // UNAVAILABLE, naming the address, if it cannot be bound: malformed, not
  // ours, or in use by anybody. Errors of MakeServerCredentials.
  static absl::StatusOr<std::unique_ptr<RpcServer>> Start(
      const RpcServerOptions& options, const std::vector<grpc::Service*>& services);

  // Shuts down if that has not been done.
  ~RpcServer();

  // "host:port" as asked for, with the real port.
  const std::string& address() const { return address_; }
  int port() const { return port_; }

  // What the health service answers, for the server and each of its services.
  void SetServing(bool serving);

  // From now on health answers NOT_SERVING, whatever SetServing says; calls are answered still.
  void Leave();

  // Turns health to NOT_SERVING, refuses new calls with UNAVAILABLE, waits for
  // those in flight until the drain time is over, cancels the rest and waits
  // for them to notice. Streams that would go on for ever have to be ended by
  // their service before.
  void Shutdown();

  // A channel to this server without a socket.
  std::shared_ptr<grpc::Channel> InProcessChannel();

 private:
  explicit RpcServer(absl::Duration drain) : drain_(drain) {}

  const absl::Duration drain_;
  std::string address_;
  int port_ = 0;
  // The server asks them at each handshake.
  std::shared_ptr<grpc::ServerCredentials> credentials_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_SERVER_H_
