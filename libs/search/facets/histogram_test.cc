#include "libs/search/facets/histogram.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/search/facets/column_text.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ColumnCounts Counts(const std::vector<ColumnCounts::Value>& values) {
  ColumnCounts counts;
  counts.values = values;
  for (const ColumnCounts::Value& value : values) counts.total += value.trials;
  return counts;
}

double Day(int year, int month, int day) {
  return static_cast<double>(absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1));
}

TEST(HistogramTest, MonthsGoOverTheEndOfAYear) {
  const auto buckets =
      DateBuckets(Counts({{Day(2019, 12, 31), 2}, {Day(2020, 1, 1), 1}}), v1::DATE_INTERVAL_MONTH);
  ASSERT_THAT(buckets, SizeIs(2));
  EXPECT_EQ(buckets[0].lower_bound(), "2019-12");
  EXPECT_EQ(buckets[0].upper_bound(), "2020-01");
  EXPECT_EQ(buckets[0].count(), 2);
  EXPECT_EQ(buckets[1].lower_bound(), "2020-01");
}

TEST(HistogramTest, AMistypedYearCostsNoThousandsOfBuckets) {
  const auto counts = Counts({{Day(20, 1, 1), 1}, {Day(2020, 1, 1), 5}, {Day(2020, 3, 1), 5}});
  EXPECT_THAT(DateBuckets(counts, v1::DATE_INTERVAL_MONTH), SizeIs(3));
  EXPECT_EQ(DateBuckets(counts, v1::DATE_INTERVAL_MONTH)[0].lower_bound(), "0020-01");
  EXPECT_THAT(DateBuckets(counts, v1::DATE_INTERVAL_YEAR), SizeIs(2001));
}

TEST(HistogramTest, NumbersBelowAllBoundsHaveABucketOfTheirOwn) {
  const auto buckets = NumberBuckets(Counts({{-1, 1}, {0.5, 2}, {1, 4}}), {0.5, 1});
  ASSERT_THAT(buckets, SizeIs(3));
  EXPECT_EQ(buckets[0].lower_bound(), "");
  EXPECT_EQ(buckets[0].upper_bound(), "0.5");
  EXPECT_EQ(buckets[0].count(), 1);
  EXPECT_EQ(buckets[1].count(), 2);
  EXPECT_EQ(buckets[2].count(), 4);
  EXPECT_EQ(buckets[2].upper_bound(), "");
}

TEST(HistogramTest, BoundsAreEvenAndRound) {
  EXPECT_THAT(ChooseBounds(Counts({{0, 5}, {18, 60}, {45, 20}, {65, 5}})),
              ElementsAre(0, 10, 20, 30, 40, 50, 60));
  EXPECT_THAT(ChooseBounds(Counts({{0, 1}, {1, 8}, {2, 1}})), ElementsAre(0, 1, 2));
  EXPECT_THAT(ChooseBounds(Counts({{0.25, 5}, {0.75, 5}})),
              ElementsAre(0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75));
  EXPECT_THAT(ChooseBounds(Counts({{7, 3}})), ElementsAre(7));
  EXPECT_THAT(ChooseBounds(Counts({})), IsEmpty());
}

TEST(HistogramTest, BoundsGrowWhereAFewValuesAreFarLarger) {
  EXPECT_THAT(ChooseBounds(Counts({{0, 100}, {30, 500}, {60, 300}, {900, 50}, {1000000, 1}})),
              ElementsAre(0, 1, 2, 5, 10, 20, 50, 100, 200, 500));
}

TEST(HistogramTest, HugeNumbersEndTheChoosing) {
  EXPECT_THAT(ChooseBounds(Counts({{1e17, 1}, {1e17 + 32, 1}})), SizeIs(testing::Le(21U)));
  EXPECT_THAT(ChooseBounds(Counts({{-1e300, 1}, {1e300, 1}})), SizeIs(testing::Le(21U)));
}

TEST(ColumnTextTest, DaysAreWrittenAsPreciselyAsTheyAreKnown) {
  const auto day = [](int y, int m, int d) { return static_cast<int32_t>(Day(y, m, d)); };
  EXPECT_EQ(FormatDays({day(2020, 1, 1), day(2020, 12, 31)}), "2020");
  EXPECT_EQ(FormatDays({day(2020, 2, 1), day(2020, 2, 29)}), "2020-02");
  EXPECT_EQ(FormatDays({day(1950, 1, 1), day(1950, 1, 1)}), "1950-01-01");
}

TEST(ColumnTextTest, NumbersAreWrittenInPlainDigits) {
  EXPECT_EQ(FormatNumber(1000000), "1000000");
  EXPECT_EQ(FormatNumber(0.5), "0.5");
  EXPECT_EQ(FormatNumber(-0.1), "-0.1");
  EXPECT_EQ(FormatNumber(1e-7), "0.0000001");
}

}  // namespace
}  // namespace trialdex
