#include "libs/rpc/call_interceptor.h"

#include <utility>

#include "absl/time/clock.h"
#include "libs/base/errors.h"
#include "libs/rpc/status.h"

namespace trialdex {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::ServerRpcInfo;

class CallInterceptor final : public grpc::experimental::Interceptor {
 public:
  CallInterceptor(const ServerRpcInfo& info, const CallObserver& observer)
      : observer_(observer), start_(absl::Now()) {
    call_.method = info.method();
    call_.streaming = info.type() != ServerRpcInfo::Type::UNARY;
  }

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      const grpc::Status status = methods->GetSendStatus();
      call_.status = FromGrpcStatus(status);
      call_.took = absl::Now() - start_;
      if (observer_) observer_(call_);
      methods->ModifySendStatus(HideInternalText(status));
    }
    methods->Proceed();
  }

 private:
  const CallObserver& observer_;
  const absl::Time start_;
  FinishedCall call_;
};

class Factory final : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit Factory(CallObserver observer) : observer_(std::move(observer)) {}

  // gRPC takes the interceptor over.
  grpc::experimental::Interceptor* CreateServerInterceptor(ServerRpcInfo* info) override {
    return new CallInterceptor(*info, observer_);
  }

 private:
  const CallObserver observer_;
};

// True if whoever operates the service has to know, not only the caller.
bool IsOurFault(absl::StatusCode code, absl::string_view reason) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss || reason == "DISK_FULL";
}

}  // namespace

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeCallInterceptor(
    CallObserver observer) {
  return std::make_unique<Factory>(std::move(observer));
}

CallObserver ObserveCalls(Logger& log, Metrics& metrics) {
  return [&log, &metrics](const FinishedCall& call) {
    const std::string code = absl::StatusCodeToString(call.status.code());
    metrics
        .Counter("rpc_calls_total", "Calls finished, by method and code.",
                 {{"method", call.method}, {"code", code}})
        .Increment();
    if (!call.streaming) {
      metrics
          .Histogram("rpc_call_seconds", "Time from the arrival of a unary call to its answer.",
                     CallSecondsBuckets(), {{"method", call.method}})
          .Observe(absl::ToDoubleSeconds(call.took));
    }
    if (call.status.ok()) return;
    const std::string reason = ErrorReason(call.status);
    const bool ours = IsOurFault(call.status.code(), reason);
    if (!ours && !log.Enabled(LogLevel::kDebug)) return;
    const std::string error(call.status.message());
    if (ours) {
      log.Error("call failed", {{"method", call.method}, {"code", code}, {"error", error}});
    } else {
      log.Debug("call refused",
                {{"method", call.method}, {"code", code}, {"reason", reason}, {"error", error}});
    }
  };
}

}  // namespace trialdex
