#include "libs/index/matching/score_floor.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

constexpr double kNone = -std::numeric_limits<double>::infinity();

TEST(ScoreFloorTest, IsBelowAllScoresUntilThereAreEnough) {
  ScoreFloor floor(3);
  for (const double score : {2.0, 3.0}) {
    floor.Add(score);
    EXPECT_EQ(floor.Get(), kNone);
  }
  floor.Add(4.0);
  EXPECT_LE(floor.Get(), 2.0);
  EXPECT_GT(floor.Get(), 1.98);
}

TEST(ScoreFloorTest, IsAtMostAHundredthBelowTheLastOfTheBest) {
  for (const size_t wanted : {size_t{1}, size_t{11}, size_t{101}}) {
    std::mt19937 random(static_cast<uint32_t>(wanted));
    std::uniform_real_distribution<double> any(0.8, 10);
    ScoreFloor floor(wanted);
    std::vector<double> scores;
    for (int i = 0; i < 2000; ++i) {
      scores.push_back(any(random));
      floor.Add(scores.back());
      if (scores.size() < wanted) continue;
      std::nth_element(scores.begin(), scores.begin() + static_cast<ptrdiff_t>(wanted - 1),
                       scores.end(), std::greater<>());
      ASSERT_LE(floor.Get(), scores[wanted - 1]);
      ASSERT_GE(floor.Get(), 0.99 * scores[wanted - 1]);
    }
  }
}

TEST(ScoreFloorTest, NeverPassesScoresFarFromTheFirst) {
  for (const double first : {1.0, 1e-300, 1e300}) {
    std::mt19937 random(7);
    ScoreFloor floor(5);
    floor.Add(first);
    std::vector<double> scores = {first};
    for (int i = 0; i < 200; ++i) {
      scores.push_back(std::uniform_real_distribution<double>(0, 1e6)(random));
      if (random() % 4 == 0) scores.back() = 0;
      if (random() % 4 == 0) scores.back() = 1e-200;
      floor.Add(scores.back());
      std::sort(scores.begin(), scores.end(), std::greater<>());
      if (scores.size() < 5) continue;
      ASSERT_LE(floor.Get(), scores[4]);
    }
  }
}

TEST(ScoreFloorTest, EqualScoresReachIt) {
  ScoreFloor floor(10);
  for (int i = 0; i < 100; ++i) floor.Add(1.37);
  EXPECT_LE(floor.Get(), 1.37);
  EXPECT_GT(floor.Get(), 1.35);
}

}  // namespace
}  // namespace trialdex
