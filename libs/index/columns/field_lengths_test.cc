#include "libs/index/columns/field_lengths.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <utility>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

constexpr auto kTitle = static_cast<size_t>(TextField::kBriefTitle);

TEST(FieldLengthsTest, NoLengthsAreZero) {
  const FieldLengths lengths(3);
  EXPECT_EQ(lengths.Get(0, kTitle), 0U);
  EXPECT_EQ(lengths.Get(2, kTextFieldCount - 1), 0U);
}

TEST(FieldLengthsTest, AnswersWhatWasSetInAnyOrderAndOfAnySize) {
  constexpr uint32_t kDocs = 300;
  std::mt19937 random(9);
  FieldLengths lengths(kDocs);
  std::map<std::pair<uint32_t, size_t>, uint32_t> set;
  for (int i = 0; i < 4000; ++i) {
    const auto doc = static_cast<uint32_t>(random() % kDocs);
    // Of some fields all lengths are small.
    const size_t field = random() % 20;
    const auto tokens = static_cast<uint32_t>(random()) >> (field < 10 ? 25 : random() % 32);
    if (!set.emplace(std::pair(doc, field), tokens).second) continue;
    lengths.Set(doc, static_cast<TextField>(field), tokens);
  }
  for (uint32_t doc = 0; doc < kDocs; ++doc) {
    for (size_t field = 0; field < kTextFieldCount; ++field) {
      const auto found = set.find({doc, field});
      ASSERT_EQ(lengths.Get(doc, field), found == set.end() ? 0 : found->second)
          << doc << ' ' << field;
    }
  }
}

TEST(FieldLengthsTest, ALongFieldLeavesThoseBeforeAsTheyWere) {
  FieldLengths lengths(4);
  lengths.Set(0, TextField::kBriefTitle, 255);
  lengths.Set(1, TextField::kBriefTitle, 256);
  lengths.Set(2, TextField::kBriefTitle, 65536);
  lengths.Set(3, TextField::kBriefTitle, 0xffffffff);
  EXPECT_EQ(lengths.Get(0, kTitle), 255U);
  EXPECT_EQ(lengths.Get(1, kTitle), 256U);
  EXPECT_EQ(lengths.Get(2, kTitle), 65536U);
  EXPECT_EQ(lengths.Get(3, kTitle), 0xffffffffU);
}

}  // namespace
}  // namespace trialdex
