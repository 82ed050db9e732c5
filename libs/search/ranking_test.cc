// Searches whose request says how to rank, what hits tell beside their score, and
// explanations, over a real index.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/search/testing/test_index.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class RankingTest : public testing::Test {
 protected:
  static v1::SearchTrialsRequest Request(const std::string& query) {
    v1::SearchTrialsRequest request;
    request.set_query(query);
    return request;
  }

  v1::SearchTrialsResponse Search(const v1::SearchTrialsRequest& request) {
    auto response = index_.engine().Search(request);
    EXPECT_OK(response);
    return response.ok() ? *response : v1::SearchTrialsResponse();
  }

  std::vector<std::string> Ids(const v1::SearchTrialsRequest& request) {
    std::vector<std::string> ids;
    const v1::SearchTrialsResponse response = Search(request);
    for (const v1::TrialHit& hit : response.hits()) ids.push_back(hit.id());
    return ids;
  }

  std::string ErrorOf(const v1::SearchTrialsRequest& request) {
    return std::string(index_.engine().Search(request).status().message());
  }

  v1::ExplainTrialResponse Explain(int number, const v1::SearchTrialsRequest& search) {
    v1::ExplainTrialRequest request;
    request.set_id(TestTrialId(number));
    *request.mutable_search() = search;
    auto response = index_.engine().Explain(request);
    EXPECT_OK(response);
    return response.ok() ? *response : v1::ExplainTrialResponse();
  }

  TestIndex index_;
};

v1::Trial At(int number, const std::string& city, const std::string& status, double latitude,
             double longitude) {
  v1::Trial trial = TestTrial(number, "Gout");
  v1::Location& site = *trial.mutable_contacts_locations()->add_locations();
  site.set_city(city);
  site.set_status(status == "open" ? v1::RECRUITMENT_STATUS_RECRUITING
                                   : v1::RECRUITMENT_STATUS_NOT_YET_RECRUITING);
  site.mutable_geo_point()->set_latitude(latitude);
  site.mutable_geo_point()->set_longitude(longitude);
  return trial;
}

v1::Criterion Criterion(v1::CriterionKind kind, const std::string& text) {
  v1::Criterion criterion;
  criterion.set_kind(kind);
  criterion.set_text(text);
  return criterion;
}

TEST_F(RankingTest, WeightsOfFieldsMayBeReplaced) {
  v1::Trial in_summary = TestTrial(1, "A trial of tablets");
  in_summary.mutable_description()->set_brief_summary("gout");
  index_.Put(in_summary);
  index_.Put(TestTrial(2, "Gout of the elbow and of the knee"));
  index_.Commit();
  v1::SearchTrialsRequest request = Request("gout");
  EXPECT_THAT(Ids(request), ElementsAre(TestTrialId(2), TestTrialId(1)));
  (*request.mutable_field_weights())["brief_summary"] = 50;
  EXPECT_THAT(Ids(request), ElementsAre(TestTrialId(1), TestTrialId(2)));
  (*request.mutable_field_weights())["BriefTitle"] = 0;
  EXPECT_THAT(Ids(request), ElementsAre(TestTrialId(1)));
  // What AREA names stays as it is.
  request.set_query("AREA[BriefTitle] gout");
  EXPECT_THAT(Ids(request), ElementsAre(TestTrialId(2)));
}

TEST_F(RankingTest, WrongWeightsAreRefusedWithTheNearestName) {
  v1::SearchTrialsRequest request = Request("gout");
  (*request.mutable_field_weights())["BriefTitel"] = 1;
  EXPECT_THAT(ErrorOf(request), HasSubstr("BriefTitle"));
  request.clear_field_weights();
  (*request.mutable_field_weights())["BriefTitle"] = -1;
  EXPECT_THAT(ErrorOf(request), HasSubstr("not between 0 and 100"));
}

TEST_F(RankingTest, NewerTrialsComeFirstIfAskedFor) {
  for (const int number : {1, 2}) {
    v1::Trial trial = TestTrial(number, "Gout");
    v1::PartialDate& date =
        *trial.mutable_status()->mutable_last_update_post_date()->mutable_date();
    date.set_year(2000 + number);
    date.set_month(1);
    date.set_day(1);
    index_.Put(trial);
  }
  index_.Commit();
  v1::SearchTrialsRequest request = Request("gout");
  EXPECT_THAT(Ids(request), ElementsAre(TestTrialId(1), TestTrialId(2)));
  request.mutable_recency()->set_origin("2002-01-01");
  request.mutable_recency()->set_scale_days(365);
  const v1::SearchTrialsResponse response = Search(request);
  ASSERT_EQ(response.hits_size(), 2);
  EXPECT_EQ(response.hits(0).id(), TestTrialId(2));
  EXPECT_NEAR(response.hits(0).score() / response.hits(1).score(), 2, 1e-9);
  request.mutable_recency()->set_scale_days(0);
  EXPECT_THAT(ErrorOf(request), HasSubstr("recency: scale 0 is not above 0"));
  request.mutable_recency()->set_scale_days(1);
  request.mutable_recency()->set_field("enrollment");
  EXPECT_THAT(ErrorOf(request), HasSubstr("is not a date"));
  request.mutable_recency()->clear_field();
  request.set_order_by("id");
  EXPECT_THAT(ErrorOf(request), HasSubstr("recency: means nothing without"));
}

TEST_F(RankingTest, NearerTrialsComeFirstIfAskedForAndTellHowNearTheyAre) {
  index_.Put(At(1, "Paris", "open", 48.85, 2.35));
  index_.Put(At(2, "Lyon", "open", 45.76, 4.84));
  index_.Put(TestTrial(3, "Gout"));
  index_.Commit();
  v1::SearchTrialsRequest request = Request("gout");
  EXPECT_FALSE(Search(request).hits(0).has_distance_km());
  request.mutable_distance()->mutable_center()->set_latitude(45.7);
  request.mutable_distance()->mutable_center()->set_longitude(4.8);
  request.mutable_distance()->set_scale_km(100);
  const v1::SearchTrialsResponse response = Search(request);
  ASSERT_EQ(response.hits_size(), 3);
  EXPECT_EQ(response.hits(0).id(), TestTrialId(2));
  EXPECT_NEAR(response.hits(0).distance_km(), 7.4, 0.2);
  EXPECT_EQ(response.hits(1).id(), TestTrialId(1));
  EXPECT_NEAR(response.hits(1).distance_km(), 396, 4);
  EXPECT_FALSE(response.hits(2).has_distance_km());
  request.mutable_distance()->mutable_center()->set_latitude(91);
  EXPECT_THAT(ErrorOf(request), HasSubstr("distance: center is not a point"));
}

TEST_F(RankingTest, AStatusAndACityAreBoundToOneSite) {
  index_.Put(At(1, "Paris", "open", 48.85, 2.35));
  index_.Put(At(2, "Paris", "soon", 48.85, 2.35));
  index_.Commit();
  EXPECT_THAT(Ids(Request("SEARCH[Location](AREA[LocationCity] Paris AND AREA[LocationStatus] "
                          "Recruiting)")),
              ElementsAre(TestTrialId(1)));
}

TEST_F(RankingTest, PatternsFindAndHighlightWords) {
  index_.Put(TestTrial(1, "Metformin in obesity"));
  index_.Put(TestTrial(2, "Ketamine"));
  index_.Commit();
  for (const char* query : {"metf*", "metfromin~1", "*formin"}) {
    v1::SearchTrialsRequest request = Request(query);
    request.set_highlight(true);
    const v1::SearchTrialsResponse response = Search(request);
    ASSERT_EQ(response.hits_size(), 1) << query;
    EXPECT_EQ(response.hits(0).id(), TestTrialId(1));
    ASSERT_EQ(response.hits(0).highlights_size(), 1) << query;
    EXPECT_EQ(response.hits(0).highlights(0).spans(0).end(), 9);
  }
}

TEST_F(RankingTest, AWordThatOnlyExcludesIsSaidToAndScoresLess) {
  v1::Trial wants = TestTrial(1, "Breast tumours");
  *wants.mutable_eligibility()->add_criteria() =
      Criterion(v1::CRITERION_KIND_INCLUSION, "HER2 positive tumour");
  index_.Put(wants);
  v1::Trial refuses = TestTrial(2, "Breast tumours");
  *refuses.mutable_eligibility()->add_criteria() =
      Criterion(v1::CRITERION_KIND_EXCLUSION, "HER2 positive tumour");
  index_.Put(refuses);
  index_.Commit();
  const v1::SearchTrialsResponse response = Search(Request("HER2 tumour"));
  ASSERT_EQ(response.hits_size(), 2);
  EXPECT_EQ(response.hits(0).id(), TestTrialId(1));
  EXPECT_THAT(response.hits(0).exclusion_only_words(), IsEmpty());
  EXPECT_THAT(response.hits(1).exclusion_only_words(), ElementsAre("HER2"));
  EXPECT_GT(response.hits(0).score(), response.hits(1).score());
  // Who looks among the exclusion criteria alone knows where the word is.
  const v1::SearchTrialsResponse excluding = Search(Request("AREA[EligibilityExclusion] HER2"));
  ASSERT_EQ(excluding.hits_size(), 1);
  EXPECT_THAT(excluding.hits(0).exclusion_only_words(), IsEmpty());
}

TEST_F(RankingTest, AnExplanationComesToTheScore) {
  for (int i = 0; i < 20; ++i) {
    index_.Put(TestTrial(i, i % 3 == 0 ? "Heart failure and gout" : "Gout of the heart"));
  }
  index_.Put(At(30, "Paris", "open", 48.85, 2.35));
  index_.Commit();
  for (const char* query :
       {"heart failure", "gout OR heart", "\"heart failure\"~2", "hea* NOT failure", "haert~1 gout",
        "AREA[BriefTitle] gout^3 heart", "SEARCH[Location](Paris) OR failure",
        "TILT[LastUpdatePostDate] gout"}) {
    const v1::SearchTrialsResponse found = Search(Request(query));
    EXPECT_GT(found.hits_size(), 0) << query;
    for (const v1::TrialHit& hit : found.hits()) {
      v1::ExplainTrialRequest request;
      request.set_id(hit.id());
      *request.mutable_search() = Request(query);
      const auto response = index_.engine().Explain(request);
      ASSERT_OK(response);
      EXPECT_TRUE(response->matched()) << query;
      EXPECT_NEAR(response->score(), hit.score(), 1e-9 * hit.score()) << query;
      EXPECT_THAT(response->missing_clauses(), IsEmpty());
    }
  }
}

TEST_F(RankingTest, AnExplanationOfFreeTextComesToTheScoreToo) {
  v1::Trial men = TestTrial(1, "Gout of the heart");
  men.mutable_eligibility()->set_sex(v1::SEX_MALE);
  men.mutable_conditions()->add_conditions("Tophus");
  index_.Put(men);
  index_.Put(TestTrial(2, "Tophus, and gout in another"));
  index_.Commit();
  v1::SearchTrialsRequest search;
  search.set_text("A 50-year-old woman with gout of the heart");
  const v1::SearchTrialsResponse found = Search(search);
  ASSERT_EQ(found.hits_size(), 2);
  for (const v1::TrialHit& hit : found.hits()) {
    v1::ExplainTrialRequest request;
    request.set_id(hit.id());
    *request.mutable_search() = search;
    const auto response = index_.engine().Explain(request);
    ASSERT_OK(response);
    EXPECT_TRUE(response->matched());
    EXPECT_NEAR(response->score(), hit.score(), 1e-9 * hit.score());
    EXPECT_NEAR(response->explanation().value(), hit.score(), 1e-9 * hit.score());
  }
}

TEST_F(RankingTest, AnExplanationSaysWhatATrialLacks) {
  index_.Put(TestTrial(1, "Heart failure"));
  index_.Commit();
  v1::SearchTrialsRequest search = Request("heart gout NOT failure");
  search.set_filter("enrollment > 5");
  const v1::ExplainTrialResponse response = Explain(1, search);
  EXPECT_FALSE(response.matched());
  EXPECT_EQ(response.score(), 0);
  EXPECT_THAT(response.missing_clauses(),
              ElementsAre("gout", "NOT failure", "filter: enrollment > 5"));
}

TEST_F(RankingTest, ATrialThatIsNotThereCannotBeExplained) {
  index_.Commit();
  v1::ExplainTrialRequest request;
  request.set_id("NCT00000099");
  EXPECT_EQ(ErrorReason(index_.engine().Explain(request).status()), "TRIAL_NOT_FOUND");
  request.set_id("x");
  EXPECT_THAT(index_.engine().Explain(request).status(),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace trialdex
