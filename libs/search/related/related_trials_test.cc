#include "libs/search/related/related_trials.h"

#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/search/testing/test_snapshots.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A trial of a drug for a condition by a sponsor.
v1::Trial MakeTrial(int number, const std::string& condition, const std::string& drug,
                    const std::string& sponsor = "Remedia") {
  v1::Trial trial = TestTrial(
      number, absl::StrFormat("Effects of %s on %s, protocol %d", drug, condition, number * 7919));
  trial.mutable_sponsorship()->mutable_lead_sponsor()->set_name(sponsor);
  trial.mutable_conditions()->add_conditions(condition);
  if (!drug.empty()) trial.add_interventions()->set_name(drug);
  return trial;
}

class RelatedTrialsTest : public testing::Test {
 protected:
  // Other trials of other things, so that words are not in every trial.
  void PutOthers() {
    const char* const conditions[] = {"Asthma", "Gout", "Migraine", "Psoriasis", "Malaria"};
    for (int i = 0; i < 25; ++i) {
      index_.Put(MakeTrial(500 + i, conditions[i % 5], absl::StrFormat("Otherdrug%d", i),
                           absl::StrFormat("University %d", i)));
    }
  }

  absl::StatusOr<v1::FindRelatedTrialsResponse> Find(const v1::FindRelatedTrialsRequest& request) {
    return FindRelatedTrials(**index_.source().Current(), request, analyzer_, [] { return false; });
  }
  static v1::FindRelatedTrialsRequest Request(int number) {
    v1::FindRelatedTrialsRequest request;
    request.set_id(TestTrialId(number));
    return request;
  }
  std::vector<std::string> Ids(const v1::FindRelatedTrialsRequest& request) {
    const auto response = Find(request);
    EXPECT_OK(response);
    std::vector<std::string> ids;
    if (!response.ok()) return ids;
    for (const v1::RelatedTrial& trial : response->trials()) ids.push_back(trial.summary().id());
    return ids;
  }

  TestSnapshots index_;
  Analyzer analyzer_;
};

TEST_F(RelatedTrialsTest, TheSameConditionAndDrugComeBeforeTheSameConditionAlone) {
  PutOthers();
  index_.Put(MakeTrial(1, "Breast cancer", "Examplumab"));
  index_.Put(MakeTrial(2, "Breast cancer", "Samplinib", "Institute A"));
  index_.Put(MakeTrial(3, "Breast cancer", "Examplumab", "Institute B"));
  index_.Commit();
  EXPECT_THAT(Ids(Request(1)), ElementsAre(TestTrialId(3), TestTrialId(2)));
}

TEST_F(RelatedTrialsTest, SharesAddUpToOneAndSayWhatIsCommon) {
  PutOthers();
  for (const int number : {1, 2}) {
    v1::Trial trial = MakeTrial(number, "Breast cancer", "Examplumab", "Pharm Inc.");
    trial.mutable_design()->add_phases(v1::PHASE_PHASE2);
    trial.mutable_design()->set_masking(v1::MASKING_NONE);
    auto& location = *trial.mutable_contacts_locations()->add_locations();
    location.set_city("Lyon");
    location.set_country("France");
    index_.Put(trial);
  }
  index_.Commit();
  auto request = Request(1);
  request.set_keep_duplicates(true);
  const auto response = Find(request);
  ASSERT_OK(response);
  EXPECT_EQ(response->id(), TestTrialId(1));
  EXPECT_EQ(response->position(), index_.position());
  EXPECT_EQ(response->log_id(), "log-1");
  ASSERT_EQ(response->trials_size(), 1);
  const v1::RelatedTrial& related = response->trials(0);
  EXPECT_GT(related.score(), 0.8);
  EXPECT_LE(related.score(), 1.0);
  double sum = 0;
  double last = 1;
  for (const v1::RelatedReason& reason : related.reasons()) {
    sum += reason.share();
    EXPECT_LE(reason.share(), last);
    last = reason.share();
    switch (reason.by()) {
      case v1::RELATED_BY_CONDITIONS:
        EXPECT_THAT(reason.common_values(), ElementsAre("Breast cancer"));
        break;
      case v1::RELATED_BY_INTERVENTIONS:
        EXPECT_THAT(reason.common_values(), ElementsAre("Examplumab"));
        break;
      case v1::RELATED_BY_DESIGN:
        EXPECT_THAT(reason.common_values(), ElementsAre("PHASE2", "masking NONE"));
        break;
      case v1::RELATED_BY_SPONSOR:
        EXPECT_THAT(reason.common_values(), ElementsAre("Pharm Inc."));
        break;
      case v1::RELATED_BY_PLACE:
        EXPECT_THAT(reason.common_values(), ElementsAre("Lyon", "France"));
        break;
      default:
        EXPECT_THAT(reason.common_values(), Contains("Examplumab"));
    }
  }
  EXPECT_NEAR(sum, 1, 1e-9);
  EXPECT_EQ(related.reasons_size(), 6);
}

TEST_F(RelatedTrialsTest, TheOnlyTrialHasNoRelated) {
  index_.Put(MakeTrial(1, "Breast cancer", "Examplumab"));
  index_.Commit();
  EXPECT_THAT(Ids(Request(1)), IsEmpty());
}

TEST_F(RelatedTrialsTest, ATrialWithoutConditionsIsComparedByWhatItHas) {
  PutOthers();
  v1::Trial bare;
  bare.set_id(TestTrialId(1));
  bare.mutable_identification()->set_brief_title("Examplumab against everything");
  index_.Put(bare);
  index_.Put(MakeTrial(2, "Breast cancer", "Examplumab"));
  v1::Trial empty;
  empty.set_id(TestTrialId(3));
  index_.Put(empty);
  index_.Commit();
  EXPECT_THAT(Ids(Request(1)), ElementsAre(TestTrialId(2)));
  EXPECT_THAT(Ids(Request(3)), IsEmpty());
}

TEST_F(RelatedTrialsTest, NeitherTheTrialNorItsAliasesNorDeletedOnesAreListed) {
  PutOthers();
  v1::Trial trial = MakeTrial(1, "Breast cancer", "Examplumab");
  trial.mutable_identification()->add_aliases(TestTrialId(77));
  index_.Put(trial);
  index_.Put(MakeTrial(77, "Breast cancer", "Examplumab", "Institute A"));
  index_.Put(MakeTrial(2, "Breast cancer", "Examplumab", "Institute B"));
  index_.Put(MakeTrial(3, "Breast cancer", "Examplumab", "Institute C"));
  index_.Commit();
  index_.Remove(TestTrialId(3));
  index_.Commit();
  EXPECT_THAT(Ids(Request(1)), ElementsAre(TestTrialId(2)));
  const auto response = Find(Request(77));
  ASSERT_OK(response);
  EXPECT_EQ(response->id(), TestTrialId(77));
}

TEST_F(RelatedTrialsTest, AnAliasIsAnsweredWithTheCanonicalId) {
  PutOthers();
  v1::Trial trial = MakeTrial(1, "Breast cancer", "Examplumab");
  trial.mutable_identification()->add_aliases(TestTrialId(77));
  index_.Put(trial);
  index_.Put(MakeTrial(2, "Breast cancer", "Examplumab", "Institute B"));
  index_.Commit();
  auto request = Request(77);
  request.set_id(" nct10000077 ");
  const auto response = Find(request);
  ASSERT_OK(response);
  EXPECT_EQ(response->id(), TestTrialId(1));
  EXPECT_THAT(Ids(request), ElementsAre(TestTrialId(2)));
}

TEST_F(RelatedTrialsTest, NearDuplicatesAreFoldedUnlessAskedFor) {
  PutOthers();
  index_.Put(MakeTrial(1, "Breast cancer", "Examplumab", "University X"));
  for (const int number : {2, 3, 4}) {
    index_.Put(MakeTrial(number, "Breast cancer", "Samplinib", "Pharm"));
  }
  index_.Commit();
  const auto folded = Find(Request(1));
  ASSERT_OK(folded);
  ASSERT_EQ(folded->trials_size(), 1);
  EXPECT_EQ(folded->trials(0).duplicate_ids_size(), 2);
  auto request = Request(1);
  request.set_keep_duplicates(true);
  EXPECT_EQ(Ids(request).size(), 3u);
}

TEST_F(RelatedTrialsTest, OptionsSelect) {
  PutOthers();
  index_.Put(MakeTrial(1, "Breast cancer", "Examplumab", "Institute 1"));
  v1::Trial phase2 = MakeTrial(2, "Breast cancer", "Examplumab", "Institute 2");
  phase2.mutable_design()->add_phases(v1::PHASE_PHASE2);
  phase2.mutable_status()->set_overall_status(v1::OVERALL_STATUS_COMPLETED);
  index_.Put(phase2);
  v1::Trial phase3 = MakeTrial(3, "Breast cancer", "Examplumab", "Institute 3");
  phase3.mutable_design()->add_phases(v1::PHASE_PHASE3);
  phase3.mutable_design()->mutable_enrollment()->set_count(500);
  phase3.mutable_status()->set_overall_status(v1::OVERALL_STATUS_NOT_YET_RECRUITING);
  index_.Put(phase3);
  v1::Trial both = MakeTrial(4, "Breast cancer", "Examplumab", "Institute 4");
  both.mutable_design()->add_phases(v1::PHASE_PHASE2);
  both.mutable_design()->add_phases(v1::PHASE_PHASE3);
  both.mutable_status()->set_overall_status(v1::OVERALL_STATUS_RECRUITING);
  index_.Put(both);
  index_.Commit();
  auto request = Request(2);
  request.set_same_phase(true);
  EXPECT_THAT(Ids(request), ElementsAre(TestTrialId(4)));
  request = Request(2);
  request.set_recruiting_only(true);
  EXPECT_THAT(Ids(request), testing::UnorderedElementsAre(TestTrialId(3), TestTrialId(4)));
  request.set_filter("enrollment > 100");
  EXPECT_THAT(Ids(request), ElementsAre(TestTrialId(3)));
  // A trial without a phase shares it with nobody.
  request = Request(1);
  request.set_same_phase(true);
  EXPECT_THAT(Ids(request), IsEmpty());
  request = Request(2);
  request.set_limit(2);
  EXPECT_EQ(Ids(request).size(), 2u);
}

TEST_F(RelatedTrialsTest, TrialsThatHaveNothingToDoWithItAreNotListed) {
  PutOthers();
  index_.Put(MakeTrial(1, "Breast cancer", "Examplumab", "University 1"));
  index_.Commit();
  EXPECT_THAT(Ids(Request(1)), IsEmpty());
}

TEST_F(RelatedTrialsTest, LikenessDoesNotDependOnSegments) {
  index_.Put(MakeTrial(1, "Breast cancer", "Examplumab"));
  index_.Commit();
  index_.Put(MakeTrial(2, "Breast cancer", "Examplumab", "Institute 2"));
  index_.Commit();
  PutOthers();
  index_.Put(MakeTrial(3, "Lung cancer", "Examplumab", "Institute 3"));
  index_.Commit();
  EXPECT_THAT(Ids(Request(1)), ElementsAre(TestTrialId(2), TestTrialId(3)));
}

TEST_F(RelatedTrialsTest, WrongRequestsAreRefused) {
  index_.Put(MakeTrial(1, "Breast cancer", "Examplumab"));
  index_.Commit();
  EXPECT_EQ(ErrorReason(Find(Request(2)).status()), "TRIAL_NOT_FOUND");
  v1::FindRelatedTrialsRequest request;
  EXPECT_THAT(Find(request), StatusIs(absl::StatusCode::kInvalidArgument));
  request = Request(1);
  request.set_limit(-1);
  EXPECT_THAT(Find(request), StatusIs(absl::StatusCode::kInvalidArgument));
  request = Request(1);
  request.set_radius_km(5);
  EXPECT_THAT(Find(request), StatusIs(absl::StatusCode::kInvalidArgument));
  request.mutable_near()->set_latitude(91);
  EXPECT_THAT(Find(request), StatusIs(absl::StatusCode::kInvalidArgument));
  request.mutable_near()->set_latitude(45);
  request.set_radius_km(-5);
  EXPECT_THAT(Find(request), StatusIs(absl::StatusCode::kInvalidArgument));
  request = Request(1);
  request.set_filter("colour = RED");
  EXPECT_EQ(ErrorReason(Find(request).status()), "UNKNOWN_FIELD");
}

TEST_F(RelatedTrialsTest, StopsWhenItsTimeIsUp) {
  PutOthers();
  index_.Commit();
  EXPECT_THAT(
      FindRelatedTrials(**index_.source().Current(), Request(500), analyzer_, [] { return true; }),
      StatusIs(absl::StatusCode::kDeadlineExceeded));
}

}  // namespace
}  // namespace trialdex
