// Measures the parsers, one thread, the copy into their input included.
//
//   parse_benchmark FILE…      record files as trialctl submit takes them
//
// Prints MB/s of record bytes and records/s of processor time for each format found.
#include <time.h>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/sources/all_parsers.h"
#include "libs/sources/detection.h"
#include "libs/trial/enum_names.h"
#include "services/trialctl/input/record_reader.h"
#include "tests/benchmark/json_line.h"

namespace trialdex {
namespace {

constexpr int kPasses = 5;
// Enough of each format for a stable figure, and little enough to stay in memory.
constexpr size_t kMaxBytesPerFormat = 256 << 20;

struct Corpus {
  std::vector<std::string> records;
  size_t bytes = 0;
};

// Processor time, not the clock on the wall: other processes do not count.
double ThreadSeconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// Seconds of one pass over the corpus; negative if a record does not parse.
double Pass(const RecordParser& parser, const Corpus& corpus) {
  const double start = ThreadSeconds();
  for (const std::string& record : corpus.records) {
    const auto trial = parser.Parse(record);
    if (!trial.ok()) {
      std::fprintf(stderr, "parse_benchmark: %s\n", std::string(trial.status().message()).c_str());
      return -1;
    }
  }
  return ThreadSeconds() - start;
}

int Run(const std::vector<std::string>& paths) {
  std::map<v1::SourceFormat, Corpus> corpora;
  const auto files = ExpandPaths(paths);
  if (!files.ok()) {
    std::fprintf(stderr, "parse_benchmark: %s\n", std::string(files.status().message()).c_str());
    return 1;
  }
  for (const std::string& path : *files) {
    const absl::Status status = ReadRecords(path, {}, [&corpora](v1::RawRecord record, int64_t) {
      const auto format = DetectFormat(record.content());
      if (!format.ok()) return format.status();
      Corpus& corpus = corpora[*format];
      if (corpus.bytes >= kMaxBytesPerFormat) return absl::OkStatus();
      corpus.bytes += record.content().size();
      corpus.records.push_back(std::move(*record.mutable_content()));
      return absl::OkStatus();
    });
    if (!status.ok()) {
      std::fprintf(stderr, "parse_benchmark: %s\n", std::string(status.message()).c_str());
      return 1;
    }
  }
  const ParserSet parsers;
  for (const auto& [format, corpus] : corpora) {
    double best = 0;
    for (int pass = 0; pass < kPasses; ++pass) {
      const double seconds = Pass(*parsers.Find(format), corpus);
      if (seconds < 0) return 1;
      if (best == 0 || seconds < best) best = seconds;
    }
    const std::string name = absl::StrCat("parse.", absl::AsciiStrToLower(EnumWord(format)));
    PrintFigure(name, static_cast<double>(corpus.bytes) / best / 1e6, "MB/s");
    PrintFigure(absl::StrCat(name, ".records"), static_cast<double>(corpus.records.size()) / best,
                "records/s");
  }
  return 0;
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: parse_benchmark FILE...\n");
    return 2;
  }
  return trialdex::Run(std::vector<std::string>(argv + 1, argv + argc));
}
