#include "services/trialctl/eval/run_file.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace trialdex {
namespace {

struct RunLine {
  std::string trial;
  int64_t rank = 0;
  double score = 0;
};

}  // namespace

std::string FormatRunLine(absl::string_view topic, absl::string_view trial, size_t rank,
                          double score, absl::string_view tag) {
  return absl::StrFormat("%s Q0 %s %d %.9g %s\n", topic, trial, rank, score, tag);
}

absl::StatusOr<Run> ParseRun(absl::string_view text) {
  std::map<std::string, std::vector<RunLine>> topics;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    const std::vector<absl::string_view> words =
        absl::StrSplit(line, absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
    if (words.empty()) continue;
    RunLine run_line;
    if (words.size() != 6 || !absl::SimpleAtoi(words[3], &run_line.rank) ||
        !absl::SimpleAtod(words[4], &run_line.score)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "line ", number, " of the run is not 'topic Q0 trial rank score tag': ", line));
    }
    run_line.trial = std::string(words[2]);
    topics[std::string(words[0])].push_back(std::move(run_line));
  }
  Run run;
  for (auto& [topic, lines] : topics) {
    std::stable_sort(lines.begin(), lines.end(), [](const RunLine& a, const RunLine& b) {
      return a.score != b.score ? a.score > b.score : a.rank < b.rank;
    });
    for (RunLine& line : lines) run[topic].push_back(std::move(line.trial));
  }
  return run;
}

}  // namespace trialdex
