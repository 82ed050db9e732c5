#include "libs/text/word_rules.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(WordRulesTest, LettersAndAShortNumberAreASymbol) {
  EXPECT_TRUE(IsSymbol("her", "2"));
  EXPECT_TRUE(IsSymbol("pd", "l1"));
  EXPECT_TRUE(IsSymbol("covid", "19"));
  EXPECT_TRUE(IsSymbol("il", "12a"));
}

TEST(WordRulesTest, PrefixesAndCountingWordsAreNot) {
  EXPECT_FALSE(IsSymbol("anti", "cd20"));
  EXPECT_FALSE(IsSymbol("anti", "1"));
  EXPECT_FALSE(IsSymbol("type", "2"));
  EXPECT_FALSE(IsSymbol("day", "28"));
  EXPECT_FALSE(IsSymbol("sample", "2"));
  EXPECT_FALSE(IsSymbol("nsc", "123456"));
  EXPECT_FALSE(IsSymbol("t", "cell"));
}

TEST(WordRulesTest, NumeralsHaveTwoSpellings) {
  EXPECT_EQ(OtherNumeral("iv"), "4");
  EXPECT_EQ(OtherNumeral("3b"), "iiib");
  EXPECT_EQ(OtherNumeral("11"), "");
  EXPECT_EQ(OtherNumeral("iiii"), "");
}

TEST(WordRulesTest, NumbersPartFromUnitsAndCountingWords) {
  EXPECT_EQ(SplitPoint("10mg"), 2U);
  EXPECT_EQ(SplitPoint("2.5mg"), 3U);
  EXPECT_EQ(SplitPoint("phase2"), 5U);
  EXPECT_EQ(SplitPoint("her2"), 0U);
  EXPECT_EQ(SplitPoint("18f"), 0U);
  EXPECT_EQ(SplitPoint("mg"), 0U);
  EXPECT_EQ(SplitPoint("10"), 0U);
}

}  // namespace
}  // namespace trialdex
