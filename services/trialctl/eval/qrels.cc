#include "services/trialctl/eval/qrels.h"

#include <algorithm>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace trialdex {

bool HasRelevant(const Judgments& judgments) {
  return std::any_of(judgments.begin(), judgments.end(),
                     [](const auto& judgment) { return judgment.second >= kRelevantGrade; });
}

absl::StatusOr<Qrels> ParseQrels(absl::string_view text) {
  Qrels qrels;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    const std::vector<absl::string_view> words =
        absl::StrSplit(line, absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
    if (words.empty()) continue;
    int grade = 0;
    if (words.size() != 4 || !absl::SimpleAtoi(words[3], &grade)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "line ", number, " of the judgments is not 'topic iteration trial grade': ", line));
    }
    qrels[std::string(words[0])][std::string(words[2])] = grade;
  }
  return qrels;
}

}  // namespace trialdex
