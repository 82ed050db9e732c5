#include "libs/search/suggest/filter_text.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Split(absl::string_view filter) {
  const auto parts = SplitFilterText(filter);
  EXPECT_OK(parts);
  return parts.value_or(std::vector<std::string>());
}

TEST(FilterTextTest, AndSplitsWrittenOrNot) {
  EXPECT_THAT(Split("phase = PHASE2 AND enrollment > 10"),
              ElementsAre("phase = PHASE2", "enrollment > 10"));
  EXPECT_THAT(Split("phase = PHASE2 enrollment > 10"),
              ElementsAre("phase = PHASE2", "enrollment > 10"));
  EXPECT_THAT(Split("country = \"United States\" -sex = MALE"),
              ElementsAre("country = \"United States\"", "-sex = MALE"));
}

TEST(FilterTextTest, OrBindsTighter) {
  EXPECT_THAT(Split("phase = PHASE2 OR phase = PHASE3 AND sex = MALE"),
              ElementsAre("phase = PHASE2 OR phase = PHASE3", "sex = MALE"));
}

TEST(FilterTextTest, ParenthesesAndFunctionsStayTogether) {
  EXPECT_THAT(
      Split("(sex = MALE AND phase = PHASE2) certain(start_date > 2020) NOT city:*"),
      ElementsAre("(sex = MALE AND phase = PHASE2)", "certain(start_date > 2020)", "NOT city:*"));
  EXPECT_THAT(Split("distance(location, 1, 2, \"50km\") AND sex = MALE"),
              ElementsAre("distance(location, 1, 2, \"50km\")", "sex = MALE"));
}

TEST(FilterTextTest, ABlankFilterHasNoParts) {
  EXPECT_THAT(Split(""), IsEmpty());
  EXPECT_THAT(Split("  "), IsEmpty());
}

TEST(FilterTextTest, WhatCannotBeReadIsAnError) {
  EXPECT_THAT(SplitFilterText("city = \"Lyon"), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace trialdex
