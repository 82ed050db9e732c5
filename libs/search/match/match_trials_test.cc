#include "libs/search/match/match_trials.h"

#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/search/testing/test_snapshots.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;

std::string IdOf(int number) { return absl::StrFormat("NCT%08d", number); }

// A trial on asthma that is found; the more often it says so, the better.
v1::Trial MakeTrial(int number, const std::string& title) {
  v1::Trial trial;
  trial.set_id(IdOf(number));
  trial.mutable_identification()->set_brief_title(title);
  return trial;
}

void Add(v1::CriterionKind kind, const std::string& text, v1::Trial& trial) {
  v1::Criterion& item = *trial.mutable_eligibility()->add_criteria();
  item.set_kind(kind);
  item.set_text(text);
}

class MatchTrialsTest : public testing::Test {
 protected:
  void Put(const v1::Trial& trial) { index_.Put(trial); }

  absl::StatusOr<v1::MatchTrialsResponse> Match(const v1::MatchTrialsRequest& request) {
    index_.Commit();
    const auto checked = CheckMatch(request);
    if (!checked.ok()) return checked.status();
    return MatchTrials(*index_.source().Current().value(), *checked, options_, analyzer_,
                       index_.clock());
  }

  std::vector<std::string> Ids(const v1::MatchTrialsRequest& request) {
    const auto response = Match(request);
    EXPECT_OK(response);
    std::vector<std::string> ids;
    for (const v1::TrialMatch& match : response->matches()) ids.push_back(match.hit().id());
    return ids;
  }

  // Three trials, best first by words; the first asks for ECOG 0-1, the second for men.
  void PutThree() {
    v1::Trial ecog = MakeTrial(1, "Asthma");
    Add(v1::CRITERION_KIND_INCLUSION, "ECOG 0-1", ecog);
    Put(ecog);
    v1::Trial men = MakeTrial(2, "Asthma of some patients");
    men.mutable_eligibility()->set_sex(v1::SEX_MALE);
    Put(men);
    Put(MakeTrial(3, "Asthma of all the patients that there are in all of the world"));
  }

  static v1::MatchTrialsRequest Request(const std::string& note) {
    v1::MatchTrialsRequest request;
    request.set_note(note);
    return request;
  }

  TestSnapshots index_;
  MatchOptions options_;
  Analyzer analyzer_;
};

TEST_F(MatchTrialsTest, SinksContradictions) {
  PutThree();
  EXPECT_THAT(Ids(Request("asthma")), ElementsAre(IdOf(1), IdOf(2), IdOf(3)));
  EXPECT_THAT(Ids(Request("woman with asthma, ECOG 3")), ElementsAre(IdOf(3), IdOf(1), IdOf(2)));
}

TEST_F(MatchTrialsTest, DropsContradictionsOnRequest) {
  PutThree();
  v1::MatchTrialsRequest request = Request("woman with asthma, ECOG 3");
  request.set_contradictions(v1::CONTRADICTION_POLICY_DROP);
  const auto response = Match(request);
  ASSERT_OK(response);
  ASSERT_EQ(response->matches_size(), 1);
  EXPECT_EQ(response->matches(0).hit().id(), IdOf(3));
  // Trials for men are not even found.
  EXPECT_EQ(response->total_size(), 2);
  EXPECT_EQ(response->compared_count(), 2);
}

TEST_F(MatchTrialsTest, KeepsTheOrderOfRelevanceOnRequest) {
  PutThree();
  v1::MatchTrialsRequest request = Request("woman with asthma, ECOG 3");
  request.set_contradictions(v1::CONTRADICTION_POLICY_KEEP);
  EXPECT_THAT(Ids(request), ElementsAre(IdOf(1), IdOf(2), IdOf(3)));
}

TEST_F(MatchTrialsTest, AnswersItemsFactsAndCounts) {
  PutThree();
  const auto response = Match(Request("woman with asthma, ECOG 1"));
  ASSERT_OK(response);
  ASSERT_EQ(response->facts_size(), 2);
  EXPECT_EQ(response->facts(0).value(), "female");
  EXPECT_EQ(response->facts(1).value(), "ECOG 1");
  const v1::TrialMatch& best = response->matches(0);
  EXPECT_EQ(best.hit().id(), IdOf(1));
  EXPECT_GT(best.hit().score(), 0);
  EXPECT_EQ(best.hit().summary().brief_title(), "Asthma");
  EXPECT_EQ(best.meets_count(), 1);
  EXPECT_EQ(best.unknown_count(), 0);
  EXPECT_EQ(best.criteria(0).answer(), v1::MATCH_ANSWER_MEETS);
  EXPECT_EQ(response->position(), index_.position());
  EXPECT_EQ(response->log_id(), "log-1");
  EXPECT_FALSE(response->partial());
}

TEST_F(MatchTrialsTest, LeavesItemsOutOnRequestAndWhenTheAnswerGrowsTooBig) {
  PutThree();
  v1::MatchTrialsRequest request = Request("asthma");
  request.set_counts_only(true);
  EXPECT_EQ(Match(request)->matches(0).criteria_size(), 0);
  EXPECT_EQ(Match(request)->matches(0).unknown_count(), 1);
  request.set_counts_only(false);
  options_.max_items_bytes = 1;
  EXPECT_EQ(Match(request)->matches(0).criteria_size(), 0);
}

TEST_F(MatchTrialsTest, SelectsByTheFilterAndCutsThePage) {
  PutThree();
  v1::MatchTrialsRequest request = Request("asthma");
  request.set_filter("sex = MALE");
  EXPECT_THAT(Ids(request), ElementsAre(IdOf(2)));
  request.clear_filter();
  request.set_limit(2);
  EXPECT_THAT(Ids(request), ElementsAre(IdOf(1), IdOf(2)));
}

TEST_F(MatchTrialsTest, FindsWhatFitsBehindMoreContradictionsThanAreCompared) {
  options_.min_candidates = 2;
  options_.candidates_per_match = 1;
  for (int i = 0; i < 5; ++i) {
    v1::Trial men = MakeTrial(i, "Asthma");
    men.mutable_eligibility()->set_sex(v1::SEX_MALE);
    Put(men);
  }
  Put(MakeTrial(9, "Asthma of all the patients that there are"));
  v1::MatchTrialsRequest request = Request("asthma");
  request.set_sex(v1::SEX_FEMALE);
  request.set_limit(1);
  request.set_contradictions(v1::CONTRADICTION_POLICY_DROP);
  EXPECT_THAT(Ids(request), ElementsAre(IdOf(9)));
}

TEST_F(MatchTrialsTest, HealthyVolunteersAreNotSentWhereTheyAreNotAccepted) {
  v1::Trial patients = MakeTrial(1, "Asthma");
  patients.mutable_eligibility()->set_healthy_volunteers(false);
  Put(patients);
  v1::Trial anybody = MakeTrial(2, "Asthma and other diseases of the lung");
  anybody.mutable_eligibility()->set_healthy_volunteers(true);
  Put(anybody);
  v1::MatchTrialsRequest request = Request("asthma");
  request.set_healthy_volunteer(true);
  EXPECT_THAT(Ids(request), ElementsAre(IdOf(2), IdOf(1)));
}

TEST_F(MatchTrialsTest, SaysThatItRanOutOfTimeAndKeepsToTheLimitOfTheRequest) {
  PutThree();
  options_.time_limit = absl::ZeroDuration();
  v1::MatchTrialsRequest request = Request("asthma");
  request.mutable_time_limit()->set_seconds(5);
  const auto response = Match(request);
  ASSERT_OK(response);
  EXPECT_TRUE(response->partial());
  EXPECT_EQ(response->partial_reason(), "TIME_LIMIT");
  EXPECT_LE(response->compared_count(), 1);
}

TEST_F(MatchTrialsTest, ATextWithoutKnownWordsFindsNothing) {
  PutThree();
  const auto response = Match(Request("xyzzy"));
  ASSERT_OK(response);
  EXPECT_EQ(response->matches_size(), 0);
  EXPECT_EQ(response->total_size(), 0);
}

}  // namespace
}  // namespace trialdex
