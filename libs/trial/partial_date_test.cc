#include "libs/trial/partial_date.h"

#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

v1::PartialDate Date(absl::string_view text) {
  const absl::StatusOr<v1::PartialDate> date = ParsePartialDate(text);
  EXPECT_OK(date) << text;
  return date.value_or(v1::PartialDate());
}

TEST(PartialDateTest, KeepsThePrecisionItWasPublishedIn) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"2020", "2020"},
      {"2020-04", "2020-04"},
      {"2020-04-15", "2020-04-15"},
      {"2019-06-27T10:53", "2019-06-27"},
      {"2019-06-27T10:53:00.123Z", "2019-06-27"},
      {"April 15, 2020", "2020-04-15"},
      {"april 5, 2020", "2020-04-05"},
      {"April  2020", "2020-04"},
      {" December 2020\r\n", "2020-12"},
      {"February 29, 2024", "2024-02-29"},
      {"0001-01-01", "0001-01-01"},
      {"9999-12-31", "9999-12-31"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(FormatPartialDate(Date(text)), expected) << text;
  }
}

TEST(PartialDateTest, RefusesOtherShapesAndDaysThatDoNotExist) {
  for (const char* text : {"",
                           "-",
                           "20",
                           "0000",
                           "2020-4",
                           "2020-13",
                           "2020-00",
                           "2020-02-30",
                           "2023-02-29",
                           "2020-04-00",
                           "2020-04-15T",
                           "2020-04-15 10:53",
                           "15/04/2020",
                           "04-2020",
                           "Apr 2020",
                           "April 15 2020",
                           "April , 2020",
                           "April 31, 2020",
                           "April",
                           "Smarch 2020",
                           "2020-04-15x",
                           "20200415",
                           "April 2020x"}) {
    EXPECT_THAT(ParsePartialDate(text), StatusIs(absl::StatusCode::kInvalidArgument)) << text;
  }
}

TEST(PartialDateTest, FormatsTheEmptyDateAsNothing) {
  EXPECT_EQ(FormatPartialDate(v1::PartialDate()), "");
}

TEST(PartialDateTest, KnowsTheDaysItMayStandFor) {
  EXPECT_EQ(EarliestDay(Date("1970-01-01")), 0);
  EXPECT_EQ(LatestDay(Date("1970-01-01")), 0);
  EXPECT_EQ(EarliestDay(Date("1970")), 0);
  EXPECT_EQ(LatestDay(Date("1970")), 364);
  EXPECT_EQ(LatestDay(Date("1970-02")), 58);
  EXPECT_EQ(LatestDay(Date("1972-02")) - EarliestDay(Date("1972-02")), 28);
  EXPECT_EQ(LatestDay(Date("1969-12")), -1);
}

TEST(PartialDateTest, OrdersByEarliestDayThenCoarseBeforeFine) {
  const std::vector<v1::PartialDate> ascending = {v1::PartialDate(),  Date("2019-12-31"),
                                                  Date("2020"),       Date("2020-01"),
                                                  Date("2020-01-01"), Date("2020-01-02")};
  for (size_t i = 0; i < ascending.size(); ++i) {
    for (size_t j = 0; j < ascending.size(); ++j) {
      const int order = ComparePartialDates(ascending[i], ascending[j]);
      EXPECT_EQ(order < 0, i < j) << i << " " << j;
      EXPECT_EQ(order == 0, i == j) << i << " " << j;
    }
  }
}

}  // namespace
}  // namespace trialdex
