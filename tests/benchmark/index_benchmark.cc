// How fast trials become searchable documents, parsing left out.
//
//   TRIALDEX_RECORDS_DIR=… index_benchmark [--commit_every N]
//
// Reads the classic XML records and prints one JSON object a line.
#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_writer.h"
#include "libs/sources/ctgov_xml/ctgov_xml_parser.h"
#include "simdjson.h"
#include "tests/benchmark/exit_code.h"
#include "tests/benchmark/json_line.h"
#include "tests/benchmark/memory.h"
#include "tests/support/real_records.h"
#include "tests/support/temp_dir.h"

ABSL_FLAG(int, commit_every, 0, "Commit after so many trials; 0 only at the end.");
ABSL_FLAG(int, threads, trialdex::IndexWriterOptions().threads, "Threads that index.");
ABSL_FLAG(std::string, directory, "", "Where to leave the index; empty: nowhere.");
ABSL_FLAG(double, ram_buffer_mb, trialdex::IndexWriterOptions().ram_buffer_mb,
          "Memory for documents before they become a segment.");

namespace trialdex {
namespace {

using SteadyClock = std::chrono::steady_clock;

double Seconds(SteadyClock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

// The trials of the records, and the bytes of these.
struct Corpus {
  std::vector<v1::Trial> trials;
  size_t xml_bytes = 0;
};

absl::StatusOr<Corpus> ReadCorpus() {
  auto records = RealRecords::Open("ctgov-legacy-xml");
  if (!records.has_value()) return absl::NotFoundError("TRIALDEX_RECORDS_DIR is not set");
  const auto parser = MakeCtgovXmlParser();
  Corpus corpus;
  simdjson::ondemand::parser json;
  std::string line;
  while (records->Next(line)) {
    simdjson::padded_string padded(line);
    auto document = json.iterate(padded);
    const std::string_view xml = document["xml"].get_string();
    ASSIGN_OR_RETURN(corpus.trials.emplace_back(), parser->Parse({xml.data(), xml.size()}));
    corpus.xml_bytes += xml.size();
  }
  return corpus;
}

absl::Status Run() {
  ASSIGN_OR_RETURN(Corpus corpus, ReadCorpus());
  const TempDir temp;
  const std::string wanted = absl::GetFlag(FLAGS_directory);
  ASSIGN_OR_RETURN(const auto writer,
                   OpenIndexWriter({.directory = wanted.empty() ? temp.path() + "/index" : wanted,
                                    .fingerprint = "benchmark",
                                    .ram_buffer_mb = absl::GetFlag(FLAGS_ram_buffer_mb),
                                    .threads = absl::GetFlag(FLAGS_threads)}));
  const auto commit_every = static_cast<uint64_t>(absl::GetFlag(FLAGS_commit_every));
  const double before = RssAnonMegabytes();
  std::vector<double> commits;
  uint64_t count = 0;
  double peak = 0;
  const auto commit = [&]() -> absl::Status {
    const auto start = SteadyClock::now();
    RETURN_IF_ERROR(writer->Commit({"benchmark", count}));
    commits.push_back(Seconds(SteadyClock::now() - start));
    peak = std::max(peak, RssAnonMegabytes());
    return absl::OkStatus();
  };
  const auto start = SteadyClock::now();
  for (v1::Trial& trial : corpus.trials) {
    ++count;
    RETURN_IF_ERROR(writer->Upsert(std::move(trial)));
    if (commit_every > 0 && count % commit_every == 0) RETURN_IF_ERROR(commit());
    if (count % 256 == 0) peak = std::max(peak, RssAnonMegabytes());
  }
  RETURN_IF_ERROR(commit());
  const double seconds = Seconds(SteadyClock::now() - start);
  const auto merge_start = SteadyClock::now();
  RETURN_IF_ERROR(writer->WaitForMerges());
  PrintFigure("index_documents_per_second", static_cast<double>(count) / seconds, "1/s");
  PrintFigure("index_xml_megabytes_per_second",
              static_cast<double>(corpus.xml_bytes) / 1e6 / seconds, "MB/s");
  PrintFigure("index_seconds", seconds, "s");
  PrintFigure("index_merge_rest_seconds", Seconds(SteadyClock::now() - merge_start), "s");
  std::sort(commits.begin(), commits.end());
  PrintFigure("index_commit_median_seconds", commits[commits.size() / 2], "s");
  PrintFigure("index_commit_longest_seconds", commits.back(), "s");
  PrintFigure("index_peak_rss_anon_above_corpus", peak - before, "MB");
  PrintFigure("index_bytes", static_cast<double>(writer->Statistics().bytes) / 1e6, "MB");
  PrintFigure("index_segments", writer->Statistics().segment_count, "1");
  return absl::OkStatus();
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  return trialdex::ExitCode(argv[0], trialdex::Run());
}
