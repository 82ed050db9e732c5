#include "libs/search/suggest/query_suggestions.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

constexpr size_t kMaxCounted = 6;
constexpr size_t kMaxSuggestions = 3;

// Corrections that are made together, from left to right.
struct Attempt {
  std::vector<const Correction*> corrections;
  double likelihood = 0;
};

// The `choice` of misspelling `at`, and the likeliest of all others, or of those that no trial
// has. What overlaps a correction before it is left out.
Attempt MakeAttempt(const std::vector<Misspelling>& misspellings, size_t at, size_t choice,
                    bool keep_known = false) {
  Attempt attempt;
  uint32_t end = 0;
  for (size_t i = 0; i < misspellings.size(); ++i) {
    if (keep_known && misspellings[i].is_known) continue;
    const Correction& correction = misspellings[i].corrections[i == at ? choice : 0];
    if (correction.begin < end) continue;
    end = correction.end;
    attempt.corrections.push_back(&correction);
    attempt.likelihood += correction.likelihood;
  }
  return attempt;
}

v1::QuerySuggestion Apply(const Attempt& attempt, absl::string_view query) {
  const uint32_t begin = attempt.corrections.front()->begin;
  const uint32_t end = attempt.corrections.back()->end;
  std::string replacement;
  uint32_t copied = begin;
  for (const Correction* correction : attempt.corrections) {
    absl::StrAppend(&replacement, query.substr(copied, correction->begin - copied),
                    correction->text);
    copied = correction->end;
  }
  v1::QuerySuggestion suggestion;
  suggestion.set_query(absl::StrCat(query.substr(0, begin), replacement, query.substr(end)));
  suggestion.set_begin(static_cast<int32_t>(begin));
  suggestion.set_end(static_cast<int32_t>(end));
  suggestion.set_replacement(std::move(replacement));
  return suggestion;
}

}  // namespace

absl::StatusOr<std::vector<v1::QuerySuggestion>> SuggestQueries(
    absl::string_view query, int64_t total_size, const std::vector<Misspelling>& misspellings,
    absl::FunctionRef<absl::StatusOr<int64_t>(const std::string& query)> count) {
  std::vector<v1::QuerySuggestion> suggestions;
  if (misspellings.empty()) return suggestions;
  std::vector<Attempt> attempts = {MakeAttempt(misspellings, 0, 0)};
  // Words that some trial has may be right.
  const Attempt careful = MakeAttempt(misspellings, 0, 0, true);
  const bool differs = careful.corrections.size() < attempts[0].corrections.size();
  const auto first = static_cast<ptrdiff_t>(differs && !careful.corrections.empty());
  if (first > 0) attempts.insert(attempts.begin(), careful);
  for (size_t at = 0; at < misspellings.size(); ++at) {
    for (size_t choice = 1; choice < misspellings[at].corrections.size(); ++choice) {
      attempts.push_back(MakeAttempt(misspellings, at, choice));
    }
  }
  std::stable_sort(attempts.begin() + 1 + first, attempts.end(),
                   [](const Attempt& a, const Attempt& b) { return a.likelihood > b.likelihood; });
  if (attempts.size() > kMaxCounted) attempts.resize(kMaxCounted);
  for (const Attempt& attempt : attempts) {
    v1::QuerySuggestion suggestion = Apply(attempt, query);
    ASSIGN_OR_RETURN(const int64_t found, count(suggestion.query()));
    if (found <= total_size) continue;
    suggestion.set_total_size(found);
    suggestions.push_back(std::move(suggestion));
    if (suggestions.size() == kMaxSuggestions) break;
  }
  return suggestions;
}

}  // namespace trialdex
