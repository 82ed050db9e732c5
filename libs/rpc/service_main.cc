#include "libs/rpc/service_main.h"

#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "google/protobuf/stubs/logging.h"
#include "grpc/support/log.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/base/version.h"
#include "libs/rpc/command_line.h"

namespace trialdex {
namespace {

sigset_t TerminationSignals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

// Threads started from here on leave the signals to this one.
void BlockTerminationSignals() {
  const sigset_t set = TerminationSignals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

int WaitForTerminationSignal() {
  const sigset_t set = TerminationSignals();
  int signal = 0;
  sigwait(&set, &signal);
  // From now on the next one has its usual effect.
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  return signal;
}

// Files of the log and connections are more than the 1024 that shells and old supervisors
// allow. Without the right to have more the service goes on with what it has.
void RaiseFileLimit() {
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void WriteLogLine(LogLevel level, absl::string_view library, absl::string_view message) {
  const std::string line = FormatLogLine(RealClock().Now(), level, library, message, {}) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

// gRPC takes a bare function and would write lines of its own form.
void WriteGrpcLogLine(gpr_log_func_args* args) {
  const LogLevel level = args->severity == GPR_LOG_SEVERITY_ERROR  ? LogLevel::kError
                         : args->severity == GPR_LOG_SEVERITY_INFO ? LogLevel::kInfo
                                                                   : LogLevel::kDebug;
  WriteLogLine(level, "grpc", args->message);
}

// So does protobuf, of requests whose text is not UTF-8: its errors are those of callers.
void WriteProtobufLogLine(google::protobuf::LogLevel severity, const char*, int,
                          const std::string& message) {
  const LogLevel level = severity == google::protobuf::LOGLEVEL_INFO    ? LogLevel::kInfo
                         : severity == google::protobuf::LOGLEVEL_FATAL ? LogLevel::kError
                                                                        : LogLevel::kWarning;
  WriteLogLine(level, "protobuf", message);
}

void ReportCertificates(const absl::Status& status, Logger& log) {
  if (status.ok()) {
    log.Info("new certificates are in use");
  } else {
    log.Warning("cannot use the certificates there are now; those from before stay",
                {{"error", status.message()}});
  }
}

}  // namespace

absl::Status ServiceRuntime::Serve(RpcServerOptions options,
                                   const std::vector<grpc::Service*>& services,
                                   const std::function<void()>& before_drain,
                                   const std::function<void(RpcServer&)>& started) {
  options.observer = ObserveCalls(log_, metrics_);
  options.tls.changed = [this](const absl::Status& status) { ReportCertificates(status, log_); };
  ASSIGN_OR_RETURN(const std::unique_ptr<RpcServer> server, RpcServer::Start(options, services));
  started(*server);
  log_.Info(absl::StrCat("listening on ", server->address()),
            {{"address", server->address()}, {"version", ProgramVersion()}});
  if (options.tls.paths.empty() && !IsLoopback(options.listen)) {
    log_.Warning("other machines can connect without TLS", {{"address", server->address()}});
  }
  const int signal = WaitForTerminationSignal();
  log_.Info("draining", {{"signal", signal},
                         {"delay", absl::FormatDuration(options.drain_delay)},
                         {"at_most", absl::FormatDuration(options.drain)}});
  server->Leave();
  absl::SleepFor(options.drain_delay);
  before_drain();
  server->Shutdown();
  return absl::OkStatus();
}

int RunService(const ServiceOptions& options,
               absl::FunctionRef<absl::Status(ServiceRuntime&)> run) {
  const absl::StatusOr<LogLevel> level = ParseLogLevel(options.log_level);
  if (!level.ok()) {
    return UsageError(absl::StrCat("trialdex-", options.service), level.status().message());
  }
  BlockTerminationSignals();
  RaiseFileLimit();
  std::signal(SIGPIPE, SIG_IGN);
  gpr_set_log_function(&WriteGrpcLogLine);
  google::protobuf::SetLogHandler(&WriteProtobufLogLine);
  // Debian's abseil looks for deadlocks at every lock, which takes up to a tenth of a short
  // call. Tests, which do not come through here, still look.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  Logger log({.service = options.service, .level = *level});
  Metrics metrics(options.service);
  ServiceRuntime runtime(log, metrics);
  absl::Status status;
  if (!options.metrics_listen.empty()) status = metrics.Expose(options.metrics_listen);
  if (status.ok()) status = run(runtime);
  if (!status.ok()) {
    log.Error("stopped by an error", {{"code", absl::StatusCodeToString(status.code())},
                                      {"reason", ErrorReason(status)},
                                      {"error", status.message()}});
    return kExitFailure;
  }
  log.Info("stopped");
  // Nothing is left to do but to stop serving metrics, for which the next start of this
  // service would have to wait (see Metrics::Expose).
  if (!options.metrics_listen.empty()) std::quick_exit(kExitSuccess);
  return kExitSuccess;
}

}  // namespace trialdex
