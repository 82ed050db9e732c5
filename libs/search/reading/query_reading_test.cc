#include "libs/search/reading/query_reading.h"

#include <limits>

#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

float WeightOf(const QueryOptions& options, TextField field) {
  return (*options.default_weights)[static_cast<size_t>(field)];
}

TEST(QueryReadingTest, ARequestThatSaysNothingHasTheDefaults) {
  const auto options = QueryOptionsOf({}, nullptr);
  ASSERT_OK(options);
  EXPECT_EQ(options->expansion, QueryExpansion::kRelaxation);
  EXPECT_EQ(options->default_weights, nullptr);
}

TEST(QueryReadingTest, AnExpansionThatIsNoneIsAnError) {
  v1::SearchTrialsRequest request;
  request.set_expansion(v1::EXPANSION_LOSSY);
  EXPECT_EQ(QueryOptionsOf(request, nullptr)->expansion, QueryExpansion::kLossy);
  request.set_expansion(static_cast<v1::Expansion>(77));
  EXPECT_EQ(ErrorReason(QueryOptionsOf(request, nullptr).status()), "INVALID_FIELD");
}

TEST(QueryReadingTest, WeightsReplaceThoseOfTheDefaultArea) {
  v1::SearchTrialsRequest request;
  (*request.mutable_field_weights())["BriefTitle"] = 7.0F;
  (*request.mutable_field_weights())["keyword"] = 0.0F;
  (*request.mutable_field_weights())["EligibilityCriteria"] = 3.0F;
  const auto options = QueryOptionsOf(request, nullptr);
  ASSERT_OK(options);
  EXPECT_EQ(WeightOf(*options, TextField::kBriefTitle), 7.0F);
  EXPECT_EQ(WeightOf(*options, TextField::kKeyword), 0.0F);
  EXPECT_EQ(WeightOf(*options, TextField::kEligibilityExclusion), 3.0F);
  EXPECT_EQ(WeightOf(*options, TextField::kCondition), 0.81F);
}

TEST(QueryReadingTest, WeightsAreOfPiecesAndInRange) {
  const auto error = [](const std::string& name, float weight) {
    v1::SearchTrialsRequest request;
    (*request.mutable_field_weights())[name] = weight;
    return QueryOptionsOf(request, nullptr).status();
  };
  EXPECT_EQ(error("BriefTitel", 1.0F).message(),
            "field_weights: unknown field 'BriefTitel'; did you mean 'BriefTitle'?");
  EXPECT_EQ(ErrorReason(error("BasicSearch", 1.0F)), "UNKNOWN_FIELD");
  EXPECT_EQ(error("BriefTitle", 101.0F).message(),
            "field_weights: BriefTitle: 101 is not between 0 and 100");
  EXPECT_FALSE(error("BriefTitle", -1.0F).ok());
  EXPECT_FALSE(error("BriefTitle", std::numeric_limits<float>::quiet_NaN()).ok());
}

TEST(QueryReadingTest, AListOfCriteriaHasItsOwnWeightBesideThatOfAllCriteria) {
  v1::SearchTrialsRequest request;
  (*request.mutable_field_weights())["eligibility_inclusion"] = 5.0F;
  (*request.mutable_field_weights())["EligibilityCriteria"] = 3.0F;
  const auto options = QueryOptionsOf(request, nullptr);
  ASSERT_OK(options);
  EXPECT_EQ(WeightOf(*options, TextField::kEligibilityInclusion), 5.0F);
  EXPECT_EQ(WeightOf(*options, TextField::kEligibilityExclusion), 3.0F);
}

TEST(QueryReadingTest, OneFieldHasOneWeight) {
  v1::SearchTrialsRequest request;
  (*request.mutable_field_weights())["BriefTitle"] = 1.0F;
  (*request.mutable_field_weights())["brief_title"] = 2.0F;
  EXPECT_EQ(QueryOptionsOf(request, nullptr).status().message(),
            "field_weights: 'BriefTitle' and 'brief_title' are one field");
}

TEST(QueryReadingTest, SomethingHasToBeSearched) {
  v1::SearchTrialsRequest request;
  for (const TextFieldInfo& info : AllTextFields()) {
    (*request.mutable_field_weights())[std::string(info.piece)] = 0.0F;
  }
  EXPECT_EQ(QueryOptionsOf(request, nullptr).status().message(),
            "field_weights: no field has a weight above 0");
}

}  // namespace
}  // namespace trialdex
