#include "libs/index/sorted_docs.h"

#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/doc_set.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;

TEST(SortedDocsTest, SkippingFindsTheFirstDocumentThatIsNotBefore) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<uint32_t> docs;
    for (uint32_t doc = 0; doc < 300; ++doc) {
      if (random() % 4 == 0) docs.push_back(doc);
    }
    const auto wanted = static_cast<uint32_t>(random() % 320);
    const size_t from = static_cast<size_t>(
        std::lower_bound(docs.begin(), docs.end(), static_cast<uint32_t>(random() % (wanted + 1))) -
        docs.begin());
    EXPECT_EQ(
        SkipTo(docs, from, wanted),
        static_cast<size_t>(std::lower_bound(docs.begin(), docs.end(), wanted) - docs.begin()));
  }
}

TEST(SortedDocsTest, RestrictingKeepsOrDropsWhatTheOtherListHas) {
  std::vector<uint32_t> docs = {1, 4, 6, 9};
  Restrict(docs, {2, 4, 9, 12});
  EXPECT_THAT(docs, ElementsAre(4, 9));
  Restrict(docs, {4}, /*negate=*/true);
  EXPECT_THAT(docs, ElementsAre(9));
}

TEST(DocSetTest, HoldsCountsAndCombines) {
  DocSet even(130);
  for (uint32_t doc = 0; doc < 130; doc += 2) even.Add(doc);
  DocSet high(130);
  for (uint32_t doc = 100; doc < 130; ++doc) high.Add(doc);
  EXPECT_EQ(even.Count(), 65u);
  DocSet both = even;
  both.IntersectWith(high);
  EXPECT_EQ(both.Count(), 15u);
  both.UniteWith(high);
  EXPECT_EQ(both, high);
  both.Subtract(even);
  both.Remove(101);
  std::vector<uint32_t> docs;
  both.ForEach([&](uint32_t doc) { docs.push_back(doc); });
  EXPECT_EQ(docs.size(), 14u);
  EXPECT_EQ(docs.front(), 103u);
  EXPECT_EQ(docs.back(), 129u);
}

}  // namespace
}  // namespace trialdex
