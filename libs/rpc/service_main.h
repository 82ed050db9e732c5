// What the main functions of all services share, between the command line and
// the exit code.
#ifndef TRIALDEX_LIBS_RPC_SERVICE_MAIN_H_
#define TRIALDEX_LIBS_RPC_SERVICE_MAIN_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "libs/rpc/server.h"
#include "libs/telemetry/logger.h"
#include "libs/telemetry/metrics.h"

namespace trialdex {

struct ServiceOptions {
  // Short name, for log and metrics: "ingest".
  std::string service;
  // "debug", "info", "warning" or "error".
  std::string log_level = "info";
  // "host:port" for Prometheus; empty serves no metrics.
  std::string metrics_listen;
};

// What a service runs in.
class ServiceRuntime {
 public:
  ServiceRuntime(Logger& log, Metrics& metrics) : log_(log), metrics_(metrics) {}

  Logger& log() { return log_; }
  Metrics& metrics() { return metrics_; }

  // Serves `services` until SIGTERM or SIGINT, and for `options.drain_delay` more, then calls
  // `before_drain`, which has to end streams that would go on for ever, and shuts the server
  // down. `options.tls.changed` is set here, and a server without TLS that others than this
  // machine can reach is warned of.
  // Health answers SERVING in between, and one log line says
  // "listening on HOST:PORT". `options.observer` is set here.
  //
  // With `started`, health stays NOT_SERVING until that, or who it tells, calls
  // SetServing; it may use the server until `before_drain` is called.
  //
  // A second signal ends the process at once. Errors as RpcServer::Start.
  absl::Status Serve(
      RpcServerOptions options, const std::vector<grpc::Service*>& services,
      const std::function<void()>& before_drain = [] {},
      const std::function<void(RpcServer&)>& started =
          [](RpcServer& server) { server.SetServing(true); });

 private:
  Logger& log_;
  Metrics& metrics_;
};

// Blocks the termination signals, sets up log and metrics, calls `run`, logs
// how it ended. Returns the exit code: 0, 1 if `run` failed, 2 if the options
// are wrong. Call from main before any thread is started. If metrics are served, the process
// ends with 0 here instead of returning it.
int RunService(const ServiceOptions& options, absl::FunctionRef<absl::Status(ServiceRuntime&)> run);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_SERVICE_MAIN_H_
