#include "libs/search/match/match_request.h"

#include <string>

#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

v1::MatchTrialsRequest Request(const std::string& note) {
  v1::MatchTrialsRequest request;
  request.set_note(note);
  return request;
}

TEST(CheckMatchTest, ReadsThePatientFromTheNote) {
  const auto match = CheckMatch(Request("A 45-year-old woman with asthma"));
  ASSERT_OK(match);
  EXPECT_EQ(match->facts.age->value.from, 45);
  EXPECT_EQ(match->facts.sex->value, v1::SEX_FEMALE);
  EXPECT_EQ(match->limit, 10u);
  EXPECT_EQ(match->contradictions, v1::CONTRADICTION_POLICY_SINK);
}

TEST(CheckMatchTest, FieldsWinOverTheNote) {
  v1::MatchTrialsRequest request = Request("A 45-year-old woman, healthy volunteer");
  request.set_age_years(0.5);
  request.set_sex(v1::SEX_MALE);
  request.set_healthy_volunteer(false);
  const auto match = CheckMatch(request);
  ASSERT_OK(match);
  EXPECT_EQ(match->facts.age->value.from, 0.5);
  EXPECT_LT(match->facts.age->value.until, 0.51);
  EXPECT_TRUE(match->facts.age->span.empty());
  EXPECT_EQ(match->facts.sex->value, v1::SEX_MALE);
  EXPECT_FALSE(match->facts.healthy->value);
}

TEST(CheckMatchTest, RanksByConditionsMoreThanByTheNote) {
  v1::MatchTrialsRequest request = Request("cough");
  request.add_conditions("asthma");
  EXPECT_EQ(CheckMatch(request)->text, "asthma\nasthma\nasthma\nasthma\ncough");
}

TEST(CheckMatchTest, NeedsANoteOrACondition) {
  v1::MatchTrialsRequest request = Request(" \n");
  request.set_age_years(45);
  const auto match = CheckMatch(request);
  EXPECT_THAT(match, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(ErrorReason(match.status()), "NO_PATIENT");
}

TEST(CheckMatchTest, RefusesWhatIsNoPatient) {
  const auto refused = [](const v1::MatchTrialsRequest& request) {
    return CheckMatch(request).status().code() == absl::StatusCode::kInvalidArgument;
  };
  v1::MatchTrialsRequest request = Request("asthma");
  for (const double age : {-1.0, 151.0, std::numeric_limits<double>::quiet_NaN(),
                           std::numeric_limits<double>::infinity()}) {
    request.set_age_years(age);
    EXPECT_TRUE(refused(request)) << age;
  }
  request = Request("asthma");
  request.set_sex(v1::SEX_ALL);
  EXPECT_TRUE(refused(request));
  request = Request("asthma");
  request.set_limit(-1);
  EXPECT_TRUE(refused(request));
  request = Request("asthma");
  request.set_contradictions(static_cast<v1::ContradictionPolicy>(77));
  EXPECT_TRUE(refused(request));
  request = Request("asthma");
  request.mutable_time_limit()->set_seconds(-1);
  EXPECT_TRUE(refused(request));
  request = Request("asthma");
  request.set_filter("no_such_field = 1");
  EXPECT_TRUE(refused(request));
  EXPECT_TRUE(refused(Request(std::string(70000, 'a'))));
  request = Request("asthma");
  request.add_conditions("");
  EXPECT_TRUE(refused(request));
  request.set_conditions(0, std::string(257, 'a'));
  EXPECT_TRUE(refused(request));
  request.clear_conditions();
  for (int i = 0; i < 21; ++i) request.add_conditions("asthma");
  EXPECT_TRUE(refused(request));
}

TEST(CheckMatchTest, CutsThePageSize) {
  v1::MatchTrialsRequest request = Request("asthma");
  request.set_limit(5000);
  EXPECT_EQ(CheckMatch(request)->limit, 100u);
}

}  // namespace
}  // namespace trialdex
