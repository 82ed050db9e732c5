#include "libs/trial/age.h"

#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

TEST(AgeTest, ReadsValueAndUnitAndPrintsThemBack) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"18 Years", "18 Years"}, {"1 Year", "1 Year"},        {"1 years", "1 Year"},
      {"6 MONTHS", "6 Months"}, {"2 weeks", "2 Weeks"},      {"1 Day", "1 Day"},
      {"12 Hours", "12 Hours"}, {"30 minute", "30 Minutes"}, {" 0 Years ", "0 Years"},
      {"18Years", "18 Years"},
  };
  for (const auto& [text, printed] : cases) {
    const auto age = ParseAge(text);
    ASSERT_OK(age) << text;
    ASSERT_TRUE(age->has_value()) << text;
    EXPECT_EQ(FormatAge(**age), printed);
  }
}

TEST(AgeTest, NoLimitIsNotZero) {
  for (const char* text : {"N/A", "n/a", "None", "-", "", "  "}) {
    const auto age = ParseAge(text);
    ASSERT_OK(age) << text;
    EXPECT_FALSE(age->has_value()) << text;
  }
  EXPECT_EQ(FormatAge(v1::Age()), "");
}

TEST(AgeTest, RefusesAnythingElse) {
  for (const char* text : {"18", "Years", "eighteen Years", "-1 Years", "18.5 Years",
                           "18 Fortnights", "99999999999 Years", "18 Years old"}) {
    EXPECT_THAT(ParseAge(text), StatusIs(absl::StatusCode::kInvalidArgument)) << text;
  }
}

TEST(AgeTest, ComparesAcrossUnits) {
  const auto years = [](const char* text) { return AgeInYears(**ParseAge(text)); };
  EXPECT_DOUBLE_EQ(years("18 Years"), 18.0);
  EXPECT_DOUBLE_EQ(years("24 Months"), 2.0);
  EXPECT_LT(years("51 Weeks"), years("1 Year"));
  EXPECT_LT(years("364 Days"), years("12 Months"));
  EXPECT_DOUBLE_EQ(years("1440 Minutes"), years("24 Hours"));
}

}  // namespace
}  // namespace trialdex
