#include "libs/eligibility/words/words.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> TextsOf(absl::string_view text) {
  const Words words(text);
  std::vector<std::string> texts;
  for (size_t i = 0; i < words.size(); ++i) texts.push_back(words.at(i).text);
  return texts;
}

TEST(WordsTest, SplitNumbersFromTheUnitsGluedToThem) {
  EXPECT_THAT(TextsOf("55yo"), ElementsAre("55", "yo"));
  EXPECT_THAT(TextsOf("18-65"), ElementsAre("18", "-", "65"));
  EXPECT_THAT(TextsOf("1B"), ElementsAre("1", "b"));
}

TEST(WordsTest, KeepNamesOfMarkersWhole) {
  EXPECT_THAT(TextsOf("HER2 PD-L1 T790M ER+"),
              ElementsAre("her2", "pd", "-", "l1", "t790m", "er", "+"));
}

TEST(WordsTest, ReadNumbersWithThousandsAndDecimalsButNotLists) {
  EXPECT_EQ(Words("1,500").at(0).number, 1500);
  EXPECT_EQ(Words("2.5").at(0).number, 2.5);
  EXPECT_THAT(TextsOf("0,1,2"), ElementsAre("0", ",", "1", ",", "2"));
  EXPECT_THAT(TextsOf("ECOG 1."), ElementsAre("ecog", "1", "."));
}

TEST(WordsTest, WriteComparisonsAndDashesInOneWay) {
  for (const char* text : {"≤1", "<=1", "=<1", "< =1", "⩽ 1", "≦1"}) {
    EXPECT_THAT(TextsOf(text), ElementsAre("<=", "1")) << text;
  }
  for (const char* text : {"0-1", "0–1", "0—1", "0−1", "0‑1"}) {
    EXPECT_THAT(TextsOf(text), ElementsAre("0", "-", "1")) << text;
  }
}

TEST(WordsTest, ReadRomanNumeralsThatAreOneCharacter) {
  EXPECT_THAT(TextsOf("Stage Ⅳ"), ElementsAre("stage", "iv"));
}

TEST(WordsTest, KeepSpansOfTheBytesAsWritten) {
  const Words words("café ≥ 18");
  EXPECT_EQ(words.at(0).span, (TextSpan{0, 5}));
  EXPECT_EQ(words.at(1).span, (TextSpan{6, 9}));
  EXPECT_EQ(words.SpanOf(1, 3), (TextSpan{6, 12}));
}

TEST(WordsTest, TakeThePossessiveOff) {
  EXPECT_THAT(TextsOf("Marfan's and patient’s"), ElementsAre("marfan", "and", "patient"));
}

TEST(WordsTest, EndSentencesAtFullStopsBeforeCapitalsOnly) {
  const Words words("HIV e.g. AIDS. He is well, vs. Others. 5 more. end");
  std::vector<std::string> first_words;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words.StartsSentence(i)) first_words.push_back(words.at(i).text);
  }
  EXPECT_THAT(first_words, ElementsAre("hiv", "he", "5"));
}

TEST(WordsTest, FindNothingOutsideOfTheText) {
  const Words words("one");
  EXPECT_EQ(words.at(1).text, "");
  EXPECT_EQ(words.at(static_cast<size_t>(-1)).text, "");
  EXPECT_EQ(words.Match(0, "one two"), 0u);
  EXPECT_TRUE(words.SpanOf(1, 1).empty());
}

TEST(WordsTest, MatchPhrasesAcrossDashes) {
  const Words words("wild-type locus");
  EXPECT_EQ(words.Match(0, "wild type"), 3u);
  EXPECT_EQ(words.MatchAnyOf(0, {"wild", "wild type"}), 3u);
}

}  // namespace
}  // namespace trialdex
