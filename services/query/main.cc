// trialdex-query: answers searches from the newest committed index.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/index/index_fingerprint.h"
#include "libs/index/snapshot_source.h"
#include "libs/rpc/command_line.h"
#include "libs/rpc/service_main.h"
#include "libs/search/search_engine.h"
#include "services/query/index_health.h"
#include "services/query/query_service.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7103", "Address to serve gRPC on, HOST:PORT.");
ABSL_FLAG(std::string, index_dir, "",
          "Folder of the indexes: DATA_DIR/index of the indexer. Read only; may appear later.");
ABSL_FLAG(std::string, metrics_listen, "",
          "Address to serve Prometheus metrics on, HOST:PORT; empty serves none.");
ABSL_FLAG(std::string, log_level, "info", "debug, info, warning or error.");
ABSL_FLAG(absl::Duration, poll_interval, absl::Milliseconds(50),
          "How often to look for a new commit.");
ABSL_FLAG(int, threads, 4, "Searches at work at once.");
ABSL_FLAG(int, max_calls, 256, "Calls waiting or at work; further ones are refused.");
ABSL_FLAG(int, cache_mb, 96, "Memory for decoded postings, in MiB.");
ABSL_FLAG(absl::Duration, time_limit, absl::Seconds(10),
          "A search that takes longer is answered in part.");
ABSL_FLAG(int, max_page_mb, 8, "A page of trials ends at so many MiB.");
ABSL_FLAG(int, max_pinned_snapshots, 16,
          "Snapshots kept for the next pages of searches by relevance.");
ABSL_FLAG(absl::Duration, pin_time, absl::Minutes(5),
          "How long such a snapshot is kept after its last use.");

namespace trialdex {
namespace {

constexpr char kHelp[] =
    "Answers searches over clinical trials from the index that trialdex-indexer writes.\n"
    "Starts without an index and picks it up when it appears.\n"
    "\n"
    "  trialdex-query --index_dir=/var/lib/trialdex/indexer/index";

SnapshotSourceOptions SourceOptions() {
  SnapshotSourceOptions options;
  options.index_dir = absl::GetFlag(FLAGS_index_dir);
  options.fingerprint = IndexFingerprint();
  options.poll_interval = absl::GetFlag(FLAGS_poll_interval);
  options.cache_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_cache_mb)) << 20;
  return options;
}

SearchEngineOptions EngineOptions() {
  SearchEngineOptions options;
  options.time_limit = absl::GetFlag(FLAGS_time_limit);
  options.max_page_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_max_page_mb)) << 20;
  options.pinned.max_count = static_cast<size_t>(absl::GetFlag(FLAGS_max_pinned_snapshots));
  options.pinned.keep = absl::GetFlag(FLAGS_pin_time);
  return options;
}

// A gauge of the current snapshot; 0 without one.
std::shared_ptr<void> Gauge(Metrics& metrics, absl::string_view name, absl::string_view help,
                            const SnapshotSource& source,
                            double (*value)(const IndexSnapshot& snapshot)) {
  return metrics.Sampled(name, help, [&source, value] {
    const auto snapshot = source.Current();
    return snapshot.ok() ? value(**snapshot) : 0.0;
  });
}

absl::Status Run(ServiceRuntime& runtime) {
  IndexHealth health(runtime.log());
  SnapshotSource source(SourceOptions());
  SearchEngine engine(source, EngineOptions());
  source.Follow([&](const absl::Status& status) {
    health.Refreshed(status, source.Current().ok());
    engine.DropExpired();
  });
  const std::vector<std::shared_ptr<void>> gauges = {
      Gauge(runtime.metrics(), "index_position", "Log position of the commit that is searched.",
            source, [](const IndexSnapshot& s) { return static_cast<double>(s.position()); }),
      Gauge(runtime.metrics(), "index_documents", "Trials in it.", source,
            [](const IndexSnapshot& s) { return static_cast<double>(s.trial_count()); }),
      Gauge(runtime.metrics(), "index_segments", "Segments in it.", source,
            [](const IndexSnapshot& s) { return static_cast<double>(s.segments().size()); })};

  QueryServiceOptions service_options;
  service_options.threads = absl::GetFlag(FLAGS_threads);
  service_options.max_calls = absl::GetFlag(FLAGS_max_calls);
  QueryService service(engine, service_options);
  RpcServerOptions server_options;
  server_options.listen = absl::GetFlag(FLAGS_listen);
  const absl::Status status = runtime.Serve(
      server_options, {&service},
      [&] {
        health.Detach();
        source.StopWaiting();
      },
      [&](RpcServer& server) { health.Attach(server); });
  source.StopFollowing();
  return status;
}

// What abseil's types let through and the service cannot use.
absl::Status CheckFlags() {
  for (const auto& [name, value] :
       {std::pair("threads", absl::GetFlag(FLAGS_threads)),
        std::pair("max_calls", absl::GetFlag(FLAGS_max_calls)),
        std::pair("cache_mb", absl::GetFlag(FLAGS_cache_mb)),
        std::pair("max_page_mb", absl::GetFlag(FLAGS_max_page_mb)),
        std::pair("max_pinned_snapshots", absl::GetFlag(FLAGS_max_pinned_snapshots))}) {
    if (value < 1) {
      return absl::InvalidArgumentError(absl::StrCat("--", name, "=", value, " is not above 0"));
    }
  }
  for (const auto& [name, value] : {std::pair("poll_interval", absl::GetFlag(FLAGS_poll_interval)),
                                    std::pair("time_limit", absl::GetFlag(FLAGS_time_limit)),
                                    std::pair("pin_time", absl::GetFlag(FLAGS_pin_time))}) {
    if (value <= absl::ZeroDuration()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--", name, "=", absl::FormatDuration(value), " is not above 0"));
    }
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  using namespace trialdex;  // NOLINT: main wires what is in there.
  const ProgramInfo program{"trialdex-query", kHelp, {"index_dir"}};
  if (const auto exit_code = ParseCommandLine(argc, argv, program)) return *exit_code;
  if (const absl::Status status = CheckFlags(); !status.ok()) {
    return UsageError(program.name, status.message());
  }
  return RunService({.service = "query",
                     .log_level = absl::GetFlag(FLAGS_log_level),
                     .metrics_listen = absl::GetFlag(FLAGS_metrics_listen)},
                    &Run);
}
