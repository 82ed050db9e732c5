#include "services/trialctl/commands/facet_option.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;

TEST(FacetOptionTest, ANameIsEnough) {
  const auto request = ParseFacetOption("phase");
  ASSERT_OK(request);
  EXPECT_EQ(request->field(), "phase");
  EXPECT_EQ(request->limit(), 0);
  EXPECT_EQ(request->date_interval(), v1::DATE_INTERVAL_UNSPECIFIED);
}

TEST(FacetOptionTest, LimitPrefixIntervalAndBoundsAreRead) {
  EXPECT_EQ(ParseFacetOption("condition:20")->limit(), 20);
  const auto begun = ParseFacetOption("condition:5=breast@x:1");
  EXPECT_EQ(begun->limit(), 5);
  EXPECT_EQ(begun->prefix(), "breast@x:1");
  EXPECT_EQ(ParseFacetOption("start_date@month")->date_interval(), v1::DATE_INTERVAL_MONTH);
  EXPECT_THAT(ParseFacetOption("enrollment@0/50/0.5e3")->number_bounds(), ElementsAre(0, 50, 500));
}

TEST(FacetOptionTest, OtherShapesAreRefused) {
  for (const char* text : {"", ":5", "=x", "phase:many", "start_date@week", "enrollment@0//5"}) {
    EXPECT_THAT(ParseFacetOption(text), StatusIs(absl::StatusCode::kInvalidArgument)) << text;
  }
}

TEST(FacetOptionTest, AFacetIsPrintedLineByLine) {
  v1::Facet facet;
  facet.set_field("phase");
  facet.set_total_count(6);
  facet.set_distinct_count(3);
  facet.set_other_count(2);
  facet.set_missing_count(1);
  v1::FacetValue& value = *facet.add_values();
  value.set_display("PHASE2");
  value.set_count(3);
  value.set_selected(true);
  EXPECT_EQ(FormatFacet(facet),
            "phase: 6 trials, 3 different values\n"
            "        3  PHASE2 *\n"
            "        2  (only others)\n"
            "        1  (none)\n");
}

TEST(FacetOptionTest, BucketsAreOpenWhereTheyHaveNoEnd) {
  v1::Facet facet;
  facet.set_field("enrollment");
  facet.add_buckets()->set_upper_bound("0");
  v1::FacetBucket& middle = *facet.add_buckets();
  middle.set_lower_bound("0");
  middle.set_upper_bound("50");
  facet.add_buckets()->set_lower_bound("50");
  EXPECT_EQ(FormatFacet(facet),
            "enrollment: 0 trials, 0 different values\n"
            "        0  < 0\n"
            "        0  0 to < 50\n"
            "        0  >= 50\n");
}

}  // namespace
}  // namespace trialdex
