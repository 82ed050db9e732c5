// Searches with synonyms, from the file or the index to the hits.
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/search/search_engine.h"
#include "libs/search/synonyms/live_synonyms.h"
#include "libs/search/testing/test_snapshots.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class SynonymSearchTest : public testing::Test {
 protected:
  SynonymSearchTest() {
    WriteSynonyms("heart attack, myocardial infarction, MI\n");
    LiveSynonymsOptions synonym_options;
    synonym_options.files = {SynonymFile()};
    synonyms_ = std::make_unique<LiveSynonyms>(synonym_options, index_.source(), index_.clock());
    EXPECT_OK(synonyms_->Refresh());
    SearchEngineOptions options;
    options.synonyms = synonyms_.get();
    engine_ = std::make_unique<SearchEngine>(index_.source(), options, index_.clock());
  }

  std::string SynonymFile() const { return temp_.path() + "/list.txt"; }
  void WriteSynonyms(const std::string& content) {
    const std::string temporary = SynonymFile() + ".new";
    std::ofstream(temporary) << content;
    ASSERT_EQ(rename(temporary.c_str(), SynonymFile().c_str()), 0);
  }

  // Trials 1, 2, 3 … of these titles.
  void Put(const std::vector<std::string>& titles) {
    for (const std::string& title : titles) index_.Put(TestTrial(++trials_, title));
    index_.Commit();
  }

  static v1::SearchTrialsRequest Request(const std::string& query) {
    v1::SearchTrialsRequest request;
    request.set_query(query);
    return request;
  }
  v1::SearchTrialsResponse Search(const v1::SearchTrialsRequest& request) {
    auto response = engine_->Search(request);
    EXPECT_OK(response);
    return *std::move(response);
  }
  std::vector<std::string> Ids(const v1::SearchTrialsRequest& request) {
    std::vector<std::string> ids;
    const v1::SearchTrialsResponse response = Search(request);
    for (const v1::TrialHit& hit : response.hits()) ids.push_back(hit.id());
    return ids;
  }

  TempDir temp_;
  TestSnapshots index_;
  int trials_ = 0;
  std::unique_ptr<LiveSynonyms> synonyms_;
  std::unique_ptr<SearchEngine> engine_;
};

TEST_F(SynonymSearchTest, WhatIsWrittenComesBeforeItsSynonyms) {
  Put({"Acute myocardial infarction", "Acute MI", "Acute heart attack", "Attack of the heart",
       "Stroke"});
  EXPECT_THAT(Ids(Request("MI")), ElementsAre(TestTrialId(2), TestTrialId(1), TestTrialId(3)));
  EXPECT_THAT(Ids(Request("heart attack")),
              ElementsAre(TestTrialId(3), TestTrialId(4), TestTrialId(2), TestTrialId(1)));
  EXPECT_THAT(Ids(Request("\"heart attack\"")),
              ElementsAre(TestTrialId(3), TestTrialId(2), TestTrialId(1)));
  EXPECT_THAT(Ids(Request("acute AND NOT MI")), IsEmpty());
}

TEST_F(SynonymSearchTest, ARequestMayDoWithout) {
  Put({"Acute myocardial infarction", "Acute MI"});
  v1::SearchTrialsRequest request = Request("MI");
  request.set_no_synonyms(true);
  EXPECT_THAT(Ids(request), ElementsAre(TestTrialId(2)));
}

TEST_F(SynonymSearchTest, SynonymsAreHighlighted) {
  Put({"Acute myocardial infarction"});
  v1::SearchTrialsRequest request = Request("MI");
  request.set_highlight(true);
  const v1::SearchTrialsResponse response = Search(request);
  ASSERT_EQ(response.hits_size(), 1);
  EXPECT_GT(response.hits(0).highlights_size(), 0);
}

TEST_F(SynonymSearchTest, WhatHasSynonymsIsNotTakenForATypingError) {
  Put({"Myocardial infarction", "Arm surgery", "Arm surgery"});
  WriteSynonyms("amr, myocardial infarction\n");
  EXPECT_OK(synonyms_->Refresh());
  v1::SearchTrialsRequest request = Request("amr");
  request.set_suggest(true);
  EXPECT_EQ(Search(request).suggestions_size(), 0);
  request.set_no_synonyms(true);
  EXPECT_EQ(Search(request).suggestions_size(), 1);
}

TEST_F(SynonymSearchTest, TheIndexTeaches) {
  Put({"Warm foot syndrome (WFS)", "Warm foot syndrome (WFS) again", "WFS in adults",
       "Warm foot syndrome in children"});
  ASSERT_OK(synonyms_->Refresh());
  EXPECT_EQ(Search(Request("WFS")).total_size(), 4);
  EXPECT_EQ(Search(Request("warm foot syndrome")).total_size(), 4);
}

TEST_F(SynonymSearchTest, AChangedFileChangesSearchesWithoutARestart) {
  Put({"Acute myocardial infarction", "Acute coronary event"});
  EXPECT_THAT(Ids(Request("MI")), ElementsAre(TestTrialId(1)));
  WriteSynonyms("coronary event, MI\n");
  ASSERT_OK(synonyms_->Refresh());
  EXPECT_THAT(Ids(Request("MI")), ElementsAre(TestTrialId(2)));
}

TEST_F(SynonymSearchTest, PagesKeepTheSynonymsOfTheFirst) {
  Put({"MI", "myocardial infarction", "heart attack", "MI again"});
  v1::SearchTrialsRequest request = Request("MI");
  request.set_page_size(2);
  const v1::SearchTrialsResponse first = Search(request);
  request.set_page_token(first.next_page_token());
  WriteSynonyms("coronary event, MI\n");
  ASSERT_OK(synonyms_->Refresh());
  const v1::SearchTrialsResponse second = Search(request);
  EXPECT_EQ(second.total_size(), 4);
  EXPECT_EQ(second.hits_size(), 2);
  EXPECT_EQ(second.next_page_token(), "");

  index_.clock().Advance(absl::Minutes(6));
  const auto late = engine_->Search(request);
  EXPECT_THAT(late, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ErrorReason(late.status()), "PAGE_TOKEN_EXPIRED");
}

TEST_F(SynonymSearchTest, APageTokenIsOfASearchWithOrWithoutSynonyms) {
  Put({"MI", "MI again", "MI once more"});
  v1::SearchTrialsRequest request = Request("MI");
  request.set_page_size(1);
  request.set_page_token(Search(request).next_page_token());
  request.set_no_synonyms(true);
  EXPECT_EQ(ErrorReason(engine_->Search(request).status()), "PAGE_TOKEN_MISMATCH");
}

TEST_F(SynonymSearchTest, LongFormsDoNotOutscoreTheAbbreviationThatWasAskedFor) {
  WriteSynonyms("WFS, warm foot and cold hand syndrome\n");
  ASSERT_OK(synonyms_->Refresh());
  Put({"Warm foot and cold hand syndrome", "WFS of all the people in this long title"});
  EXPECT_THAT(Ids(Request("WFS")), ElementsAre(TestTrialId(2), TestTrialId(1)));
}

}  // namespace
}  // namespace trialdex
