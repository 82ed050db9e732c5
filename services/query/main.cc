// trialdex-query: answers searches from the newest committed index.
#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_fingerprint.h"
#include "libs/index/snapshot_source.h"
#include "libs/rpc/byte_size.h"
#include "libs/rpc/command_line.h"
#include "libs/rpc/flag_checks.h"
#include "libs/rpc/service_main.h"
#include "libs/search/search_engine.h"
#include "libs/search/synonyms/live_synonyms.h"
#include "libs/search/warm_start/asked_searches.h"
#include "libs/search/warm_start/warm_start.h"
#include "services/query/index_health.h"
#include "services/query/query_service.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7103",
          "Address to serve gRPC on, HOST:PORT. Port 0 takes a free one; the log says which.");
ABSL_FLAG(std::string, index_dir, "",
          "Folder of the indexes: DATA_DIR/index of the indexer. Required; may appear later.");
ABSL_FLAG(std::string, tls_cert, "",
          "File with the certificate to serve TLS with, PEM, those it is certified by behind it. "
          "Empty: plain text. Read again when it changes, as the next two are.");
ABSL_FLAG(std::string, tls_key, "", "File with the private key of --tls_cert, PEM.");
ABSL_FLAG(std::string, tls_client_ca, "",
          "File with the authorities, PEM, that callers need a certificate of (mutual TLS). Empty: "
          "every caller is served.");
ABSL_FLAG(std::string, metrics_listen, "",
          "Address to serve Prometheus metrics on, HOST:PORT; empty serves none.");
ABSL_FLAG(std::string, log_level, "info",
          "Least level of log lines: debug, info, warning or error.");
ABSL_FLAG(absl::Duration, poll_interval, absl::Milliseconds(50),
          "How often to look for a new commit.");
ABSL_FLAG(int, threads, static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U)),
          "Searches at work at once.");
ABSL_FLAG(absl::Duration, max_wait, absl::Milliseconds(100),
          "A call that would wait longer for others is refused, and told when to come back.");
ABSL_FLAG(absl::Duration, max_standing_wait, absl::Milliseconds(25),
          "The same while more calls come than can be answered: from 200 ms after the last moment "
          "without a queue. A few calls may always wait for each other.");
ABSL_FLAG(int, stream_threads, 1, "Threads that work for streams of all hits.");
ABSL_FLAG(int, max_streams, 16, "Streams of all hits open at once; further ones are refused.");
ABSL_FLAG(trialdex::ByteSize, cache_size, trialdex::MiB(768),
          "Memory for what searches keep of the index: lists of words, filters, facets.");
ABSL_FLAG(absl::Duration, time_limit, absl::Seconds(10),
          "A search that takes longer is answered in part.");
ABSL_FLAG(absl::Duration, drain, absl::Seconds(10),
          "How long calls under way may take to end after SIGTERM.");
ABSL_FLAG(absl::Duration, drain_delay, absl::ZeroDuration(),
          "How long calls are answered still after SIGTERM, while health says NOT_SERVING so that "
          "load balancers look elsewhere.");
ABSL_FLAG(trialdex::ByteSize, max_answer_size, trialdex::MiB(8),
          "A page of trials ends at this size, 64KiB to 32MiB; one trial is always sent.");
ABSL_FLAG(int, max_pinned_snapshots, 16,
          "Snapshots kept for the next pages of searches by relevance.");
ABSL_FLAG(absl::Duration, pin_time, absl::Minutes(5),
          "How long such a snapshot is kept after its last use.");
ABSL_FLAG(std::string, state_dir, "",
          "Folder that the last searches are kept in, so that what they look for is read into "
          "memory after a start. Empty: nothing that is searched for is written down.");
ABSL_FLAG(std::vector<std::string>, synonyms, {},
          "Files of synonyms, comma-separated: .txt or .syn (Solr), .obo, .csv. Read again when "
          "they change.");
ABSL_FLAG(std::vector<std::string>, synonym_scopes, {"exact"},
          "Which synonyms of .obo files count: exact, narrow, broad, related.");
ABSL_FLAG(bool, learn_synonyms, true,
          "Learn synonyms from the trials: abbreviations that they explain, other names of "
          "interventions, MeSH terms of conditions.");

namespace trialdex {
namespace {

constexpr char kHelp[] =
    "Answers searches over clinical trials from the index that trialdex-indexer writes.\n"
    "Starts without an index and picks it up when it appears.\n"
    "\n"
    "  trialdex-query --index_dir=/var/lib/trialdex/indexer/index";

// Below, pages of whole trials have one each; above, an answer might not be sent any more.
constexpr ByteSize kLeastAnswerSize = {.bytes = 64 << 10};
constexpr ByteSize kMostAnswerSize = MiB(32);

SnapshotSourceOptions SourceOptions() {
  SnapshotSourceOptions options;
  options.index_dir = absl::GetFlag(FLAGS_index_dir);
  options.fingerprint = IndexFingerprint();
  options.poll_interval = absl::GetFlag(FLAGS_poll_interval);
  options.cache_bytes = absl::GetFlag(FLAGS_cache_size).bytes;
  return options;
}

absl::StatusOr<LiveSynonymsOptions> SynonymOptions() {
  LiveSynonymsOptions options;
  options.files = absl::GetFlag(FLAGS_synonyms);
  options.learn = absl::GetFlag(FLAGS_learn_synonyms);
  for (const std::string& scope : absl::GetFlag(FLAGS_synonym_scopes)) {
    if (scope == "narrow") {
      options.scopes.narrow = true;
    } else if (scope == "broad") {
      options.scopes.broad = true;
    } else if (scope == "related") {
      options.scopes.related = true;
    } else if (scope != "exact") {
      return absl::InvalidArgumentError(
          absl::StrCat("--synonym_scopes=", scope, " is not one of exact, narrow, broad, related"));
    }
  }
  return options;
}

// True if searches may be written down.
bool KeepsState() { return !absl::GetFlag(FLAGS_state_dir).empty(); }

SearchEngineOptions EngineOptions(const LiveSynonyms& synonyms, AskedSearches& asked) {
  SearchEngineOptions options;
  options.synonyms = &synonyms;
  if (KeepsState()) options.asked = &asked;
  options.time_limit = absl::GetFlag(FLAGS_time_limit);
  options.max_page_bytes = absl::GetFlag(FLAGS_max_answer_size).bytes;
  options.pinned.max_count = static_cast<size_t>(absl::GetFlag(FLAGS_max_pinned_snapshots));
  options.pinned.keep = absl::GetFlag(FLAGS_pin_time);
  return options;
}

QueryServiceOptions ServiceOptions(Metrics& metrics) {
  QueryServiceOptions options;
  options.searches.threads = absl::GetFlag(FLAGS_threads);
  options.searches.max_wait = absl::GetFlag(FLAGS_max_wait);
  options.searches.max_standing_wait = absl::GetFlag(FLAGS_max_standing_wait);
  options.searches.observer = ObserveLane(metrics, "search");
  options.lookups.max_wait = absl::GetFlag(FLAGS_max_wait);
  options.lookups.max_standing_wait = absl::GetFlag(FLAGS_max_standing_wait);
  options.lookups.observer = ObserveLane(metrics, "lookup");
  options.stream_threads = absl::GetFlag(FLAGS_stream_threads);
  options.max_streams = static_cast<size_t>(absl::GetFlag(FLAGS_max_streams));
  return options;
}

// Gauges of what is searched and known; they live as long as what is returned.
std::vector<std::shared_ptr<void>> ExposeState(const SnapshotSource& source,
                                               const LiveSynonyms& synonyms,
                                               const SearchEngine& engine, Metrics& metrics) {
  const auto index = [&](absl::string_view name, absl::string_view help, auto read) {
    return metrics.Sampled(name, help, [&source, read] {
      const auto snapshot = source.Current();
      return snapshot.ok() ? static_cast<double>(read(**snapshot)) : 0.0;
    });
  };
  const auto known = [&](absl::string_view name, absl::string_view help, auto read) {
    return metrics.Sampled(
        name, help, [&synonyms, read] { return static_cast<double>(read(synonyms.Counts())); });
  };
  return {
      index("index_position", "Log position of the commit that is searched.",
            [](const IndexSnapshot& snapshot) { return snapshot.position(); }),
      index("index_documents", "Trials in it.",
            [](const IndexSnapshot& snapshot) { return snapshot.trial_count(); }),
      index("index_segments", "Segments in it.",
            [](const IndexSnapshot& snapshot) { return snapshot.segments().size(); }),
      known("synonym_file_rules", "Rules of the synonym files.",
            [](const auto& counts) { return counts.file_rules; }),
      known("synonym_learnt_rules", "Synonyms learnt from the index.",
            [](const auto& counts) { return counts.learnt_rules; }),
      known("synonym_files_read_timestamp_seconds",
            "When the synonym files were read last; 0 if there are none.",
            [](const auto& counts) {
              const absl::Time read = std::max(counts.files_read, absl::UnixEpoch());
              return absl::ToDoubleSeconds(read - absl::UnixEpoch());
            }),
      metrics.Sampled("completion_bytes", "Memory of what is suggested while typing.",
                      [&engine] { return static_cast<double>(engine.completion_bytes()); }),
  };
}

// Says once what is wrong with the synonyms, and once that it is over.
std::function<void(const absl::Status&)> SynonymReports(Logger& log) {
  return [&log, last = absl::Status()](const absl::Status& status) mutable {
    if (status == last) return;
    if (status.ok()) {
      log.Info("synonyms are current again");
    } else {
      log.Warning("cannot read synonyms; those from before are used",
                  {{"error", status.message()}});
    }
    last = status;
  };
}

WarmStartEvents WarmStartReports(Logger& log) {
  WarmStartEvents events;
  events.warm = [&log](size_t searches) {
    log.Info("the last searches are in memory", {{"searches", absl::StrCat(searches)}});
  };
  events.written = [&log, last = absl::Status()](const absl::Status& status) mutable {
    if (status == last) return;
    if (!status.ok()) log.Warning("cannot keep searches", {{"error", status.message()}});
    last = status;
  };
  return events;
}

TlsPaths ServerTlsPaths() {
  return {.certificate = absl::GetFlag(FLAGS_tls_cert),
          .key = absl::GetFlag(FLAGS_tls_key),
          .authorities = absl::GetFlag(FLAGS_tls_client_ca)};
}

absl::Status Run(ServiceRuntime& runtime) {
  IndexHealth health(runtime.log());
  SnapshotSource source(SourceOptions());
  ASSIGN_OR_RETURN(LiveSynonymsOptions synonym_options, SynonymOptions());
  LiveSynonyms synonyms(std::move(synonym_options), source);
  // A service that starts without its synonyms would answer less than was asked of it.
  RETURN_IF_ERROR(synonyms.RefreshFiles());
  AskedSearches asked;
  SearchEngine engine(source, EngineOptions(synonyms, asked));
  WarmStart warm_start(engine, asked, {.directory = absl::GetFlag(FLAGS_state_dir)},
                       WarmStartReports(runtime.log()));
  if (KeepsState()) {
    if (const absl::Status read = warm_start.Read(); !read.ok()) {
      runtime.log().Warning("cannot read the last searches", {{"error", read.message()}});
    }
    warm_start.Start();
  }
  synonyms.Follow([&, report = SynonymReports(runtime.log())](const absl::Status& status) {
    report(status);
    // Searches look for other words before there are synonyms.
    if (source.Current().ok()) warm_start.Begin();
  });
  source.Follow([&](const absl::Status& status) {
    health.Refreshed(status, source.Current().ok());
    engine.DropExpired();
    engine.RefreshCompletions();
  });
  const auto gauges = ExposeState(source, synonyms, engine, runtime.metrics());
  QueryService service(engine, ServiceOptions(runtime.metrics()));
  const absl::Status status = runtime.Serve(
      {.listen = absl::GetFlag(FLAGS_listen),
       .tls = {.paths = ServerTlsPaths()},
       .service_names = {v1::QueryService::service_full_name()},
       .drain_delay = absl::GetFlag(FLAGS_drain_delay),
       .drain = absl::GetFlag(FLAGS_drain)},
      {&service},
      [&] {
        health.Detach();
        source.StopWaiting();
        service.EndStreams();
      },
      [&](RpcServer& server) { health.Attach(server); });
  warm_start.Stop();
  synonyms.StopFollowing();
  source.StopFollowing();
  return status;
}

// What abseil's types let through and the service cannot use.
absl::Status CheckFlags() {
  RETURN_IF_ERROR(CheckFlagsPaired(FLAGS_tls_cert, FLAGS_tls_key));
  RETURN_IF_ERROR(CheckFlagNeeds(FLAGS_tls_client_ca, FLAGS_tls_cert));
  for (const auto* flag :
       {&FLAGS_threads, &FLAGS_stream_threads, &FLAGS_max_streams, &FLAGS_max_pinned_snapshots}) {
    RETURN_IF_ERROR(CheckFlagAbove(*flag, 0));
  }
  for (const auto* flag : {&FLAGS_poll_interval, &FLAGS_max_wait, &FLAGS_max_standing_wait,
                           &FLAGS_time_limit, &FLAGS_pin_time}) {
    RETURN_IF_ERROR(CheckFlagAbove(*flag, absl::ZeroDuration()));
  }
  RETURN_IF_ERROR(CheckFlagAbove(FLAGS_cache_size, {}));
  RETURN_IF_ERROR(CheckFlagWithin(FLAGS_max_answer_size, kLeastAnswerSize, kMostAnswerSize));
  RETURN_IF_ERROR(CheckFlagWithin(FLAGS_drain, absl::ZeroDuration(), absl::InfiniteDuration()));
  RETURN_IF_ERROR(
      CheckFlagWithin(FLAGS_drain_delay, absl::ZeroDuration(), absl::InfiniteDuration()));
  return SynonymOptions().status();
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  const trialdex::ProgramInfo program = {
      .name = "trialdex-query", .help = trialdex::kHelp, .required_flags = {"index_dir"}};
  if (const auto exit_code = trialdex::ParseCommandLine(argc, argv, program)) return *exit_code;
  if (const absl::Status status = trialdex::CheckFlags(); !status.ok()) {
    return trialdex::UsageError(program.name, status.message());
  }
  return trialdex::RunService({.service = "query",
                               .log_level = absl::GetFlag(FLAGS_log_level),
                               .metrics_listen = absl::GetFlag(FLAGS_metrics_listen)},
                              trialdex::Run);
}
