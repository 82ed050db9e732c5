#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/index_writer.h"
#include "libs/search/search_engine.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kFingerprint[] = "0123456789abcdef";

class SearchAdviceTest : public testing::Test {
 protected:
  SearchAdviceTest() {
    const IndexName name{kFingerprint, 1};
    directory_ = IndexDirectory::Open(temp_.path()).value();
    IndexWriterOptions writer_options;
    writer_options.directory = directory_->Path(name);
    writer_options.fingerprint = kFingerprint;
    writer_ = OpenIndexWriter(writer_options).value();
    Commit();
    EXPECT_OK(directory_->SetCurrent(name));
    SnapshotSourceOptions source_options;
    source_options.index_dir = temp_.path();
    source_options.fingerprint = kFingerprint;
    source_ = std::make_unique<SnapshotSource>(source_options, clock_);
    engine_ = std::make_unique<SearchEngine>(*source_, SearchEngineOptions(), clock_);
  }

  // Trials by title; the n-th has n participants.
  void Put(const std::vector<std::string>& titles) {
    for (const std::string& title : titles) {
      v1::Trial trial;
      trial.set_id(absl::StrFormat("NCT%08d", ++trials_));
      trial.mutable_identification()->set_brief_title(title);
      trial.mutable_design()->mutable_enrollment()->set_count(trials_);
      ASSERT_OK(writer_->Upsert(v1::Trial(trial)));
    }
    Commit();
  }
  void Commit() {
    ASSERT_OK(writer_->Commit({"log-1", ++position_}));
    if (source_ != nullptr) {
      ASSERT_OK(source_->Refresh());
    }
  }

  v1::SearchTrialsResponse Search(const std::string& query, const std::string& filter = "") {
    v1::SearchTrialsRequest request;
    request.set_query(query);
    request.set_filter(filter);
    request.set_suggest(true);
    const auto response = engine_->Search(request);
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

  TempDir temp_;
  FakeClock clock_;
  int trials_ = 0;
  uint64_t position_ = 0;
  std::unique_ptr<IndexDirectory> directory_;
  std::unique_ptr<IndexWriter> writer_;
  std::unique_ptr<SnapshotSource> source_;
  std::unique_ptr<SearchEngine> engine_;
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
  ASSERT_OK(writer_->Delete("NCT00000001"));
  Commit();
  EXPECT_THAT(Funnel("heart AND stroke"), ElementsAre("heart: 1 1 0", "stroke: 0 0 1"));
}

TEST_F(SearchAdviceTest, AnEmptyIndexHasNothingToAdvise) {
  EXPECT_THAT(Suggested("melanoma"), IsEmpty());
  EXPECT_THAT(Funnel("melanoma"), ElementsAre("melanoma: 0 0 0"));
}

}  // namespace
}  // namespace trialdex
