#include "libs/search/free_text/condition_feedback.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "libs/base/status_macros.h"
#include "libs/query/free_text.h"

namespace trialdex {
namespace {

// The words of the conditions of `best`. One counts by the scores of the trials that have it,
// shared among a trial's words.
absl::StatusOr<std::vector<ToldWord>> ConditionWords(const std::vector<FoundTrial>& best,
                                                     const IndexSnapshot& snapshot,
                                                     Analyzer& analyzer) {
  std::vector<ToldWord> learned;
  absl::flat_hash_map<std::string, size_t> learned_at;
  for (const FoundTrial& trial : best) {
    ASSIGN_OR_RETURN(const v1::TrialSummary summary, snapshot.ReadSummary(trial.address));
    std::vector<FreeTextWord> found =
        FreeTextWords(absl::StrJoin(summary.conditions(), "; "), analyzer);
    int said = 0;
    for (const FreeTextWord& word : found) said += word.count;
    for (FreeTextWord& word : found) {
      const auto [at, is_new] = learned_at.try_emplace(word.stem, learned.size());
      if (is_new) {
        ASSIGN_OR_RETURN(const double idf, IdfOf(word.place, snapshot));
        learned.push_back({std::move(word), idf, 0, true});
        learned.back().word.begin = learned.back().word.end = 0;
      }
      ToldWord& told = learned[at->second];
      told.weight += told.idf * trial.score * word.count / said;
    }
  }
  return learned;
}

void KeepHeaviest(size_t count, std::vector<ToldWord>& words) {
  const size_t kept = std::min(count, words.size());
  std::partial_sort(words.begin(), words.begin() + static_cast<ptrdiff_t>(kept), words.end(),
                    [](const ToldWord& a, const ToldWord& b) {
                      return a.weight != b.weight ? a.weight > b.weight : a.word.stem < b.word.stem;
                    });
  words.resize(kept);
}

double WeightOf(const std::vector<ToldWord>& words) {
  double sum = 0;
  for (const ToldWord& word : words) sum += word.weight;
  return sum;
}

}  // namespace

absl::Status AddFeedback(const std::vector<FoundTrial>& best, const IndexSnapshot& snapshot,
                         Analyzer& analyzer, const FreeTextOptions& options,
                         std::vector<ToldWord>& words) {
  ASSIGN_OR_RETURN(std::vector<ToldWord> learned, ConditionWords(best, snapshot, analyzer));
  KeepHeaviest(options.feedback_words, learned);
  const double learned_weight = WeightOf(learned);
  if (learned_weight <= 0) return absl::OkStatus();
  const double scale =
      WeightOf(words) / learned_weight * options.feedback_share / (1 - options.feedback_share);
  absl::flat_hash_map<std::string, size_t> told_at;
  for (size_t i = 0; i < words.size(); ++i) told_at.try_emplace(words[i].word.stem, i);
  for (ToldWord& word : learned) {
    word.weight *= scale;
    const auto told = told_at.find(word.word.stem);
    if (told != told_at.end()) {
      words[told->second].weight += word.weight;
    } else {
      words.push_back(std::move(word));
    }
  }
  return absl::OkStatus();
}

}  // namespace trialdex
