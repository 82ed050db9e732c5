// Sees every finished call of a server, so that no service has to count, time
// or log its own.
#ifndef TRIALDEX_LIBS_RPC_CALL_INTERCEPTOR_H_
#define TRIALDEX_LIBS_RPC_CALL_INTERCEPTOR_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "grpcpp/support/server_interceptor.h"
#include "grpcpp/support/status.h"
#include "libs/telemetry/logger.h"
#include "libs/telemetry/metrics.h"

namespace trialdex {

// A call that has ended.
struct FinishedCall {
  // "/trialdex.v1.IngestService/SubmitRecord".
  std::string method;
  bool streaming = false;
  // What the handler said, internal text included. As gRPC sends it: reading the details of a
  // refusal, of which there may be ten thousand a second, takes longer than counting it.
  grpc::Status status;
  absl::Duration took;
};

// Called once for each call that a service has finished. Must be thread-safe
// and quick: the status is sent after it returns.
using CallObserver = std::function<void(const FinishedCall&)>;

// Tells `observer` about each call and then hides internal text from the caller
// (see HideInternalText).
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeCallInterceptor(
    CallObserver observer);

// Counts calls as rpc_calls_total{method, code}, times unary ones as
// rpc_call_seconds{method} and logs failures: those of our own making and a
// full disk as errors, the rest for debugging. Both must outlive the observer.
CallObserver ObserveCalls(Logger& log, Metrics& metrics);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_CALL_INTERCEPTOR_H_
