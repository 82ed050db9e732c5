#include "libs/index/columns/packed_numbers.h"

#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
constexpr int64_t kMax = std::numeric_limits<int64_t>::max();

void ExpectKept(const std::vector<int64_t>& numbers, size_t most_bytes) {
  PackedNumbers packed;
  for (const int64_t number : numbers) packed.Append(number);
  packed.ShrinkToFit();
  ASSERT_EQ(packed.size(), numbers.size());
  for (size_t i = 0; i < numbers.size(); ++i) EXPECT_EQ(packed[i], numbers[i]);
  EXPECT_LE(packed.byte_size(), most_bytes);
}

TEST(PackedNumbersTest, OneNumberAgainAndAgainTakesNoBytes) {
  ExpectKept(std::vector<int64_t>(1000, -77), 0);
}

TEST(PackedNumbersTest, NearNumbersTakeAByteWhereverTheyAre) {
  ExpectKept({1000000, 1000255, 1000000}, 3);
  ExpectKept({-1, 0, 100, -100, 155}, 5);
  ExpectKept({kMin, kMin + 255}, 2);
  ExpectKept({kMax, kMax - 255}, 2);
}

TEST(PackedNumbersTest, FarNumbersTakeWhatTheyNeed) {
  ExpectKept({0, 256}, 4);
  ExpectKept({0, 65536}, 8);
  ExpectKept({0, int64_t{1} << 32}, 16);
  ExpectKept({kMin, kMax, 0, -1}, 32);
}

TEST(PackedNumbersTest, RandomNumbersOfAnyWidthComeBack) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<int64_t> numbers;
    for (int i = 0; i < 300; ++i) {
      numbers.push_back(static_cast<int64_t>(random()) >> (random() % 64));
    }
    ExpectKept(numbers, numbers.size() * 8);
  }
}

}  // namespace
}  // namespace trialdex
