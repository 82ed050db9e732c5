// Searches for words just as they are written, and for whole values, over a real index.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/search/testing/test_index.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ExactSearchTest : public testing::Test {
 protected:
  // Trial 1 has the first title, and so on.
  void PutTitles(const std::vector<std::string>& titles) {
    int number = 0;
    for (const std::string& title : titles) index_.Put(TestTrial(++number, title));
    index_.Commit();
  }

  // The numbers of the trials found, ascending.
  std::vector<int> Find(const std::string& query) {
    v1::SearchTrialsRequest request;
    request.set_query(query);
    request.set_order_by("id");
    request.set_no_synonyms(true);
    const auto found = index_.engine().Search(request);
    EXPECT_OK(found);
    std::vector<int> numbers;
    for (const v1::TrialHit& hit : found->hits()) {
      numbers.push_back(std::stoi(hit.id().substr(3)) - 10000000);
    }
    return numbers;
  }

  TestIndex index_;
};

TEST_F(ExactSearchTest, ExpansionNoneMindsCase) {
  PutTitles({"A trial of SLE", "a sle trial", "Sle", "sLe in mice"});
  EXPECT_THAT(Find("SLE"), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(Find("EXPANSION[None] SLE"), ElementsAre(1));
  EXPECT_THAT(Find("EXPANSION[None] sle"), ElementsAre(2));
  EXPECT_THAT(Find("EXPANSION[None] Sle"), ElementsAre(3));
  EXPECT_THAT(Find("EXPANSION[None] sLe"), ElementsAre(4));
  EXPECT_THAT(Find("EXPANSION[None] slE"), IsEmpty());
}

TEST_F(ExactSearchTest, ExpansionNoneMindsAccentsSpellingsAndForms) {
  PutTitles({"Sjögren disease", "Sjogren disease", "PD-L1 treatment", "PDL1 treated",
             "mTOR inhibitors in the U.S.", "MTOR inhibitor"});
  EXPECT_THAT(Find("sjogren"), ElementsAre(1, 2));
  EXPECT_THAT(Find("EXPANSION[None] Sjögren"), ElementsAre(1));
  EXPECT_THAT(Find("EXPANSION[None] Sjogren"), ElementsAre(2));
  EXPECT_THAT(Find("EXPANSION[None] PD-L1"), ElementsAre(3));
  EXPECT_THAT(Find("EXPANSION[None] PDL1"), ElementsAre(4));
  EXPECT_THAT(Find("EXPANSION[None] treated"), ElementsAre(4));
  EXPECT_THAT(Find("EXPANSION[None] mTOR"), ElementsAre(5));
  EXPECT_THAT(Find("EXPANSION[None] MTOR"), ElementsAre(6));
  EXPECT_THAT(Find("EXPANSION[None] \"mTOR inhibitors\""), ElementsAre(5));
}

TEST_F(ExactSearchTest, CoverageMindsWhereAValueBeginsAndEnds) {
  PutTitles({"Heart failure", "Heart failure in adults", "Chronic heart failure", "Failure",
             "COVID-19", "COVID-19 vaccine"});
  EXPECT_THAT(Find("AREA[BriefTitle] COVERAGE[FullMatch] \"heart failure\""), ElementsAre(1));
  EXPECT_THAT(Find("AREA[BriefTitle] COVERAGE[StartsWith] \"heart failure\""), ElementsAre(1, 2));
  EXPECT_THAT(Find("AREA[BriefTitle] COVERAGE[EndsWith] \"heart failure\""), ElementsAre(1, 3));
  EXPECT_THAT(Find("AREA[BriefTitle] COVERAGE[FullMatch] failure"), ElementsAre(4));
  EXPECT_THAT(Find("AREA[BriefTitle] COVERAGE[FullMatch] COVID-19"), ElementsAre(5));
  EXPECT_THAT(Find("AREA[BriefTitle] COVERAGE[StartsWith] covid19"), ElementsAre(5, 6));
}

TEST_F(ExactSearchTest, EachValueOfAListIsCoveredByItself) {
  v1::Trial both = TestTrial(1, "x");
  both.mutable_conditions()->add_conditions("Stroke");
  both.mutable_conditions()->add_conditions("Heart Failure");
  v1::Trial one = TestTrial(2, "x");
  one.mutable_conditions()->add_conditions("Stroke, Heart Failure");
  index_.Put(both);
  index_.Put(one);
  index_.Commit();
  EXPECT_THAT(Find("AREA[Condition] COVERAGE[FullMatch] stroke"), ElementsAre(1));
  EXPECT_THAT(Find("AREA[Condition] COVERAGE[FullMatch] \"heart failure\""), ElementsAre(1));
  EXPECT_THAT(Find("AREA[Condition] COVERAGE[EndsWith] \"heart failure\""), ElementsAre(1, 2));
}

}  // namespace
}  // namespace trialdex
