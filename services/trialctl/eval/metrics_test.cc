#include "services/trialctl/eval/metrics.h"

#include <cmath>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

const double kLog3 = std::log2(3.0);

TEST(MetricsTest, AFlawlessRankingIsOneThroughout) {
  const RankMetrics metrics = MeasureRanking({"A", "B"}, {{"A", 2}, {"B", 1}, {"C", 0}}, 2);
  EXPECT_DOUBLE_EQ(metrics.ndcg, 1);
  EXPECT_DOUBLE_EQ(metrics.reciprocal_rank, 1);
  EXPECT_DOUBLE_EQ(metrics.recall, 1);
  EXPECT_DOUBLE_EQ(metrics.precision, 0.5);
}

TEST(MetricsTest, GainsAreTheGradesAndAreDiscountedByRank) {
  // Found: 1, 0 (not judged), 2. Possible: 2, 1.
  const RankMetrics metrics = MeasureRanking({"B", "X", "A"}, {{"A", 2}, {"B", 1}}, 10);
  EXPECT_DOUBLE_EQ(metrics.ndcg, (1 + 2 / 2.0) / (2 + 1 / kLog3));
  EXPECT_DOUBLE_EQ(metrics.precision, 0.1);
  EXPECT_DOUBLE_EQ(metrics.reciprocal_rank, 1.0 / 3);
}

TEST(MetricsTest, OnlyTheFirstKCountForGainAndPrecision) {
  const RankMetrics metrics = MeasureRanking({"X", "Y", "A"}, {{"A", 2}}, 2);
  EXPECT_DOUBLE_EQ(metrics.ndcg, 0);
  EXPECT_DOUBLE_EQ(metrics.precision, 0);
  EXPECT_DOUBLE_EQ(metrics.reciprocal_rank, 1.0 / 3);
  EXPECT_DOUBLE_EQ(metrics.recall, 1);
}

TEST(MetricsTest, TheBestPossibleGainIsCutAtKToo) {
  const RankMetrics metrics = MeasureRanking({"A"}, {{"A", 2}, {"B", 2}}, 1);
  EXPECT_DOUBLE_EQ(metrics.ndcg, 1);
  EXPECT_DOUBLE_EQ(metrics.precision, 1);
  EXPECT_DOUBLE_EQ(metrics.recall, 0.5);
}

TEST(MetricsTest, RecallLooksAtTheFirstHundred) {
  std::vector<std::string> ranking(99, "");
  for (size_t i = 0; i < ranking.size(); ++i) ranking[i] = std::to_string(i);
  ranking.push_back("A");
  ranking.push_back("B");
  EXPECT_DOUBLE_EQ(MeasureRanking(ranking, {{"A", 2}, {"B", 2}}, 10).recall, 0.5);
}

TEST(MetricsTest, AnEmptyRankingIsZero) {
  const RankMetrics metrics = MeasureRanking({}, {{"A", 2}}, 10);
  EXPECT_DOUBLE_EQ(metrics.ndcg, 0);
  EXPECT_DOUBLE_EQ(metrics.precision, 0);
  EXPECT_DOUBLE_EQ(metrics.reciprocal_rank, 0);
  EXPECT_DOUBLE_EQ(metrics.recall, 0);
}

TEST(MetricsTest, ARepeatedTrialCountsOnce) {
  const RankMetrics metrics = MeasureRanking({"A", "A", "B"}, {{"A", 2}, {"B", 2}}, 10);
  EXPECT_DOUBLE_EQ(metrics.ndcg, 1);
  EXPECT_DOUBLE_EQ(metrics.precision, 0.2);
}

TEST(MetricsTest, NegativeGradesGainNothing) {
  // Some collections grade spam with -1 or -2.
  EXPECT_DOUBLE_EQ(MeasureRanking({"S", "A"}, {{"S", -2}, {"A", 2}}, 10).ndcg, 1 / kLog3);
}

TEST(MetricsTest, TheMeanIsOverTopics) {
  const RankMetrics mean = MeanOf({{1, 0.5, 1, 0}, {0, 0.1, 0.5, 1}});
  EXPECT_DOUBLE_EQ(mean.ndcg, 0.5);
  EXPECT_DOUBLE_EQ(mean.precision, 0.3);
  EXPECT_DOUBLE_EQ(mean.reciprocal_rank, 0.75);
  EXPECT_DOUBLE_EQ(mean.recall, 0.5);
  EXPECT_DOUBLE_EQ(MeanOf({}).ndcg, 0);
}

}  // namespace
}  // namespace trialdex
