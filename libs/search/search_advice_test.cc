#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/search/testing/test_index.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SearchAdviceTest : public testing::Test {
 protected:
  // Trials by title; the n-th has n participants.
  void Put(const std::vector<std::string>& titles) {
    for (const std::string& title : titles) {
      v1::Trial trial = TestTrial(++trials_, title);
      trial.mutable_design()->mutable_enrollment()->set_count(trials_);
      index_.Put(trial);
    }
    index_.Commit();
  }

  v1::SearchTrialsResponse Search(const std::string& query, const std::string& filter = "") {
    v1::SearchTrialsRequest request;
    request.set_query(query);
    request.set_filter(filter);
    request.set_suggest(true);
    const auto response = index_.engine().Search(request);
    EXPECT_OK(response);
    return response.value_or(v1::SearchTrialsResponse());
  }
  std::vector<std::string> Suggested(const std::string& query) {
    std::vector<std::string> queries;
    const v1::SearchTrialsResponse response = Search(query);
    for (const v1::QuerySuggestion& suggestion : response.suggestions()) {
      queries.push_back(suggestion.query());
    }
    return queries;
  }
  // "clause: alone remaining without"
  std::vector<std::string> Funnel(const std::string& query, const std::string& filter = "") {
    std::vector<std::string> steps;
    const v1::SearchTrialsResponse response = Search(query, filter);
    for (const v1::FunnelStep& step : response.funnel()) {
      steps.push_back(absl::StrFormat("%s%s: %d %d %d", step.in_filter() ? "filter " : "",
                                      step.clause(), step.alone_count(), step.remaining_count(),
                                      step.without_count()));
    }
    return steps;
  }

  TestIndex index_;
  int trials_ = 0;
};

TEST_F(SearchAdviceTest, WordsThatAreNotThereAreCorrected) {
  Put({"Melanoma of the skin", "Melanoma", "Breast cancer", "Lymphoma"});
  EXPECT_THAT(Suggested("melonoma"), ElementsAre("melanoma"));
  EXPECT_THAT(Suggested("nelanoma"), ElementsAre("melanoma"));
  EXPECT_THAT(Suggested("melonama"), ElementsAre("melanoma"));
  EXPECT_THAT(Suggested("mlanoma AND skin"), ElementsAre("melanoma AND skin"));
  EXPECT_THAT(Suggested("AREA[BriefTitle](melonoma OR gout)"),
              ElementsAre("AREA[BriefTitle](melanoma OR gout)"));
}

TEST_F(SearchAdviceTest, AWordThatSomeTrialHasIsReplacedByALikelierOneOnly) {
  std::vector<std::string> titles(250, "Bladder tumor");
  titles.emplace_back("Tremor of the hands");
  titles.emplace_back("Bladdre pain");
  Put(titles);
  EXPECT_THAT(Suggested("tremor bladder"), IsEmpty());
  EXPECT_THAT(Suggested("bladdre tumor"), IsEmpty());
  titles.assign(260, "Asthma");
  Put(titles);
  EXPECT_THAT(Suggested("bladdre tumor"), ElementsAre("bladder tumor"));
}

TEST_F(SearchAdviceTest, OfFormsOfOneWordOneIsSuggested) {
  Put({"Diabetes", "Diabetes", "A diabetic foot", "Diabetics"});
  EXPECT_THAT(Suggested("diabetis"), ElementsAre("diabetes"));
}

TEST_F(SearchAdviceTest, WordsAreJoinedAndTakenApart) {
  Put({"Breast cancer", "Lymphoma", "Lymphoma"});
  EXPECT_THAT(Suggested("breastcancer"), ElementsAre("breast cancer"));
  EXPECT_THAT(Suggested("lym phoma"), Contains("lymphoma"));
}

TEST_F(SearchAdviceTest, SeveralWordsAreCorrectedAtOnceAndSayWhere) {
  Put({"Breast cancer and melanoma"});
  const v1::SearchTrialsResponse response = Search("brest cancer melonoma");
  ASSERT_EQ(response.suggestions_size(), 1);
  const v1::QuerySuggestion& suggestion = response.suggestions(0);
  EXPECT_EQ(suggestion.query(), "breast cancer melanoma");
  EXPECT_EQ(suggestion.total_size(), 1);
  EXPECT_EQ(suggestion.begin(), 0);
  EXPECT_EQ(suggestion.end(), 21);
  EXPECT_EQ(suggestion.replacement(), "breast cancer melanoma");
}

TEST_F(SearchAdviceTest, LettersOfManyBytesAreLetters) {
  Put({"Sj\u00f6gren syndrome"});
  EXPECT_THAT(Suggested("sj\u00f6gern syndrome"), Contains("sj\u00f6gren syndrome"));
}

TEST_F(SearchAdviceTest, ACorrectionThatTheFilterTakesAwayIsNotSuggested) {
  Put({"Melanoma"});
  EXPECT_EQ(Search("melonoma", "enrollment > 5").suggestions_size(), 0);
  EXPECT_EQ(Search("melonoma", "enrollment = 1").suggestions_size(), 1);
}

TEST_F(SearchAdviceTest, EnoughHitsNeedNoAdvice) {
  Put({"gout", "gout", "gout", "gout", "gout", "goat"});
  const v1::SearchTrialsResponse response = Search("gout");
  EXPECT_EQ(response.suggestions_size(), 0);
  EXPECT_EQ(response.funnel_size(), 0);
}

TEST_F(SearchAdviceTest, TheFunnelSaysWhichClauseTookTheHitsAway) {
  Put({"heart attack", "heart failure", "stroke"});
  EXPECT_THAT(Funnel("heart AND AREA[BriefTitle](stroke OR apoplexy)", "enrollment < 3"),
              ElementsAre("heart: 2 2 0", "AREA[BriefTitle](stroke OR apoplexy): 1 0 2",
                          "filter enrollment < 3: 2 0 0"));
}

TEST_F(SearchAdviceTest, WordsSideBySideAreClausesEach) {
  Put({"heart attack", "stroke surgery"});
  EXPECT_THAT(Funnel("heart surgery NOT failure"),
              ElementsAre("heart: 1 1 1", "surgery: 1 0 1", "NOT failure: 2 0 0"));
}

TEST_F(SearchAdviceTest, AQueryWithoutAndIsOneClause) {
  Put({"heart attack"});
  EXPECT_THAT(Funnel("gout OR asthma"), ElementsAre("gout OR asthma: 0 0 1"));
  EXPECT_THAT(Funnel("", "enrollment > 5"), ElementsAre("filter enrollment > 5: 0 0 1"));
}

TEST_F(SearchAdviceTest, DeletedTrialsDoNotCount) {
  Put({"heart attack", "heart failure"});
  index_.Remove(TestTrialId(1));
  index_.Commit();
  EXPECT_THAT(Funnel("heart AND stroke"), ElementsAre("heart: 1 1 0", "stroke: 0 0 1"));
}

TEST_F(SearchAdviceTest, AnEmptyIndexHasNothingToAdvise) {
  EXPECT_THAT(Suggested("melanoma"), IsEmpty());
  EXPECT_THAT(Funnel("melanoma"), ElementsAre("melanoma: 0 0 0"));
}

}  // namespace
}  // namespace trialdex
