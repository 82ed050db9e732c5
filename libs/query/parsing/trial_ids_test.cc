#include "libs/query/parsing/trial_ids.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(TrialIdsTest, ListsOfIdsAreRead) {
  EXPECT_THAT(TrialIdsOf("NCT00000102"), ElementsAre("NCT00000102"));
  EXPECT_THAT(TrialIdsOf(" nct102, NCT00000105;\nNCT3 "),
              ElementsAre("NCT00000102", "NCT00000105", "NCT00000003"));
}

TEST(TrialIdsTest, ASpaceAfterTheLettersIsForgiven) {
  EXPECT_THAT(TrialIdsOf("NCT 00000102"), ElementsAre("NCT00000102"));
  EXPECT_THAT(TrialIdsOf("nct 102 nct 105"), ElementsAre("NCT00000102", "NCT00000105"));
}

TEST(TrialIdsTest, AddressesOfPagesAreIds) {
  EXPECT_THAT(TrialIdsOf("https://clinicaltrials.gov/study/NCT00000102"),
              ElementsAre("NCT00000102"));
  EXPECT_THAT(TrialIdsOf("https://www.clinicaltrials.gov/ct2/show/nct00000102?term=x&rank=1"),
              ElementsAre("NCT00000102"));
  EXPECT_THAT(TrialIdsOf("clinicaltrials.gov/study/NCT00000102/#contacts"),
              ElementsAre("NCT00000102"));
}

TEST(TrialIdsTest, WordsBesideIdsMakeNoList) {
  EXPECT_THAT(TrialIdsOf(""), IsEmpty());
  EXPECT_THAT(TrialIdsOf("NCT"), IsEmpty());
  EXPECT_THAT(TrialIdsOf("NCT00000102 stroke"), IsEmpty());
  EXPECT_THAT(TrialIdsOf("phase 2"), IsEmpty());
  EXPECT_THAT(TrialIdsOf("NCT 2 weeks"), IsEmpty());
  EXPECT_THAT(TrialIdsOf("https://example.org/study/NCT00000102"), IsEmpty());
  EXPECT_THAT(TrialIdsOf("https://clinicaltrials.gov/"), IsEmpty());
}

}  // namespace
}  // namespace trialdex
