#include "libs/schema/areas.h"

#include <algorithm>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

float WeightIn(const SearchArea& area, TextField field) {
  return (*area.weights)[static_cast<size_t>(field)];
}

TEST(SearchAreasTest, AreasAreFoundByNameParameterAndPiece) {
  const SearchArea* condition = FindSearchArea("conditionsearch");
  ASSERT_NE(condition, nullptr);
  EXPECT_EQ(condition->name, "ConditionSearch");
  EXPECT_EQ(FindSearchArea("query.cond"), condition);
  ASSERT_NE(FindSearchArea("BriefTitle"), nullptr);
  EXPECT_EQ(FindSearchArea("brief_title"), FindSearchArea("BriefTitle"));
  EXPECT_EQ(FindSearchArea("Nothing"), nullptr);
}

TEST(SearchAreasTest, EveryFieldIsAnAreaOfItsOwn) {
  for (const TextFieldInfo& info : AllTextFields()) {
    const SearchArea* area = FindSearchArea(info.piece);
    ASSERT_NE(area, nullptr) << info.piece;
    EXPECT_FLOAT_EQ(WeightIn(*area, info.field), 1.0F) << info.piece;
    EXPECT_EQ(FindSearchArea(info.name), area) << info.name;
  }
}

TEST(SearchAreasTest, CriteriaAreOnePieceWhicheverListTheyAreOf) {
  const SearchArea* area = FindSearchArea("EligibilityCriteria");
  ASSERT_NE(area, nullptr);
  EXPECT_GT(WeightIn(*area, TextField::kEligibilityInclusion), 0.0F);
  EXPECT_GT(WeightIn(*area, TextField::kEligibilityExclusion), 0.0F);
  EXPECT_FLOAT_EQ(WeightIn(*FindSearchArea("EligibilitySearch"), TextField::kStudyPopulation),
                  0.8F);
}

TEST(SearchAreasTest, TheDefaultIsBasicSearchAndMore) {
  const SearchArea& basic = *FindSearchArea("BasicSearch");
  const SearchArea& all = DefaultSearchArea();
  for (size_t i = 0; i < kTextFieldCount; ++i) {
    if ((*basic.weights)[i] > 0.0F) {
      EXPECT_FLOAT_EQ((*all.weights)[i], (*basic.weights)[i]);
    }
  }
  EXPECT_GT(WeightIn(all, TextField::kDetailedDescription), 0.0F);
  EXPECT_FLOAT_EQ(WeightIn(basic, TextField::kDetailedDescription), 0.0F);
}

TEST(SearchAreasTest, AreasHaveAsManyFieldsAsPublished) {
  const auto count = [](absl::string_view name) {
    const FieldWeights& weights = *FindSearchArea(name)->weights;
    return std::count_if(weights.begin(), weights.end(), [](float w) { return w > 0.0F; });
  };
  EXPECT_EQ(count("BasicSearch"), 57);
  EXPECT_EQ(count("PatientSearch"), 47);
  EXPECT_EQ(count("InterventionSearch"), 12);
  EXPECT_EQ(count("LocationSearch"), 5);
}

TEST(SearchAreasTest, AMistypedNameGetsASuggestion) {
  EXPECT_EQ(SuggestSearchArea("ConditonSearch"), "ConditionSearch");
  EXPECT_EQ(SuggestSearchArea("brieftitel"), "BriefTitle");
  EXPECT_EQ(SuggestSearchArea("Xylophone"), "");
}

}  // namespace
}  // namespace trialdex
