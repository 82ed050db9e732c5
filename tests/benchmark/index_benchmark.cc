// How fast trials become searchable documents, parsing left out.
//
//   TRIALDEX_RECORDS_DIR=… index_benchmark [--commit_every N]
//
// Reads the classic XML records and prints one JSON object a line.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_writer.h"
#include "libs/sources/ctgov_xml/ctgov_xml_parser.h"
#include "simdjson.h"
#include "tests/support/real_records.h"
#include "tests/support/temp_dir.h"

ABSL_FLAG(int, commit_every, 0, "Commit after so many trials; 0 only at the end.");
ABSL_FLAG(double, ram_buffer_mb, trialdex::IndexWriterOptions().ram_buffer_mb,
          "Memory for documents before they become a segment.");

namespace trialdex {
namespace {

using SteadyClock = std::chrono::steady_clock;

double Seconds(SteadyClock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

void Print(const char* name, double value, const char* unit) {
  std::printf("{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%s\"}\n", name, value, unit);
}

// Anonymous resident memory of this process.
double RssAnonMegabytes() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    absl::string_view rest = line;
    if (!absl::ConsumePrefix(&rest, "RssAnon:")) continue;
    double kilobytes = 0;
    absl::ConsumeSuffix(&rest, "kB");
    if (absl::SimpleAtod(rest, &kilobytes)) return kilobytes / 1024;
  }
  return 0;
}

absl::Status Run() {
  auto records = RealRecords::Open("ctgov-legacy-xml");
  if (!records.has_value()) return absl::NotFoundError("TRIALDEX_RECORDS_DIR is not set");
  const TempDir temp;
  ASSIGN_OR_RETURN(const auto writer,
                   OpenIndexWriter({.directory = temp.path() + "/index",
                                    .fingerprint = "benchmark",
                                    .ram_buffer_mb = absl::GetFlag(FLAGS_ram_buffer_mb)}));
  const auto parser = MakeCtgovXmlParser();
  const auto commit_every = static_cast<uint64_t>(absl::GetFlag(FLAGS_commit_every));

  SteadyClock::duration indexing{};
  std::vector<double> commits;
  size_t text_bytes = 0;
  uint64_t count = 0;
  double peak = 0;
  const auto commit = [&]() -> absl::Status {
    const auto start = SteadyClock::now();
    RETURN_IF_ERROR(writer->Commit({"benchmark", count}));
    commits.push_back(Seconds(SteadyClock::now() - start));
    indexing += SteadyClock::now() - start;
    peak = std::max(peak, RssAnonMegabytes());
    return absl::OkStatus();
  };
  simdjson::ondemand::parser json;
  std::string line;
  while (records->Next(line)) {
    simdjson::padded_string padded(line);
    auto document = json.iterate(padded);
    const std::string_view xml = document["xml"].get_string();
    ASSIGN_OR_RETURN(const v1::Trial trial, parser->Parse({xml.data(), xml.size()}));
    text_bytes += xml.size();
    ++count;
    const auto start = SteadyClock::now();
    RETURN_IF_ERROR(writer->Upsert(trial));
    indexing += SteadyClock::now() - start;
    if (commit_every > 0 && count % commit_every == 0) RETURN_IF_ERROR(commit());
    if (count % 256 == 0) peak = std::max(peak, RssAnonMegabytes());
  }
  RETURN_IF_ERROR(commit());
  const double seconds = Seconds(indexing);
  const auto merge_start = SteadyClock::now();
  RETURN_IF_ERROR(writer->WaitForMerges());
  Print("index_documents_per_second", static_cast<double>(count) / seconds, "1/s");
  Print("index_xml_megabytes_per_second", static_cast<double>(text_bytes) / 1e6 / seconds, "MB/s");
  Print("index_seconds", seconds, "s");
  Print("index_merge_rest_seconds", Seconds(SteadyClock::now() - merge_start), "s");
  std::sort(commits.begin(), commits.end());
  Print("index_commit_median_seconds", commits[commits.size() / 2], "s");
  Print("index_commit_longest_seconds", commits.back(), "s");
  Print("index_peak_rss_anon", peak, "MB");
  Print("index_bytes", static_cast<double>(writer->Statistics().bytes) / 1e6, "MB");
  Print("index_segments", writer->Statistics().segment_count, "1");
  return absl::OkStatus();
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = trialdex::Run();
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
  return status.ok() ? 0 : 1;
}
