#include "libs/search/free_text/condition_feedback.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status_macros.h"
#include "libs/query/free_text.h"

namespace trialdex {
absl::Status AddFeedback(const std::vector<FoundTrial>& best, const IndexSnapshot& snapshot,
                         Analyzer& analyzer, const FreeTextOptions& options,
                         std::vector<ToldWord>& words) {
  // A word counts by the scores of the trials that have it, shared among a trial's words.
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
  const size_t kept = std::min(options.feedback_words, learned.size());
  std::partial_sort(learned.begin(), learned.begin() + static_cast<ptrdiff_t>(kept), learned.end(),
                    [](const ToldWord& a, const ToldWord& b) {
                      return a.weight != b.weight ? a.weight > b.weight : a.word.stem < b.word.stem;
                    });
  learned.resize(kept);

  double learned_sum = 0;
  for (const ToldWord& word : learned) learned_sum += word.weight;
  if (learned_sum <= 0) return absl::OkStatus();
  double told_sum = 0;
  absl::flat_hash_map<std::string, size_t> told_at;
  for (size_t i = 0; i < words.size(); ++i) {
    told_sum += words[i].weight;
    told_at.try_emplace(words[i].word.stem, i);
  }
  const double scale =
      told_sum / learned_sum * options.feedback_share / (1 - options.feedback_share);
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
