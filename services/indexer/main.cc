// trialdex-indexer: follows the trial log and keeps the search index.
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/status_macros.h"
#include "libs/client/feed_follower.h"
#include "libs/index/index_fingerprint.h"
#include "libs/index/index_writer.h"
#include "libs/log/resource_name.h"
#include "libs/projection/indexer.h"
#include "libs/rpc/byte_size.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/command_line.h"
#include "libs/rpc/credentials.h"
#include "libs/rpc/flag_checks.h"
#include "libs/rpc/service_main.h"
#include "services/indexer/indexer_service.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7102",
          "Address to serve gRPC on, HOST:PORT. Port 0 takes a free one; the log says which.");
ABSL_FLAG(
    std::string, data_dir, "",
    "Directory of the indexer. Required; made if missing. Its folder 'index' has the indexes.");
ABSL_FLAG(std::string, ingest, "127.0.0.1:7101",
          "Address of trialdex-ingest, HOST:PORT. It need not be there yet.");
ABSL_FLAG(std::string, ingest_tls_ca, "",
          "File with the authorities, PEM, that ingest is certified by. Empty: plain text. Read "
          "again at each connection, as the next two are.");
ABSL_FLAG(std::string, ingest_tls_cert, "",
          "File with the certificate, PEM, by which ingest knows this indexer. Empty: none.");
ABSL_FLAG(std::string, ingest_tls_key, "", "File with the private key of --ingest_tls_cert, PEM.");
ABSL_FLAG(std::string, consumer, "indexer",
          "Name under which ingest keeps how far this indexer is.");
ABSL_FLAG(absl::Duration, commit_interval, trialdex::ProjectionOptions().commit_interval,
          "Changes become searchable after at most about this time.");
ABSL_FLAG(trialdex::ByteSize, ram_buffer_size, trialdex::MiB(48),
          "Memory for documents before they become a segment, 1MiB to 1GiB.");
ABSL_FLAG(int, index_threads, 2,
          "Threads that turn trials into documents, 1 to 64. One more merges segments.");
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
ABSL_FLAG(absl::Duration, drain, absl::Seconds(10),
          "How long calls under way may take to end after SIGTERM.");

namespace trialdex {
namespace {

constexpr char kHelp[] =
    "Follows the log of trialdex-ingest and keeps the search index that trialdex-query reads.\n"
    "The index may be deleted at any time: it is built again from the log.\n"
    "\n"
    "  trialdex-indexer --data_dir=/var/lib/trialdex/indexer --ingest=127.0.0.1:7101";

// A segment of so much memory has files well below the 2 GiB that can be mapped.
constexpr ByteSize kMaxRamBufferSize = MiB(1024);
constexpr int kMaxIndexThreads = 64;

// How long the indexer sleeps at most when the log is quiet: the delay of a
// flush, and of the end.
constexpr absl::Duration kStepWait = absl::Milliseconds(50);

IndexerOptions Options() {
  IndexerOptions options{.root = absl::StrCat(absl::GetFlag(FLAGS_data_dir), "/index"),
                         .fingerprint = IndexFingerprint()};
  options.projection.consumer = absl::GetFlag(FLAGS_consumer);
  options.projection.commit_interval = absl::GetFlag(FLAGS_commit_interval);
  return options;
}

absl::StatusOr<std::unique_ptr<IndexWriter>> OpenWriter(const std::string& directory) {
  return OpenIndexWriter({.directory = directory,
                          .fingerprint = IndexFingerprint(),
                          .ram_buffer_mb = absl::GetFlag(FLAGS_ram_buffer_size).InMiB(),
                          .threads = absl::GetFlag(FLAGS_index_threads)});
}

// Metrics of the indexer's state; they live as long as what is returned.
std::vector<std::shared_ptr<void>> ExposeState(const IndexerState& state, Metrics& metrics) {
  const auto gauge = [&](absl::string_view name, absl::string_view help, auto read) {
    return metrics.Sampled(name, help,
                           [&state, read] { return static_cast<double>(read(state.Status())); });
  };
  const auto count = [&](absl::string_view name, absl::string_view help, auto read) {
    return metrics.SampledCount(
        name, help, [&state, read] { return static_cast<double>(read(state.Status())); });
  };
  using Status = v1::GetIndexerStatusResponse;
  return {
      gauge("committed_position", "Log position of the newest commit.",
            [](const Status& status) { return status.committed_position(); }),
      gauge("lag_entries", "Entries of the log that are not committed yet.",
            [](const Status& status) { return status.lag_entries(); }),
      gauge("documents", "Trials in the index.",
            [](const Status& status) { return status.document_count(); }),
      gauge("segments", "Segments of the index.",
            [](const Status& status) { return status.segment_count(); }),
      gauge("index_bytes", "Bytes of the live index on disk.",
            [](const Status& status) { return status.index_bytes(); }),
      gauge("poison_entries", "Entries that could not be indexed.",
            [](const Status& status) { return status.poison_count(); }),
      gauge("following", "1 while the log is followed, else 0.",
            [](const Status& status) { return status.following() ? 1 : 0; }),
      count("index_damages_total", "Times that the live index was found damaged.",
            [](const Status& status) { return status.damage_count(); }),
      count("index_failures_total", "Times that writing the live index has failed.",
            [](const Status& status) { return status.failure_count(); }),
  };
}

// With the certificates that there are now.
absl::StatusOr<std::shared_ptr<grpc::Channel>> ConnectToIngest() {
  ASSIGN_OR_RETURN(const auto credentials,
                   MakeChannelCredentials({.certificate = absl::GetFlag(FLAGS_ingest_tls_cert),
                                           .key = absl::GetFlag(FLAGS_ingest_tls_key),
                                           .authorities = absl::GetFlag(FLAGS_ingest_tls_ca)}));
  return MakeChannel(absl::GetFlag(FLAGS_ingest), {.credentials = credentials});
}

TlsPaths ServerTlsPaths() {
  return {.certificate = absl::GetFlag(FLAGS_tls_cert),
          .key = absl::GetFlag(FLAGS_tls_key),
          .authorities = absl::GetFlag(FLAGS_tls_client_ca)};
}

absl::Status Run(ServiceRuntime& runtime) {
  // At once, if the files cannot be used: a mistake should not be tried for ever.
  RETURN_IF_ERROR(ConnectToIngest().status());
  FeedFollower feed(&ConnectToIngest);
  ASSIGN_OR_RETURN(const std::unique_ptr<Indexer> indexer,
                   Indexer::Open(Options(), feed, OpenWriter, RealClock(), runtime.log()));
  const auto gauges = ExposeState(indexer->state(), runtime.metrics());
  IndexerService service(indexer->state());

  std::atomic<bool> stopping = false;
  std::thread driver([&] {
    while (!stopping) indexer->Step(kStepWait);
  });
  absl::Status closed;
  // Also if the server cannot be started.
  const auto stop = [&] {
    if (stopping.exchange(true)) return;
    driver.join();
    closed = indexer->Close();
  };
  const absl::Cleanup always = stop;
  RETURN_IF_ERROR(runtime.Serve({.listen = absl::GetFlag(FLAGS_listen),
                                 .tls = {.paths = ServerTlsPaths()},
                                 .service_names = {v1::IndexerService::service_full_name()},
                                 .drain = absl::GetFlag(FLAGS_drain)},
                                {&service}, stop));
  return closed;
}

// What abseil's types let through and the indexer cannot use.
absl::Status CheckFlags() {
  RETURN_IF_ERROR(CheckFlagsPaired(FLAGS_tls_cert, FLAGS_tls_key));
  RETURN_IF_ERROR(CheckFlagNeeds(FLAGS_tls_client_ca, FLAGS_tls_cert));
  RETURN_IF_ERROR(CheckFlagsPaired(FLAGS_ingest_tls_cert, FLAGS_ingest_tls_key));
  RETURN_IF_ERROR(CheckFlagNeeds(FLAGS_ingest_tls_cert, FLAGS_ingest_tls_ca));
  RETURN_IF_ERROR(CheckResourceName("--consumer", absl::GetFlag(FLAGS_consumer)));
  RETURN_IF_ERROR(CheckFlagAbove(FLAGS_commit_interval, absl::ZeroDuration()));
  RETURN_IF_ERROR(CheckFlagWithin(FLAGS_ram_buffer_size, MiB(1), kMaxRamBufferSize));
  RETURN_IF_ERROR(CheckFlagWithin(FLAGS_index_threads, 1, kMaxIndexThreads));
  return CheckFlagWithin(FLAGS_drain, absl::ZeroDuration(), absl::InfiniteDuration());
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  const trialdex::ProgramInfo program = {
      .name = "trialdex-indexer", .help = trialdex::kHelp, .required_flags = {"data_dir"}};
  if (const auto exit_code = trialdex::ParseCommandLine(argc, argv, program)) return *exit_code;
  if (const absl::Status status = trialdex::CheckFlags(); !status.ok()) {
    return trialdex::UsageError(program.name, status.message());
  }
  return trialdex::RunService({.service = "indexer",
                               .log_level = absl::GetFlag(FLAGS_log_level),
                               .metrics_listen = absl::GetFlag(FLAGS_metrics_listen)},
                              trialdex::Run);
}
