#include "libs/search/search_engine.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/query/free_text.h"
#include "libs/search/testing/test_index.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SearchEngineTest : public testing::Test {
 protected:
  static SearchEngineOptions Options() {
    SearchEngineOptions options;
    options.max_page_bytes = 20000;
    options.pinned.max_count = 2;
    return options;
  }

  static v1::SearchTrialsRequest Request(const std::string& query,
                                         const std::string& order_by = "") {
    v1::SearchTrialsRequest request;
    request.set_query(query);
    request.set_order_by(order_by);
    return request;
  }

  std::vector<std::string> Ids(const v1::SearchTrialsRequest& request) {
    const auto response = index_.engine().Search(request);
    EXPECT_OK(response);
    std::vector<std::string> ids;
    for (const v1::TrialHit& hit : response->hits()) ids.push_back(hit.id());
    return ids;
  }

  std::string ReasonOf(const v1::SearchTrialsRequest& request) {
    return ErrorReason(index_.engine().Search(request).status());
  }

  TestIndex index_{Options()};
};

TEST_F(SearchEngineTest, FindsRanksAndSummarises) {
  index_.Put(TestTrial(1, "Surgery of the heart and all that comes before and after it"));
  index_.Put(TestTrial(2, "Heart surgery"));
  index_.Put(TestTrial(3, "Stroke"));
  index_.Commit();
  const auto response = index_.engine().Search(Request("heart surgery"));
  ASSERT_OK(response);
  ASSERT_EQ(response->hits_size(), 2);
  EXPECT_EQ(response->hits(0).id(), TestTrialId(2));
  EXPECT_GT(response->hits(0).score(), response->hits(1).score());
  EXPECT_EQ(response->hits(0).summary().brief_title(), "Heart surgery");
  EXPECT_FALSE(response->hits(0).has_trial());
  EXPECT_EQ(response->total_size(), 2);
  EXPECT_EQ(response->next_page_token(), "");
  EXPECT_EQ(response->position(), index_.position());
  EXPECT_EQ(response->log_id(), "log-1");
  EXPECT_FALSE(response->partial());
}

TEST_F(SearchEngineTest, AnEmptyQueryListsEveryTrialInOrderOfId) {
  for (const int number : {3, 1, 2}) index_.Put(TestTrial(number, "title"));
  index_.Commit();
  EXPECT_THAT(Ids(Request("")), ElementsAre(TestTrialId(1), TestTrialId(2), TestTrialId(3)));
}

TEST_F(SearchEngineTest, AFreeTextIsRankedByAnyOfItsWordsPageByPage) {
  index_.Put(TestTrial(1, "Gout of the elbow"));
  index_.Put(TestTrial(2, "Tremor"));
  index_.Put(TestTrial(3, "Gout"));
  index_.Commit();
  v1::SearchTrialsRequest request;
  request.set_text("NOT (a \"patient\" with gout in the elbow");
  request.set_page_size(1);
  const auto first = index_.engine().Search(request);
  ASSERT_OK(first);
  ASSERT_EQ(first->hits_size(), 1);
  EXPECT_EQ(first->hits(0).id(), TestTrialId(1));
  EXPECT_EQ(first->total_size(), 2);
  request.set_page_token(first->next_page_token());
  const auto second = index_.engine().Search(request);
  ASSERT_OK(second);
  ASSERT_EQ(second->hits_size(), 1);
  EXPECT_EQ(second->hits(0).id(), TestTrialId(3));
  EXPECT_EQ(second->next_page_token(), "");

  request.set_text("another text");
  EXPECT_EQ(ReasonOf(request), "PAGE_TOKEN_MISMATCH");
}

TEST_F(SearchEngineTest, AFreeTextIsRefusedBesideAQueryOrAboveItsLimit) {
  v1::SearchTrialsRequest request = Request("gout");
  request.set_text("gout");
  EXPECT_THAT(index_.engine().Search(request), StatusIs(absl::StatusCode::kInvalidArgument));
  request.clear_query();
  request.set_text(std::string(kMaxFreeTextBytes + 1, 'a'));
  EXPECT_EQ(ReasonOf(request), "TEXT_TOO_LARGE");
  request.set_text(std::string(kMaxFreeTextBytes, ' '));
  EXPECT_THAT(Ids(request), testing::IsEmpty());
}

TEST_F(SearchEngineTest, AStemFindsOtherFormsAndTheWordItselfComesFirst) {
  index_.Put(TestTrial(1, "Treating children"));
  index_.Put(TestTrial(2, "Treated children"));
  index_.Commit();
  EXPECT_THAT(Ids(Request("treated")), ElementsAre(TestTrialId(2), TestTrialId(1)));
}

TEST_F(SearchEngineTest, ARomanNumeralIsFoundByItsNumber) {
  index_.Put(TestTrial(1, "Stage \u2163 breast cancer"));
  index_.Commit();
  EXPECT_THAT(Ids(Request("stage IV breast cancer")), ElementsAre(TestTrialId(1)));
  EXPECT_THAT(Ids(Request("\"stage 4\"")), ElementsAre(TestTrialId(1)));
}

TEST_F(SearchEngineTest, FiltersSelect) {
  v1::Trial recruiting = TestTrial(1, "stroke");
  recruiting.mutable_status()->set_overall_status(v1::OVERALL_STATUS_RECRUITING);
  recruiting.mutable_design()->mutable_enrollment()->set_count(200);
  index_.Put(recruiting);
  v1::Trial completed = TestTrial(2, "stroke");
  completed.mutable_status()->set_overall_status(v1::OVERALL_STATUS_COMPLETED);
  index_.Put(completed);
  index_.Commit();
  auto request = Request("stroke");
  request.set_filter("overall_status = RECRUITING AND enrollment > 100");
  EXPECT_THAT(Ids(request), ElementsAre(TestTrialId(1)));
  request.set_filter("overall_status = RECRUITNG");
  EXPECT_EQ(ReasonOf(request), "UNKNOWN_VALUE");
}

TEST_F(SearchEngineTest, ViewsAndMasksSayHowMuchIsSent) {
  index_.Put(TestTrial(1, "stroke"));
  index_.Commit();
  auto request = Request("stroke");
  request.set_view(v1::TRIAL_VIEW_ID);
  EXPECT_FALSE(index_.engine().Search(request)->hits(0).has_summary());
  request.set_view(v1::TRIAL_VIEW_FULL);
  EXPECT_EQ(index_.engine().Search(request)->hits(0).trial().identification().brief_title(),
            "stroke");
  request.mutable_read_mask()->add_paths("id");
  const auto masked = index_.engine().Search(request);
  EXPECT_EQ(masked->hits(0).trial().id(), TestTrialId(1));
  EXPECT_FALSE(masked->hits(0).trial().has_identification());
  request.mutable_read_mask()->add_paths("no_such_field");
  EXPECT_THAT(index_.engine().Search(request),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("read_mask")));
}

TEST_F(SearchEngineTest, HighlightsShowTheWords) {
  index_.Put(TestTrial(1, "Treating stroke"));
  index_.Commit();
  auto request = Request("treated stroke");
  request.set_highlight(true);
  const auto response = index_.engine().Search(request);
  ASSERT_OK(response);
  ASSERT_EQ(response->hits(0).highlights_size(), 1);
  EXPECT_EQ(response->hits(0).highlights(0).field(), "identification.brief_title");
  EXPECT_EQ(response->hits(0).highlights(0).spans_size(), 2);
}

TEST_F(SearchEngineTest, PagingWhileTheIndexChangesShowsEachTrialOnce) {
  for (int i = 0; i < 60; ++i) index_.Put(TestTrial(i, "stroke"));
  index_.Commit();
  auto request = Request("stroke", "id");
  request.set_page_size(7);
  std::multiset<std::string> seen;
  int round = 0;
  do {
    const auto response = index_.engine().Search(request);
    ASSERT_OK(response);
    for (const v1::TrialHit& hit : response->hits()) seen.insert(hit.id());
    request.set_page_token(response->next_page_token());
    // Every trial is written again, and one more comes in front of and behind the page.
    for (int i = 0; i < 60; ++i) index_.Put(TestTrial(i, absl::StrCat("stroke ", round)));
    index_.Put(TestTrial(-1 - round, "stroke"));
    index_.Put(TestTrial(1000 + round, "apoplexy"));
    index_.Commit();
    ++round;
  } while (!request.page_token().empty());
  EXPECT_EQ(seen.size(), 60u);
  for (int i = 0; i < 60; ++i) EXPECT_EQ(seen.count(TestTrialId(i)), 1u) << i;
}

TEST_F(SearchEngineTest, PagesByRelevanceComeFromOneSnapshot) {
  for (int i = 0; i < 30; ++i) {
    index_.Put(TestTrial(i, i % 2 == 0 ? "stroke" : "stroke of the heart"));
  }
  index_.Commit();
  auto request = Request("stroke");
  request.set_page_size(100);
  const std::vector<std::string> all = Ids(request);
  request.set_page_size(8);
  std::vector<std::string> paged;
  do {
    const auto response = index_.engine().Search(request);
    ASSERT_OK(response);
    EXPECT_EQ(response->total_size(), 30);
    for (const v1::TrialHit& hit : response->hits()) paged.push_back(hit.id());
    request.set_page_token(response->next_page_token());
    index_.Put(TestTrial(0, "something else"));
    index_.Put(TestTrial(100, "stroke"));
    index_.Commit();
  } while (!request.page_token().empty());
  EXPECT_EQ(paged, all);
}

TEST_F(SearchEngineTest, ATokenWhoseSnapshotIsGoneSaysSo) {
  for (int i = 0; i < 30; ++i) index_.Put(TestTrial(i, "stroke"));
  index_.Commit();
  auto request = Request("stroke");
  request.set_page_token(index_.engine().Search(request)->next_page_token());
  index_.Put(TestTrial(31, "stroke"));
  index_.Commit();
  EXPECT_EQ(Ids(request).size(), 10u);
  index_.clock().Advance(absl::Hours(1));
  EXPECT_THAT(index_.engine().Search(request), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ReasonOf(request), "PAGE_TOKEN_EXPIRED");
}

TEST_F(SearchEngineTest, ATokenSurvivesARestartWithoutACommit) {
  for (int i = 0; i < 30; ++i) index_.Put(TestTrial(i, "stroke"));
  index_.Commit();
  auto request = Request("stroke");
  request.set_page_token(index_.engine().Search(request)->next_page_token());
  index_.RestartEngine();
  EXPECT_EQ(Ids(request).size(), 10u);
}

TEST_F(SearchEngineTest, PagesByDateOutliveTheirSnapshot) {
  for (int i = 0; i < 30; ++i) {
    v1::Trial trial = TestTrial(i, "stroke");
    trial.mutable_design()->mutable_enrollment()->set_count(i);
    index_.Put(trial);
  }
  index_.Commit();
  auto request = Request("", "enrollment");
  request.set_page_token(index_.engine().Search(request)->next_page_token());
  const std::vector<std::string> second = Ids(request);
  v1::Trial moved = TestTrial(0, "stroke");
  moved.mutable_design()->mutable_enrollment()->set_count(15);
  index_.Put(moved);
  index_.Commit();
  // Trial 0 was on the first page and now is in front of the sixteenth.
  EXPECT_EQ(Ids(request), second);
  index_.clock().Advance(absl::Hours(1));
  const std::vector<std::string> later = Ids(request);
  EXPECT_EQ(later.size(), 10u);
  EXPECT_EQ(later[5], TestTrialId(0));
}

TEST_F(SearchEngineTest, ATokenOfAnotherSearchIsRefused) {
  for (int i = 0; i < 30; ++i) index_.Put(TestTrial(i, "stroke"));
  index_.Commit();
  auto request = Request("stroke", "id");
  const std::string token = index_.engine().Search(request)->next_page_token();
  for (auto other : {Request("heart", "id"), Request("stroke", "start_date"), Request("stroke")}) {
    other.set_page_token(token);
    EXPECT_EQ(ReasonOf(other), "PAGE_TOKEN_MISMATCH");
  }
  request.set_filter("enrollment > 1");
  request.set_page_token(token);
  EXPECT_EQ(ReasonOf(request), "PAGE_TOKEN_MISMATCH");
  request.set_page_token("nonsense");
  EXPECT_EQ(ReasonOf(request), "PAGE_TOKEN_MALFORMED");
}

TEST_F(SearchEngineTest, APageOfWholeTrialsEndsAtTheByteLimit) {
  for (int i = 0; i < 5; ++i) {
    v1::Trial trial = TestTrial(i, "stroke");
    trial.mutable_description()->set_detailed_description(std::string(8000, 'x'));
    index_.Put(trial);
  }
  index_.Commit();
  auto request = Request("", "id");
  request.set_view(v1::TRIAL_VIEW_FULL);
  std::vector<std::string> all;
  std::vector<int> sizes;
  do {
    const auto response = index_.engine().Search(request);
    ASSERT_OK(response);
    sizes.push_back(response->hits_size());
    for (const v1::TrialHit& hit : response->hits()) all.push_back(hit.id());
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(sizes, ElementsAre(2, 2, 1));
  EXPECT_THAT(all, ElementsAre(TestTrialId(0), TestTrialId(1), TestTrialId(2), TestTrialId(3),
                               TestTrialId(4)));
}

TEST_F(SearchEngineTest, WrongRequestsAreRefused) {
  auto request = Request("stroke");
  request.set_total_size_limit(-1);
  EXPECT_THAT(index_.engine().Search(request),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("total_size_limit")));
  request.set_total_size_limit(0);
  request.set_page_size(-1);
  EXPECT_THAT(index_.engine().Search(request),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_size")));
  request = Request("stroke");
  request.mutable_time_limit()->set_nanos(-5);
  EXPECT_THAT(index_.engine().Search(request), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(index_.engine().Search(Request("(stroke")),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(index_.engine().Search(Request("stroke", "colour")),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(SearchEngineTest, AWantedPositionOrLogIsChecked) {
  auto request = Request("");
  request.set_min_position(index_.position());
  EXPECT_OK(index_.engine().Search(request));
  request.set_min_position(index_.position() + 1);
  EXPECT_EQ(ReasonOf(request), "POSITION_NOT_REACHED");
  request.set_log_id("log-2");
  EXPECT_EQ(ReasonOf(request), "LOG_MISMATCH");
  absl::Status told;
  index_.engine().WhenReady(index_.position() + 1, "log-2", absl::InfiniteFuture(),
                            [&](const absl::Status& status) { told = status; });
  EXPECT_EQ(ErrorReason(told), "LOG_MISMATCH");
}

TEST_F(SearchEngineTest, GetsATrialByItsIdOrAnAlias) {
  v1::Trial trial = TestTrial(1, "stroke");
  trial.mutable_identification()->add_aliases(TestTrialId(77));
  index_.Put(trial);
  index_.Commit();
  for (const std::string& id : {TestTrialId(1), TestTrialId(77), std::string(" nct10000001 ")}) {
    v1::GetTrialRequest request;
    request.set_id(id);
    const auto response = index_.engine().Get(request);
    ASSERT_OK(response);
    EXPECT_EQ(response->trial().SerializeAsString(), trial.SerializeAsString());
  }
  v1::GetTrialRequest request;
  request.set_id(TestTrialId(2));
  EXPECT_THAT(index_.engine().Get(request), StatusIs(absl::StatusCode::kNotFound));
  request.set_id("stroke");
  EXPECT_THAT(index_.engine().Get(request), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(SearchEngineTest, AnAliasThatTwoTrialsClaimIsOfTheLowerIdWhereverItStands) {
  v1::GetTrialRequest request;
  request.set_id(TestTrialId(77));
  for (const int number : {5, 3, 4}) {
    v1::Trial trial = TestTrial(number, "stroke");
    trial.mutable_identification()->add_aliases(TestTrialId(77));
    index_.Put(trial);
    index_.Commit();
    const auto response = index_.engine().Get(request);
    ASSERT_OK(response);
    EXPECT_EQ(response->trial().id(), TestTrialId(number == 5 ? 5 : 3));
  }
}

TEST_F(SearchEngineTest, GetsManyTrialsAndNamesWhatIsMissingOrLeftOut) {
  for (int i = 0; i < 4; ++i) {
    v1::Trial trial = TestTrial(i, "stroke");
    trial.mutable_description()->set_detailed_description(std::string(8000, 'x'));
    index_.Put(trial);
  }
  index_.Commit();
  v1::BatchGetTrialsRequest request;
  for (const int number : {2, 9, 0, 1, 3}) request.add_ids(TestTrialId(number));
  const auto response = index_.engine().BatchGet(request);
  ASSERT_OK(response);
  ASSERT_EQ(response->trials_size(), 2);
  EXPECT_EQ(response->trials(0).id(), TestTrialId(2));
  EXPECT_EQ(response->trials(1).id(), TestTrialId(0));
  EXPECT_THAT(response->missing_ids(), ElementsAre(TestTrialId(9)));
  EXPECT_THAT(response->unread_ids(), ElementsAre(TestTrialId(1), TestTrialId(3)));
  request.add_ids("stroke");
  EXPECT_THAT(index_.engine().BatchGet(request),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("ids[5]")));
  request.clear_ids();
  EXPECT_THAT(index_.engine().BatchGet(request), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(SearchEngineTest, StatusTellsWhatIsServed) {
  index_.Put(TestTrial(1, "stroke"));
  index_.Commit();
  const auto status = index_.engine().Status();
  ASSERT_OK(status);
  EXPECT_EQ(status->position(), index_.position());
  EXPECT_EQ(status->document_count(), 1);
  EXPECT_EQ(status->fingerprint(), PublishedIndex::kFingerprint);
}

TEST_F(SearchEngineTest, FacetsAreOfAllPagesAndSurviveDeletions) {
  for (int number = 1; number <= 7; ++number) {
    v1::Trial trial = TestTrial(number, "stroke");
    v1::Location& site = *trial.mutable_contacts_locations()->add_locations();
    site.set_country(number % 3 == 0 ? "Peru" : "United States");
    index_.Put(trial);
    if (number % 2 == 0) index_.Commit();
  }
  index_.Commit();
  index_.Remove(TestTrialId(1));
  index_.Commit();
  v1::SearchTrialsRequest request = Request("stroke");
  request.set_page_size(4);
  request.add_facets()->set_field("country");
  const auto first = index_.engine().Search(request);
  ASSERT_OK(first);
  ASSERT_EQ(first->facets_size(), 1);
  const v1::Facet& facet = first->facets(0);
  ASSERT_EQ(facet.values_size(), 2);
  EXPECT_EQ(facet.values(0).display(), "United States");
  EXPECT_EQ(facet.values(0).value(), "united states");
  EXPECT_EQ(facet.values(0).count(), 4);
  EXPECT_EQ(facet.values(1).count(), 2);
  EXPECT_EQ(facet.total_count(), 6);
  request.set_page_token(first->next_page_token());
  const auto second = index_.engine().Search(request);
  ASSERT_OK(second);
  EXPECT_EQ(second->facets(0).SerializeAsString(), facet.SerializeAsString());
  request.clear_facets();
  EXPECT_EQ(index_.engine().Search(request)->facets_size(), 0);
}

}  // namespace
}  // namespace trialdex
