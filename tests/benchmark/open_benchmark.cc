// What it takes to open an index and to read it for the first time.
//
//   open_benchmark --index_dir DIRECTORY
//
// Only reads the directory, which an indexer may be writing to. Prints one JSON object a
// line. How much of the index was in the page cache decides much: run it twice.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "libs/base/status_macros.h"
#include "libs/index/counting/global_ordinals.h"
#include "libs/index/index_directory.h"
#include "libs/index/snapshot_source.h"
#include "tests/benchmark/exit_code.h"
#include "tests/benchmark/json_line.h"
#include "tests/benchmark/memory.h"

ABSL_FLAG(std::string, index_dir, "", "Root of the index, as the services have it.");

namespace trialdex {
namespace {

constexpr double kMegabyte = 1024 * 1024;

template <typename Fn>
double MillisecondsOf(Fn&& fn, clockid_t clock) {
  timespec start = {};
  clock_gettime(clock, &start);
  fn();
  timespec end = {};
  clock_gettime(clock, &end);
  return static_cast<double>(end.tv_sec - start.tv_sec) * 1e3 +
         static_cast<double>(end.tv_nsec - start.tv_nsec) / 1e6;
}

// On the clock at the wall: of work for several threads.
template <typename Fn>
double MillisecondsOf(Fn&& fn) {
  return MillisecondsOf(fn, CLOCK_MONOTONIC);
}
// Of this thread: much the same however busy the machine is.
template <typename Fn>
double CpuMillisecondsOf(Fn&& fn) {
  return MillisecondsOf(fn, CLOCK_THREAD_CPUTIME_ID);
}

// The largest segment of all.
const Segment& LargestOf(const IndexSnapshot& snapshot) {
  return (*std::max_element(snapshot.segments().begin(), snapshot.segments().end(),
                            [](const auto& a, const auto& b) {
                              return a->segment().doc_count() < b->segment().doc_count();
                            }))
      ->segment();
}

absl::Status MeasureTerms(const Segment& segment) {
  // Every so many terms of the dictionary, and the one with most positions.
  std::vector<std::string> words;
  std::pair<uint32_t, std::string> most;
  uint32_t count = 0;
  absl::Status status;
  const double walk = CpuMillisecondsOf([&] {
    status = segment.files().ForEachTerm(TermField::kText, "",
                                         [&](absl::string_view term, uint32_t frequency) {
                                           if (count++ % 97 == 0) words.emplace_back(term);
                                           if (frequency > most.first) {
                                             most = {frequency, std::string(term)};
                                           }
                                           return true;
                                         });
  });
  RETURN_IF_ERROR(status);
  PrintFigure("term_walk", walk * 1e6 / count, "ns/term");
  for (const char* name : {"term_lookup_cold", "term_lookup_warm"}) {
    uint64_t sum = 0;
    const double took = CpuMillisecondsOf([&] {
      for (const std::string& word : words) {
        sum += segment.files().DocumentFrequency(TermField::kText, word).value_or(0);
      }
    });
    if (sum < words.size()) return absl::InternalError("a word of the dictionary is not found");
    PrintFigure(name, took * 1e6 / static_cast<double>(words.size()), "ns");
  }
  for (const char* name : {"frequent_word_cold", "frequent_word_warm"}) {
    size_t positions = 0;
    const double took = CpuMillisecondsOf([&] {
      const auto cursor = segment.files().OpenPositions(most.second);
      if (!cursor.ok()) return;
      for (uint32_t doc = 0; doc < segment.doc_count(); ++doc) {
        positions += (*cursor)->Read(doc).size();
      }
    });
    PrintFigure(name, took, "ms");
    PrintFigure("frequent_word_positions", static_cast<double>(positions) / took / 1e3, "M/s");
  }
  const double frequencies = CpuMillisecondsOf([&] {
    const auto pass = [](absl::Span<const FieldCount>) {};
    status.Update(segment.files().CountOccurrences(most.second, {}, pass));
  });
  PrintFigure("frequent_word_frequencies", frequencies, "ms");
  return status;
}

absl::Status MeasureOrdinals(const IndexSnapshot& snapshot) {
  double total = 0;
  for (const KeywordInfo& field : AllKeywordFields()) {
    absl::Status status;
    uint32_t values = 0;
    const double took = CpuMillisecondsOf([&] {
      const auto ordinals = GlobalOrdinals::Of(snapshot, field.field);
      status = ordinals.status();
      if (ordinals.ok()) values = (*ordinals)->value_count();
    });
    RETURN_IF_ERROR(status);
    total += took;
    if (values > 5000) {
      std::printf("{\"field\":\"%s\",\"values\":%u,\"ms\":%.3g}\n", std::string(field.name).c_str(),
                  values, took);
    }
  }
  PrintFigure("ordinals_of_all_fields", total, "ms");
  return absl::OkStatus();
}

absl::Status Run() {
  SnapshotSourceOptions options;
  options.index_dir = absl::GetFlag(FLAGS_index_dir);
  ASSIGN_OR_RETURN(const IndexName name, ReadCurrentIndex(options.index_dir));
  options.fingerprint = name.fingerprint;
  options.cache_bytes = size_t{1} << 30;
  const double before = RssAnonMegabytes();
  std::unique_ptr<SnapshotSource> source;
  const double open = MillisecondsOf([&] { source = std::make_unique<SnapshotSource>(options); });
  ASSIGN_OR_RETURN(const auto snapshot, source->Current());
  const auto trials = static_cast<double>(snapshot->trial_count());
  if (trials == 0) return absl::NotFoundError("the index holds no trials");
  PrintFigure("open_trials", trials, "1");
  PrintFigure("open_segments", static_cast<double>(snapshot->segments().size()), "1");
  PrintFigure("open", open, "ms");
  PrintFigure("open_rss_anon_per_trial", (RssAnonMegabytes() - before) * kMegabyte / trials, "B");
  const double again = MillisecondsOf([&] { source->Refresh().IgnoreError(); });
  PrintFigure("look_for_a_commit", again, "ms");
  RETURN_IF_ERROR(MeasureTerms(LargestOf(*snapshot)));
  return MeasureOrdinals(*snapshot);
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  return trialdex::ExitCode(argv[0], trialdex::Run());
}
