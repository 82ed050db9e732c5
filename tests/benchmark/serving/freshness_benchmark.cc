// Measures how long records take from their result to the first search that finds them,
// at fixed rates.
//
//   freshness_benchmark --ingest HOST:PORT --query HOST:PORT --rate 500 --rate 1000 RECORDS…
//
// Each rate goes on with the records where the one before ended; records that are held
// already are no news and measure nothing. Rate 0 means as fast as ingest takes them. Prints
// one JSON object for each rate.
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/base/status_macros.h"
#include "libs/client/submit_stream.h"
#include "libs/rpc/channel.h"
#include "services/trialctl/input/record_reader.h"
#include "tests/benchmark/exit_code.h"
#include "tests/benchmark/serving/freshness_probe.h"

namespace trialdex {
namespace {

struct Options {
  std::string ingest = "127.0.0.1:7101";
  std::string query = "127.0.0.1:7103";
  std::vector<double> rates;
  double seconds = 10;
  std::vector<std::string> pids;
  std::vector<std::string> paths;
};

// The steps, one for each rate, over one sequence of records.
class Steps {
 public:
  Steps(const Options& options, FreshnessProbe& probe) : options_(options), probe_(probe) {}

  absl::Status Run() {
    ASSIGN_OR_RETURN(const std::vector<std::string> files, ExpandPaths(options_.paths));
    RETURN_IF_ERROR(OpenStream());
    for (const std::string& file : files) {
      RETURN_IF_ERROR(ReadRecords(
          file, {}, [this](v1::RawRecord record, int64_t) { return Submit(std::move(record)); }));
      if (step_ == options_.rates.size()) return absl::OkStatus();
    }
    return EndStep();
  }

 private:
  absl::Status OpenStream() {
    ASSIGN_OR_RETURN(stream_, SubmitStream::Open(MakeChannel(options_.ingest), {},
                                                 [this](uint64_t, const v1::RecordResult& result) {
                                                   probe_.Add(result);
                                                 }));
    begun_ = absl::Now();
    submitted_ = 0;
    return absl::OkStatus();
  }

  // Waits until the record is due, or until the stream has room for it.
  absl::Status Submit(v1::RawRecord record) {
    if (step_ < options_.rates.size() && absl::Now() - begun_ > absl::Seconds(options_.seconds)) {
      RETURN_IF_ERROR(EndStep());
      if (step_ < options_.rates.size()) RETURN_IF_ERROR(OpenStream());
    }
    // Files cannot be left early; what is left of the last one is passed over.
    if (step_ == options_.rates.size()) return absl::OkStatus();
    const double rate = options_.rates[step_];
    if (rate > 0) {
      absl::SleepFor(begun_ + absl::Seconds(static_cast<double>(submitted_) / rate) - absl::Now());
    }
    ++submitted_;
    return stream_->Submit(std::move(record));
  }

  absl::Status EndStep() {
    RETURN_IF_ERROR(stream_->Finish());
    const absl::Time acknowledged = absl::Now();
    FreshnessSeen seen = probe_.Take();
    const double submitting = absl::ToDoubleSeconds(acknowledged - begun_);
    std::printf(
        "{\"name\":\"freshness\",\"rate\":%g,\"accepted\":%lld,\"accepted_per_s\":%.1f,"
        "\"p50_ms\":%.1f,\"p99_ms\":%.1f,\"max_ms\":%.1f,\"probes\":%zu,\"failed_probes\":%lld,"
        "\"max_backlog\":%llu,\"catch_up_s\":%.2f,\"max_anon_mb\":[%s]}\n",
        options_.rates[step_], static_cast<long long>(seen.accepted),
        static_cast<double>(seen.accepted) / submitting,
        seen.accepted_to_searchable.Percentile(0.5), seen.accepted_to_searchable.Percentile(0.99),
        seen.accepted_to_searchable.Percentile(1), seen.accepted_to_searchable.count(),
        static_cast<long long>(seen.failed), static_cast<unsigned long long>(seen.max_backlog),
        absl::ToDoubleSeconds(absl::Now() - acknowledged),
        absl::StrJoin(seen.max_anon_mb, ",").c_str());
    std::fflush(stdout);
    ++step_;
    return absl::OkStatus();
  }

  const Options& options_;
  FreshnessProbe& probe_;
  size_t step_ = 0;
  absl::Time begun_;
  int64_t submitted_ = 0;
  std::unique_ptr<SubmitStream> stream_;
};

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  using namespace trialdex;
  CLI::App app("Measures the time from acceptance to search, at fixed rates.");
  Options options;
  app.add_option("--ingest", options.ingest, "HOST:PORT of ingest")->capture_default_str();
  app.add_option("--query", options.query, "HOST:PORT of the query service")->capture_default_str();
  app.add_option("--rate", options.rates, "Records a second, one step each; 0: no limit")
      ->delimiter(',')
      ->required();
  app.add_option("--seconds", options.seconds, "How long a step submits")->capture_default_str();
  app.add_option("--pid", options.pids, "Processes whose memory to look at")->delimiter(',');
  app.add_option("records", options.paths, "Files and folders, as trialctl submit takes them")
      ->required();
  CLI11_PARSE(app, argc, argv);

  FreshnessProbe probe(options.query, options.pids);
  return ExitCode(argv[0], Steps(options, probe).Run());
}
