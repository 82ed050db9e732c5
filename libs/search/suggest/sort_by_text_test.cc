#include "libs/search/suggest/sort_by_text.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

// Texts over few letters, so that many begin alike, some of them twice.
TEST(SortByTextTest, OrdersAsStrcmpAndEqualOnesByTheirPlace) {
  std::mt19937 random(11);
  const std::string letters = "ab \xc3\xff";
  std::string bytes;
  std::vector<uint32_t> starts;
  for (int i = 0; i < 2000; ++i) {
    const size_t begin = bytes.size();
    for (size_t size = random() % 40; size > 0; --size) {
      bytes.push_back(random() % 4 == 0 ? letters[random() % letters.size()] : 'a');
    }
    bytes.push_back('\0');
    for (size_t at = begin; at < bytes.size(); at += 1 + random() % 9) {
      starts.push_back(static_cast<uint32_t>(at));
    }
  }
  std::shuffle(starts.begin(), starts.end(), random);
  std::vector<uint32_t> expected = starts;
  std::sort(expected.begin(), expected.end(), [&bytes](uint32_t a, uint32_t b) {
    const int order = std::strcmp(&bytes[a], &bytes[b]);
    return order != 0 ? order < 0 : a < b;
  });
  const std::string before = bytes;
  SortByText(bytes, starts);
  EXPECT_EQ(starts, expected);
  EXPECT_EQ(bytes, before);
}

TEST(SortByTextTest, NothingIsSorted) {
  std::string bytes;
  std::vector<uint32_t> starts;
  SortByText(bytes, starts);
  EXPECT_TRUE(starts.empty());
}

}  // namespace
}  // namespace trialdex
