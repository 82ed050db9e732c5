#include "libs/search/free_text/free_text_plan.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/eligibility/note/patient_note.h"
#include "libs/index/index_search.h"
#include "libs/query/free_text.h"
#include "libs/search/free_text/patient_filter.h"
#include "libs/search/testing/test_snapshots.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class FreeTextPlanTest : public testing::Test {
 protected:
  v1::Trial MakeTrial(const std::string& id, const std::string& title,
                      const std::string& condition = "") {
    v1::Trial trial;
    trial.set_id(id);
    trial.mutable_identification()->set_brief_title(title);
    if (!condition.empty()) trial.mutable_conditions()->add_conditions(condition);
    return trial;
  }
  void Put(const v1::Trial& trial) { index_.Put(trial); }

  std::shared_ptr<const IndexSnapshot> Snapshot() {
    index_.Commit();
    return index_.source().Current().value();
  }

  QueryNode Plan(absl::string_view text, const IndexSnapshot& snapshot,
                 const FreeTextOptions& options = {}) {
    auto plan = PlanFreeText(text, snapshot, FreeTextWeights(), analyzer_, absl::InfiniteFuture(),
                             index_.clock(), options);
    EXPECT_OK(plan);
    return *std::move(plan);
  }

  // Ids in order of relevance.
  std::vector<std::string> Find(absl::string_view text, const FreeTextOptions& options = {}) {
    const auto snapshot = Snapshot();
    ParsedSearch search;
    search.query = Plan(text, *snapshot, options);
    search.ranked = true;
    search.order = {{SortKey::Kind::kRelevance, {}, true}, {SortKey::Kind::kId}};
    const auto page = SearchIndex(*snapshot, search, {.limit = 100}, index_.clock());
    EXPECT_OK(page);
    std::vector<std::string> ids;
    for (const FoundTrial& trial : page->trials) ids.push_back(trial.place.id);
    return ids;
  }

  TestSnapshots index_;

  Analyzer analyzer_;
};

TEST_F(FreeTextPlanTest, AnyWordIsEnoughAndRareOnesTellMore) {
  for (int i = 0; i < 8; ++i) Put(MakeTrial(absl::StrCat("P", i), "pain of any kind"));
  Put(MakeTrial("G", "gout of the toe"));
  const std::vector<std::string> found = Find("pain from gout in an elbow");
  ASSERT_EQ(found.size(), 9U);
  EXPECT_EQ(found[0], "G");
}

TEST_F(FreeTextPlanTest, AWordThatEveryTrialHasStillFinds) {
  Put(MakeTrial("A", "gout"));
  Put(MakeTrial("B", "gout"));
  EXPECT_THAT(Find("gout"), ElementsAre("A", "B"));
}

TEST_F(FreeTextPlanTest, NothingKnownFindsNothing) {
  Put(MakeTrial("A", "gout"));
  EXPECT_THAT(Find("zebra ((("), IsEmpty());
  EXPECT_THAT(Find("…"), IsEmpty());
}

TEST_F(FreeTextPlanTest, TheConditionsOfTheBestTrialsAreLookedForToo) {
  Put(MakeTrial("A", "levodopa against tremor at rest", "Parkinson Disease"));
  Put(MakeTrial("B", "exercise in Parkinson disease"));
  Put(MakeTrial("C", "something else"));
  EXPECT_THAT(Find("a farmer with tremor takes levodopa"), ElementsAre("A", "B"));
  EXPECT_THAT(Find("a farmer with tremor takes levodopa", {.feedback_trials = 0}),
              ElementsAre("A"));

  const auto snapshot = Snapshot();
  const QueryNode plan = Plan("tremor, levodopa", *snapshot);
  ASSERT_EQ(plan.kind, QueryNode::Kind::kOr);
  std::vector<std::string> learned;
  for (const QueryNode& node : plan.children) {
    if (node.origin != NodeOrigin::kFeedback) continue;
    learned.push_back(node.places[0].alternatives[0].term);
    EXPECT_EQ(node.begin, node.end);
  }
  EXPECT_THAT(learned, UnorderedElementsAre("parkinson", "disease"));
}

TEST_F(FreeTextPlanTest, FeedbackHasItsShareOfTheWeight) {
  Put(MakeTrial("A", "levodopa against tremor", "Parkinson Disease"));
  const auto snapshot = Snapshot();
  double told = 0;
  double learned = 0;
  for (const QueryNode& node :
       Plan("tremor and levodopa", *snapshot, {.feedback_share = 0.25}).children) {
    (node.origin == NodeOrigin::kFeedback ? learned : told) += static_cast<double>(node.boost);
  }
  EXPECT_NEAR(learned / (learned + told), 0.25, 1e-6);
}

TEST_F(FreeTextPlanTest, TrialsForAnotherAgeOrSexSink) {
  v1::Trial men = MakeTrial("A", "gout gout");
  men.mutable_eligibility()->set_sex(v1::SEX_MALE);
  Put(men);
  v1::Trial children = MakeTrial("B", "gout gout");
  children.mutable_eligibility()->mutable_maximum_age()->set_value(17);
  children.mutable_eligibility()->mutable_maximum_age()->set_unit(v1::AGE_UNIT_YEARS);
  Put(children);
  v1::Trial adults = MakeTrial("C", "gout and gout");
  adults.mutable_eligibility()->mutable_minimum_age()->set_value(45);
  adults.mutable_eligibility()->mutable_minimum_age()->set_unit(v1::AGE_UNIT_YEARS);
  Put(adults);
  EXPECT_THAT(Find("A 45-year-old woman with gout."), ElementsAre("C", "A", "B"));
  EXPECT_THAT(Find("A 45-year-old woman with gout.", {.contradiction_factor = 1}),
              ElementsAre("A", "B", "C"));
}

TEST_F(FreeTextPlanTest, TheMostTellingWordsAreKeptOfALongText) {
  for (int i = 0; i < 5; ++i) Put(MakeTrial(absl::StrCat("P", i), "pain"));
  Put(MakeTrial("G", "gout"));
  EXPECT_THAT(Find("pain gout", {.max_words = 1}), ElementsAre("G"));
}

TEST_F(FreeTextPlanTest, WordsThatTellNextToNothingAreLeftOut) {
  for (int i = 0; i < 5; ++i) Put(MakeTrial(absl::StrCat("P", i), "the pain"));
  Put(MakeTrial("G", "the gout"));
  EXPECT_THAT(Find("the gout", {.least_share = 0.2}), ElementsAre("G"));
  EXPECT_EQ(Find("the gout").size(), 6U);
}

TEST_F(FreeTextPlanTest, OutOfTimeDoesWithoutFeedback) {
  Put(MakeTrial("A", "tremor", "Parkinson Disease"));
  const auto snapshot = Snapshot();
  const auto plan = PlanFreeText("tremor", *snapshot, FreeTextWeights(), analyzer_,
                                 absl::InfinitePast(), index_.clock());
  ASSERT_OK(plan);
  EXPECT_EQ(plan->children.size(), 1U);
}

TEST(PatientFilterTest, SaysWhoATrialIsNotFor) {
  EXPECT_EQ(TrialsForOthers(ReadPatientNote("gout")).kind, FilterNode::Kind::kNone);
  const FilterNode others = TrialsForOthers(ReadPatientNote("A 45-year-old woman"));
  ASSERT_EQ(others.kind, FilterNode::Kind::kOr);
  ASSERT_EQ(others.children.size(), 3U);
  EXPECT_EQ(others.children[0].column, Column::kMinimumAge);
  EXPECT_EQ(others.children[0].min, 46);
  EXPECT_TRUE(others.children[0].min_inclusive);
  EXPECT_EQ(others.children[1].column, Column::kMaximumAge);
  EXPECT_EQ(others.children[1].max, 45);
  EXPECT_FALSE(others.children[1].max_inclusive);
  EXPECT_THAT(others.children[2].values, ElementsAre("MALE"));
}

}  // namespace
}  // namespace trialdex
