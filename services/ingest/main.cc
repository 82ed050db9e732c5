// trialdex-ingest: takes records in and keeps the trial log.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"
#include "libs/intake/intake.h"
#include "libs/log/rocksdb_trial_log.h"
#include "libs/rpc/byte_size.h"
#include "libs/rpc/command_line.h"
#include "libs/rpc/flag_checks.h"
#include "libs/rpc/service_main.h"
#include "libs/rpc/unary_pool.h"
#include "libs/sources/all_parsers.h"
#include "services/ingest/feed_service.h"
#include "services/ingest/history_service.h"
#include "services/ingest/ingest_metrics.h"
#include "services/ingest/ingest_service.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7101",
          "Address to serve gRPC on, HOST:PORT. Port 0 takes a free one; the log says which.");
ABSL_FLAG(std::string, data_dir, "",
          "Directory of the trial log: the one thing to back up. Required; made if missing.");
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
ABSL_FLAG(trialdex::ByteSize, max_record_size, trialdex::MiB(32),
          "Largest record, at most 256MiB; larger ones are rejected.");
ABSL_FLAG(trialdex::ByteSize, max_in_flight_size, trialdex::MiB(8),
          "Unanswered records at which a submit stream is not read any further.");
ABSL_FLAG(trialdex::ByteSize, max_queued_size, trialdex::MiB(32),
          "Unwritten records of all callers at which none is read any further.");
ABSL_FLAG(uint32_t, max_streams, 256, "Submit streams open at once.");
ABSL_FLAG(
    uint64_t, max_lag_entries, 1'000'000,
    "Entries that the live index may be behind before producers have to wait; 0 for no bound.");
ABSL_FLAG(int64_t, max_dead_letters, 100'000, "Rejected records kept at most.");
ABSL_FLAG(trialdex::ByteSize, max_dead_letters_size, trialdex::MiB(1024),
          "Size of all rejected records kept at most.");
ABSL_FLAG(trialdex::ByteSize, disk_quota, trialdex::ByteSize(),
          "Disk use of the log above which writes are refused; 0 for none.");
ABSL_FLAG(absl::Duration, stream_expiry, absl::Hours(24 * 30),
          "Named submit streams that have not moved for so long are forgotten.");
ABSL_FLAG(int, parser_threads, 2, "Threads that parse records, 1 to 64.");

namespace trialdex {
namespace {

constexpr char kHelp[] =
    "trialdex-ingest takes registry records in, keeps every version in a durable log and\n"
    "streams the log to whoever follows it.\n"
    "\n"
    "  trialdex-ingest --data_dir=/var/lib/trialdex/ingest\n"
    "  trialdex-ingest --data_dir=data --listen=127.0.0.1:0 --metrics_listen=127.0.0.1:9101\n"
    "\n"
    "The log goes to standard error, one JSON object a line. SIGTERM ends it: what was\n"
    "acknowledged is on disk. Exit code 0 after that, 1 after an error, 2 for a wrong flag.";

constexpr ByteSize kMaxRecordSizeLimit = MiB(256);
constexpr int kMaxParserThreads = 64;

TlsPaths ServerTlsPaths() {
  return {.certificate = absl::GetFlag(FLAGS_tls_cert),
          .key = absl::GetFlag(FLAGS_tls_key),
          .authorities = absl::GetFlag(FLAGS_tls_client_ca)};
}

TrialLogOptions LogOptions() {
  return {.max_dead_letters = absl::GetFlag(FLAGS_max_dead_letters),
          .max_dead_letter_bytes =
              static_cast<int64_t>(absl::GetFlag(FLAGS_max_dead_letters_size).bytes),
          .disk_quota_bytes = absl::GetFlag(FLAGS_disk_quota).bytes};
}

IngestServiceOptions ServiceOptions() {
  return {.max_record_bytes = absl::GetFlag(FLAGS_max_record_size).bytes,
          .max_in_flight_bytes = absl::GetFlag(FLAGS_max_in_flight_size).bytes,
          .max_streams = absl::GetFlag(FLAGS_max_streams),
          .max_lag = absl::GetFlag(FLAGS_max_lag_entries)};
}

// What stands below is used by what stands above:
//
//    IngestService  HistoryService  FeedService      gRPC
//          |               |             |
//        Intake            |             |           parse, compare, number
//          |               |             |
//          +---------- TrialLog ---------+           RocksDB in --data_dir
absl::Status Run(ServiceRuntime& runtime) {
  const std::string directory = absl::GetFlag(FLAGS_data_dir);
  RETURN_IF_ERROR(CreateDirectories(directory));
  const ParserSet parser_set;
  std::vector<const RecordParser*> parsers;
  for (const auto& parser : parser_set.parsers()) parsers.push_back(parser.get());
  ASSIGN_OR_RETURN(const std::unique_ptr<TrialLog> log,
                   OpenRocksDbTrialLog(directory, RealClock(), LogOptions()));
  IngestMetrics metrics(runtime.metrics(), *log);
  std::unique_ptr<Intake> intake =
      Intake::Start(*log, parsers, RealClock(),
                    {.max_record_bytes = absl::GetFlag(FLAGS_max_record_size).bytes,
                     .max_queued_bytes = absl::GetFlag(FLAGS_max_queued_size).bytes,
                     .parser_threads = absl::GetFlag(FLAGS_parser_threads),
                     .stream_expiry = absl::GetFlag(FLAGS_stream_expiry)});
  UnaryPool pool;
  const IngestServiceOptions options = ServiceOptions();
  IngestService ingest(*intake, *log, pool, metrics, options);
  HistoryService history(*log, pool);
  FeedService feed(*log);
  runtime.log().Info("log is open", {{"directory", directory},
                                     {"log_id", log->log_id()},
                                     {"last_position", log->last_position()}});
  RETURN_IF_ERROR(runtime.Serve({.listen = absl::GetFlag(FLAGS_listen),
                                 .tls = {.paths = ServerTlsPaths()},
                                 .max_receive_bytes = static_cast<int>(options.max_batch_bytes()),
                                 // A version's raw bytes and the Trial that was parsed from them.
                                 .max_send_bytes = static_cast<int>(2 * options.max_batch_bytes()),
                                 .service_names = {v1::IngestService::service_full_name(),
                                                   v1::HistoryService::service_full_name(),
                                                   v1::FeedService::service_full_name()},
                                 .drain = absl::GetFlag(FLAGS_drain)},
                                {&ingest, &history, &feed}, [&ingest, &feed] {
                                  ingest.Drain();
                                  feed.Drain();
                                }));
  // What it has taken is written before anything it stands on goes.
  intake.reset();
  runtime.log().Info("log is closed", {{"last_position", log->last_position()}});
  return absl::OkStatus();
}

// What abseil's types let through and ingest cannot use.
absl::Status CheckFlags() {
  RETURN_IF_ERROR(CheckFlagsPaired(FLAGS_tls_cert, FLAGS_tls_key));
  RETURN_IF_ERROR(CheckFlagNeeds(FLAGS_tls_client_ca, FLAGS_tls_cert));
  RETURN_IF_ERROR(CheckFlagWithin(FLAGS_max_record_size, {.bytes = 1}, kMaxRecordSizeLimit));
  RETURN_IF_ERROR(CheckFlagAbove(FLAGS_max_in_flight_size, {}));
  RETURN_IF_ERROR(CheckFlagAbove(FLAGS_max_queued_size, {}));
  RETURN_IF_ERROR(CheckFlagAbove(FLAGS_max_streams, 0));
  RETURN_IF_ERROR(CheckFlagAbove(FLAGS_max_dead_letters, -1));
  RETURN_IF_ERROR(CheckFlagAbove(FLAGS_stream_expiry, absl::ZeroDuration()));
  RETURN_IF_ERROR(CheckFlagWithin(FLAGS_parser_threads, 1, kMaxParserThreads));
  return CheckFlagWithin(FLAGS_drain, absl::ZeroDuration(), absl::InfiniteDuration());
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  const trialdex::ProgramInfo program = {
      .name = "trialdex-ingest", .help = trialdex::kHelp, .required_flags = {"data_dir"}};
  if (const auto exit_code = trialdex::ParseCommandLine(argc, argv, program)) return *exit_code;
  if (const absl::Status status = trialdex::CheckFlags(); !status.ok()) {
    return trialdex::UsageError(program.name, status.message());
  }
  return trialdex::RunService({.service = "ingest",
                               .log_level = absl::GetFlag(FLAGS_log_level),
                               .metrics_listen = absl::GetFlag(FLAGS_metrics_listen)},
                              trialdex::Run);
}
