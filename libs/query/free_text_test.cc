#include "libs/query/free_text.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "written*count" of each word.
std::vector<std::string> Words(absl::string_view text) {
  Analyzer analyzer;
  std::vector<std::string> words;
  for (const FreeTextWord& word : FreeTextWords(text, analyzer)) {
    words.push_back(absl::StrCat(word.place.alternatives.at(0).term, "*", word.count));
  }
  return words;
}

TEST(FreeTextTest, FormsOfAWordAreOneWordSaidOften) {
  EXPECT_THAT(Words("Tumor, tumors; TUMOR"), ElementsAre("tumor*3"));
  EXPECT_THAT(Words("treated then treating"), ElementsAre("treated*2", "then*1"));
}

TEST(FreeTextTest, NothingIsSyntax) {
  EXPECT_THAT(Words("NOT (AREA[Condition] \"gout\" OR* ~ RANGE[MIN"),
              ElementsAre("not*1", "area*1", "condition*1", "gout*1", "or*1", "range*1", "min*1"));
}

TEST(FreeTextTest, AHyphenatedWordCountsInPartsAndWhole) {
  const std::vector<std::string> words = Words("T-cell");
  EXPECT_THAT(words, ElementsAre("t*1", "tcell*1", "cell*1"));
}

TEST(FreeTextTest, ATextWithoutWordsHasNone) {
  EXPECT_THAT(Words(""), IsEmpty());
  EXPECT_THAT(Words(" \n\t … !!! ()"), IsEmpty());
}

TEST(FreeTextTest, AWordKnowsWhereItIsSaidFirst) {
  Analyzer analyzer;
  const auto words = FreeTextWords("no gout, Gout", analyzer);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[1].begin, 3U);
  EXPECT_EQ(words[1].end, 7U);
  EXPECT_EQ(words[1].count, 2);
  EXPECT_EQ(words[1].stem, "~gout");
}

TEST(FreeTextTest, BytesThatAreNoTextSeparateWords) {
  EXPECT_THAT(Words("gout\xff\xfe tremor"), ElementsAre("gout*1", "tremor*1"));
}

TEST(FreeTextTest, WeightsLookAtTheCriteriaButNotAtWhatExcludes) {
  const FieldWeights& weights = *FreeTextWeights();
  EXPECT_GT(weights[static_cast<size_t>(TextField::kEligibilityInclusion)], 0);
  EXPECT_EQ(weights[static_cast<size_t>(TextField::kEligibilityExclusion)], 0);
  EXPECT_EQ(weights[static_cast<size_t>(TextField::kLocationCity)], 0);
}

}  // namespace
}  // namespace trialdex
