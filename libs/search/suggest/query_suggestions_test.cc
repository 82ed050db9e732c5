#include "libs/search/suggest/query_suggestions.h"

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "(beast OR lnug) cancer", both misspelt.
constexpr char kQuery[] = "(beast OR lnug) cancer";
const std::vector<Misspelling>& Misspellings() {
  static const auto& misspellings =
      *new std::vector<Misspelling>{{false, {{1, 6, "breast", 3}, {1, 6, "beat", 1}}},
                                    {false, {{10, 14, "lung", 4}, {10, 14, "long", 2}}}};
  return misspellings;
}

// What each query finds; others find nothing.
std::vector<std::string> Suggest(const std::map<std::string, int64_t>& found, int64_t total_size) {
  const auto suggestions = SuggestQueries(kQuery, total_size, Misspellings(),
                                          [&](const std::string& query) -> absl::StatusOr<int64_t> {
                                            const auto at = found.find(query);
                                            return at == found.end() ? 0 : at->second;
                                          });
  EXPECT_OK(suggestions);
  std::vector<std::string> queries;
  for (const v1::QuerySuggestion& suggestion : *suggestions) queries.push_back(suggestion.query());
  return queries;
}

TEST(QuerySuggestionsTest, AllMisspellingsAreCorrectedTogether) {
  const auto suggestions = SuggestQueries(
      kQuery, 0, Misspellings(), [](const std::string&) { return absl::StatusOr<int64_t>(7); });
  ASSERT_OK(suggestions);
  ASSERT_EQ(suggestions->size(), 3u);
  const v1::QuerySuggestion& best = suggestions->front();
  EXPECT_EQ(best.query(), "(breast OR lung) cancer");
  EXPECT_EQ(best.replacement(), "breast OR lung");
  EXPECT_EQ(best.begin(), 1);
  EXPECT_EQ(best.end(), 14);
  EXPECT_EQ(best.total_size(), 7);
}

TEST(QuerySuggestionsTest, OnlyWhatFindsMoreIsSuggested) {
  EXPECT_THAT(Suggest({{"(breast OR lung) cancer", 2}, {"(breast OR long) cancer", 3}}, 2),
              ElementsAre("(breast OR long) cancer"));
  EXPECT_THAT(Suggest({}, 0), IsEmpty());
}

TEST(QuerySuggestionsTest, WordsThatSomeTrialHasAreKeptFirst) {
  std::vector<Misspelling> misspellings = Misspellings();
  misspellings[0].is_known = true;
  const auto suggestions = SuggestQueries(
      kQuery, 0, misspellings, [](const std::string&) { return absl::StatusOr<int64_t>(7); });
  ASSERT_OK(suggestions);
  ASSERT_EQ(suggestions->size(), 3u);
  EXPECT_EQ(suggestions->at(0).query(), "(beast OR lung) cancer");
  EXPECT_EQ(suggestions->at(1).query(), "(breast OR lung) cancer");
}

TEST(QuerySuggestionsTest, ErrorsOfCountingAreErrors) {
  EXPECT_THAT(SuggestQueries(kQuery, 0, Misspellings(),
                             [](const std::string&) -> absl::StatusOr<int64_t> {
                               return absl::DeadlineExceededError("late");
                             }),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST(QuerySuggestionsTest, NothingMisspeltSuggestsNothing) {
  const auto suggestions =
      SuggestQueries(kQuery, 0, {}, [](const std::string&) { return absl::StatusOr<int64_t>(7); });
  ASSERT_OK(suggestions);
  EXPECT_THAT(*suggestions, IsEmpty());
}

}  // namespace
}  // namespace trialdex
