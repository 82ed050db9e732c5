// How fast records become durable, without gRPC: bytes through intake into the
// log on disk.
//
//   TRIALDEX_RECORDS_DIR=… intake_benchmark [--records NAME] [--batch_bytes N] [--preload]
//
// Prints one JSON object a line, for a first pass over the records and for the
// same records once more.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "libs/base/status_macros.h"
#include "libs/intake/intake.h"
#include "libs/log/rocksdb_trial_log.h"
#include "libs/sources/all_parsers.h"
#include "simdjson.h"
#include "tests/benchmark/exit_code.h"
#include "tests/benchmark/json_line.h"
#include "tests/benchmark/memory.h"
#include "tests/support/real_records.h"
#include "tests/support/temp_dir.h"

ABSL_FLAG(std::string, records, "derived-v2-from-xml", "Which records, see RealRecords.");
ABSL_FLAG(size_t, batch_bytes, size_t{1} << 20, "Content bytes of one submitted batch.");
ABSL_FLAG(bool, preload, false,
          "Read all records first: the rate of intake alone, but not its memory.");

namespace trialdex {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Processor time of all threads, which a busy machine does not stretch.
double CpuSeconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

void Print(const std::string& pass, const char* name, double value, const char* unit) {
  PrintFigure(absl::StrCat("intake_", pass, "_", name), value, unit);
}

// The record inside an envelope {"nct_id", "xml" or "text"}, or the line itself.
v1::RawRecord Unwrap(const std::string& line, simdjson::ondemand::parser& json) {
  v1::RawRecord record;
  const simdjson::padded_string padded(line);
  auto document = json.iterate(padded);
  for (const char* field : {"xml", "text"}) {
    std::string_view content;
    if (document[field].get_string().get(content) == simdjson::SUCCESS) {
      record.set_content(content.data(), content.size());
      return record;
    }
  }
  record.set_content(line);
  return record;
}

// Batches of the records, in order.
class Batches {
 public:
  explicit Batches(RealRecords records) : records_(std::move(records)) {}

  std::vector<v1::RawRecord> Next() {
    std::vector<v1::RawRecord> batch;
    std::string line;
    size_t bytes = 0;
    while (bytes < absl::GetFlag(FLAGS_batch_bytes) && records_.Next(line)) {
      batch.push_back(Unwrap(line, json_));
      bytes += batch.back().content().size();
    }
    return batch;
  }

 private:
  RealRecords records_;
  simdjson::ondemand::parser json_;
};

// What came back from all batches of a pass.
struct Outcomes {
  absl::Mutex mutex;
  size_t open ABSL_GUARDED_BY(mutex) = 0;
  size_t records ABSL_GUARDED_BY(mutex) = 0;
  size_t accepted ABSL_GUARDED_BY(mutex) = 0;
  size_t rejected ABSL_GUARDED_BY(mutex) = 0;
};

absl::Status Pass(const std::string& name, Intake& intake) {
  auto records = RealRecords::Open(absl::GetFlag(FLAGS_records));
  if (!records.has_value()) return absl::NotFoundError("TRIALDEX_RECORDS_DIR is not set");
  Batches batches(*std::move(records));
  std::vector<std::vector<v1::RawRecord>> preloaded;
  while (absl::GetFlag(FLAGS_preload)) {
    preloaded.push_back(batches.Next());
    if (preloaded.back().empty()) break;
  }
  Outcomes outcomes;
  double bytes = 0;
  double peak = 0;
  const double cpu_start = CpuSeconds();
  const auto start = SteadyClock::now();
  for (size_t i = 0;; ++i) {
    std::vector<v1::RawRecord> batch =
        absl::GetFlag(FLAGS_preload) ? std::move(preloaded[i]) : batches.Next();
    if (batch.empty()) break;
    for (const v1::RawRecord& record : batch) bytes += static_cast<double>(record.content().size());
    absl::Notification ready;
    intake.WhenReady([&ready] { ready.Notify(); });
    ready.WaitForNotification();
    absl::MutexLock lock(&outcomes.mutex);
    ++outcomes.open;
    intake.Submit({{}, 0, std::move(batch)}, [&outcomes](absl::StatusOr<SubmitResult> result) {
      absl::MutexLock done(&outcomes.mutex);
      --outcomes.open;
      if (!result.ok()) return;
      outcomes.records += result->results.size();
      for (const v1::RecordResult& record : result->results) {
        outcomes.accepted += record.outcome() == v1::RECORD_OUTCOME_ACCEPTED;
        outcomes.rejected += record.outcome() == v1::RECORD_OUTCOME_REJECTED;
      }
    });
    peak = std::max(peak, RssAnonMegabytes());
  }
  absl::MutexLock lock(&outcomes.mutex);
  const auto answered = [&outcomes]() ABSL_SHARED_LOCKS_REQUIRED(outcomes.mutex) {
    return outcomes.open == 0;
  };
  outcomes.mutex.Await(absl::Condition(&answered));
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
  Print(name, "records", static_cast<double>(outcomes.records), "1");
  Print(name, "accepted", static_cast<double>(outcomes.accepted), "1");
  Print(name, "rejected", static_cast<double>(outcomes.rejected), "1");
  Print(name, "records_per_second", static_cast<double>(outcomes.records) / seconds, "1/s");
  Print(name, "megabytes_per_second", bytes / 1e6 / seconds, "MB/s");
  Print(name, "cpu_per_record",
        (CpuSeconds() - cpu_start) * 1e6 / static_cast<double>(outcomes.records), "us");
  Print(name, "peak_rss_anon", peak, "MB");
  return absl::OkStatus();
}

absl::Status Run() {
  const TempDir temp;
  ASSIGN_OR_RETURN(const auto log, OpenRocksDbTrialLog(temp.path() + "/log", RealClock()));
  const ParserSet set;
  std::vector<const RecordParser*> parsers;
  for (const auto& parser : set.parsers()) parsers.push_back(parser.get());
  const auto intake = Intake::Start(*log, parsers, RealClock());
  RETURN_IF_ERROR(Pass("first", *intake));
  RETURN_IF_ERROR(Pass("again", *intake));
  uintmax_t disk = 0;
  for (const auto& file : std::filesystem::directory_iterator(temp.path() + "/log")) {
    disk += file.file_size();
  }
  Print("log", "bytes", static_cast<double>(disk) / 1e6, "MB");
  return absl::OkStatus();
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  return trialdex::ExitCode(argv[0], trialdex::Run());
}
