#include "libs/text/lowered_text.h"

#include <cctype>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

bool IsWord(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x80 && std::isalnum(byte) != 0;
}

TEST(LoweredTextTest, AgreesWithALookAtEveryByte) {
  std::mt19937 random(5);
  // Ends of ranges, and what lies beside them.
  const std::string characters = "azAZ09@[`{/: \x80\xE1\xFF" + std::string(1, '\0') + "kK5";
  LoweredText lowered;
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const size_t size = random() % 300;
    // Long runs, too.
    const size_t variety = 1 + random() % characters.size();
    while (text.size() < size) text += characters[random() % variety];
    lowered.Assign(text);

    std::string small = text;
    std::vector<std::pair<uint32_t, uint32_t>> runs;
    for (size_t i = 0; i < size; ++i) {
      if (text[i] >= 'A' && text[i] <= 'Z') small[i] = static_cast<char>(text[i] + 32);
      if (!IsWord(text[i])) continue;
      if (i == 0 || !IsWord(text[i - 1])) runs.emplace_back(i, i);
      runs.back().second = static_cast<uint32_t>(i + 1);
    }
    ASSERT_EQ(lowered.text(), small);
    const std::string slack(lowered.text().data() + size, LoweredText::kSlack);
    ASSERT_EQ(slack, std::string(LoweredText::kSlack, '\0'));
    ASSERT_EQ(lowered.runs().size(), runs.size()) << text;
    for (size_t i = 0; i < runs.size(); ++i) {
      ASSERT_EQ(lowered.runs()[i].begin, runs[i].first) << text;
      ASSERT_EQ(lowered.runs()[i].end, runs[i].second) << text;
    }
    for (size_t begin = 0; begin < size; begin += 1 + random() % 20) {
      const size_t count = 1 + random() % std::min<size_t>(64, size - begin);
      uint64_t digits = 0;
      uint64_t capitals = 0;
      for (size_t i = 0; i < count; ++i) {
        const char c = text[begin + i];
        digits |= uint64_t{c >= '0' && c <= '9'} << i;
        capitals |= uint64_t{c >= 'A' && c <= 'Z'} << i;
      }
      ASSERT_EQ(lowered.Digits(begin, count), digits) << text;
      ASSERT_EQ(lowered.Capitals(begin, count), capitals) << text;
    }
  }
}

}  // namespace
}  // namespace trialdex
