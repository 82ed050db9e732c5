#include "libs/query/filter_text.h"

#include "gtest/gtest.h"
#include "libs/query/filter_parser.h"
#include "libs/query/order_parser.h"
#include "libs/query/testing/plan_text.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

std::string Rewritten(absl::string_view text) {
  const auto node = ParseFilter(text);
  EXPECT_OK(node) << text;
  return FilterText(*node);
}

TEST(FilterTextTest, ParenthesesAreWrittenOut) {
  EXPECT_EQ(Rewritten(""), "");
  EXPECT_EQ(Rewritten("sex = all phase=phase2 OR phase:PHASE3"),
            "(sex = ALL AND (phase = PHASE2 OR phase = PHASE3))");
  EXPECT_EQ(Rewritten("-(city = 'Rome' OR state:*)"), "NOT (city = \"rome\" OR state:*)");
  EXPECT_EQ(Rewritten("start_date = 2020-04"),
            "(start_date >= 2020-04-01 AND start_date <= 2020-04-30)");
  EXPECT_EQ(Rewritten("minimum_age > '6 months'"), "minimum_age > 0.5");
}

TEST(FilterTextTest, WhatIsWrittenReadsBackAsTheSame) {
  for (const absl::string_view text :
       {"city = \"a \\\"b\\\\\"", "certain(start_date >= 2020 AND start_date < 2021)",
        "enrollment > 5 AND enrollment <= 100", "id = NCT00000102 OR id = NCT00000103", "id:*",
        "distance(location, 52.123456789, -13.4, 10mi)", "maximum_age < '7 days'",
        "BriefTitle:* AND NOT Acronym:*", "NOT NOT has_results = true", "location_count = 3",
        "enrollment:* OR possible(completion_date <= 2021-02-03)"}) {
    const auto node = ParseFilter(text);
    ASSERT_OK(node) << text;
    const auto again = ParseFilter(FilterText(*node));
    ASSERT_OK(again) << FilterText(*node);
    EXPECT_EQ(PlanText(*again), PlanText(*node)) << text;
  }
}

TEST(FilterTextTest, OrdersSayEveryKey) {
  const auto order = ParseOrder("start_date desc, distance(location, 1, 2)", true);
  ASSERT_OK(order);
  EXPECT_EQ(OrderText(*order), "start_date desc, distance(location, 1, 2) asc, id asc");
  EXPECT_EQ(OrderText(*ParseOrder("", true)), "relevance desc, id asc");
}

}  // namespace
}  // namespace trialdex
