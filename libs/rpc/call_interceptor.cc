#include "libs/rpc/call_interceptor.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/synchronization/mutex.h"
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
      call_.status = methods->GetSendStatus();
      call_.took = absl::Now() - start_;
      if (observer_) observer_(call_);
      if (IsInternal(call_.status.error_code())) {
        methods->ModifySendStatus(HideInternalText(call_.status));
      }
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
bool IsOurFault(const grpc::Status& status) {
  if (IsInternal(status.error_code())) return true;
  // The reason stands in the details as it is: those without it need not be read.
  return status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED &&
         absl::StrContains(status.error_details(), "DISK_FULL") &&
         ErrorReason(FromGrpcStatus(status)) == "DISK_FULL";
}

absl::StatusCode CodeOf(const FinishedCall& call) {
  return static_cast<absl::StatusCode>(call.status.error_code());
}

// The metrics of each method, looked up once: by their labels that takes longer than some calls.
// Thread-safe.
class CallMetrics {
 public:
  // `metrics` must outlive this.
  explicit CallMetrics(Metrics& metrics) : metrics_(metrics) {}

  void Count(const FinishedCall& call) {
    prometheus::Counter* counter = nullptr;
    prometheus::Histogram* seconds = nullptr;
    {
      absl::MutexLock lock(&mutex_);
      OfMethod& of_method = methods_[call.method];
      prometheus::Counter*& of_code = of_method.by_code[CodeOf(call)];
      if (of_code == nullptr) of_code = &FindCounter(call);
      if (of_method.seconds == nullptr && !call.streaming) of_method.seconds = &FindSeconds(call);
      counter = of_code;
      seconds = of_method.seconds;
    }
    counter->Increment();
    if (seconds != nullptr) seconds->Observe(absl::ToDoubleSeconds(call.took));
  }

 private:
  struct OfMethod {
    absl::flat_hash_map<absl::StatusCode, prometheus::Counter*> by_code;
    // Of unary calls.
    prometheus::Histogram* seconds = nullptr;
  };

  prometheus::Counter& FindCounter(const FinishedCall& call) {
    return metrics_.Counter(
        "rpc_calls_total", "Calls finished, by method and code.",
        {{"method", call.method}, {"code", absl::StatusCodeToString(CodeOf(call))}});
  }
  prometheus::Histogram& FindSeconds(const FinishedCall& call) {
    return metrics_.Histogram("rpc_call_seconds",
                              "Time from the arrival of a unary call to its answer.",
                              CallSecondsBuckets(), {{"method", call.method}});
  }

  Metrics& metrics_;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, OfMethod> methods_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeCallInterceptor(
    CallObserver observer) {
  return std::make_unique<Factory>(std::move(observer));
}

CallObserver ObserveCalls(Logger& log, Metrics& metrics) {
  return [&log, counts = std::make_shared<CallMetrics>(metrics)](const FinishedCall& call) {
    counts->Count(call);
    if (call.status.ok()) return;
    const bool ours = IsOurFault(call.status);
    if (!ours && !log.Enabled(LogLevel::kDebug)) return;
    const std::string code = absl::StatusCodeToString(CodeOf(call));
    const std::string error = call.status.error_message();
    if (ours) {
      log.Error("call failed", {{"method", call.method}, {"code", code}, {"error", error}});
    } else {
      log.Debug("call refused", {{"method", call.method},
                                 {"code", code},
                                 {"reason", ErrorReason(FromGrpcStatus(call.status))},
                                 {"error", error}});
    }
  };
}

}  // namespace trialdex
