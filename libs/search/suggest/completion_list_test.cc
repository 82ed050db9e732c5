#include "libs/search/suggest/completion_list.h"

#include <random>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/terms/edit_distance.h"
#include "libs/search/suggest/folded_text.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

CompletionList MakeList(const std::vector<std::string>& texts) {
  CompletionList list;
  for (const std::string& text : texts) list.Add(FoldForTyping(text));
  list.Finish();
  return list;
}

std::set<std::string> Prefixed(const CompletionList& list, absl::string_view typed) {
  std::set<std::string> found;
  list.FindPrefix(typed, [&](uint32_t i, bool) { found.insert(std::string(list.text(i))); });
  return found;
}

std::set<std::string> Near(const CompletionList& list, absl::string_view typed) {
  std::set<std::string> found;
  list.FindNear(typed, [&](uint32_t i, bool) { found.insert(std::string(list.text(i))); });
  return found;
}

TEST(FoldForTypingTest, TakesOffCaseAccentsAndSigns) {
  EXPECT_EQ(FoldForTyping("  Breast-Cancer, Stage IV "), "breast cancer stage iv");
  EXPECT_EQ(FoldForTyping("Crohn's Disease"), "crohns disease");
  EXPECT_EQ(FoldForTyping("S\u00e3o Paulo"), "sao paulo");
  EXPECT_EQ(FoldForTyping("\u4e73\u817a\u764c"), "\u4e73\u817a\u764c");
  EXPECT_EQ(FoldForTyping("--- ()"), "");
  EXPECT_EQ(FoldForTyping(""), "");
}

TEST(CompletionListTest, FindsTheBeginningOfAnyWord) {
  const CompletionList list =
      MakeList({"Breast Cancer", "Metastatic Breast Cancer", "Lung Cancer", "Breathing"});
  EXPECT_THAT(Prefixed(list, "breast c"),
              UnorderedElementsAre("breast cancer", "metastatic breast cancer"));
  EXPECT_THAT(Prefixed(list, "brea"),
              UnorderedElementsAre("breast cancer", "metastatic breast cancer", "breathing"));
  EXPECT_THAT(Prefixed(list, "ast"), IsEmpty());
  EXPECT_THAT(Prefixed(list, "zz"), IsEmpty());
  EXPECT_EQ(list.CountPrefix("cancer"), 3u);
}

TEST(CompletionListTest, SaysWhetherItIsTheBeginningOfTheText) {
  const CompletionList list = MakeList({"Lung Cancer", "Lung"});
  std::vector<bool> at_beginning;
  list.FindPrefix("cancer", [&](uint32_t, bool is) { at_beginning.push_back(is); });
  list.FindPrefix("lung", [&](uint32_t, bool is) { at_beginning.push_back(is); });
  EXPECT_THAT(at_beginning, ElementsAre(false, true, true));
}

TEST(CompletionListTest, FindsOneTypingErrorAnywhere) {
  const CompletionList list = MakeList({"Melanoma", "Asthma", "Sao Paulo"});
  for (const char* const typed : {"nelanoma", "elanoma", "emlanoma", "xmelanoma", "melanona",
                                  "melonoma", "melnaoma", "mellanoma", "melanomax"}) {
    EXPECT_THAT(Near(list, typed), UnorderedElementsAre("melanoma")) << typed;
  }
  EXPECT_THAT(Near(list, "mxlxnoma"), IsEmpty());
  EXPECT_THAT(Near(list, "saopau"), UnorderedElementsAre("sao paulo"));
}

TEST(CompletionListTest, LettersOfManyBytesAreOneEdit) {
  const CompletionList list = MakeList({"\u4e73\u817a\u764c\u75c7"});
  EXPECT_THAT(Near(list, "\u4e73\u764c"), UnorderedElementsAre("\u4e73\u817a\u764c\u75c7"));
  EXPECT_THAT(Near(list, "\u817a\u4e73\u764c"), UnorderedElementsAre("\u4e73\u817a\u764c\u75c7"));
}

TEST(CompletionListTest, FindsWholeTextsOnly) {
  const CompletionList list = MakeList({"Lung", "Lung Cancer", "lung", "A Lung"});
  std::vector<uint32_t> found;
  list.FindWhole("lung", [&](uint32_t i) { found.push_back(i); });
  EXPECT_THAT(found, UnorderedElementsAre(0u, 2u));
}

TEST(CompletionListTest, AnEmptyListAndEmptyTextsFindNothing) {
  EXPECT_THAT(Prefixed(MakeList({}), "a"), IsEmpty());
  EXPECT_THAT(Near(MakeList({}), "abcd"), IsEmpty());
  EXPECT_THAT(Near(MakeList({"", "()"}), "a"), IsEmpty());
}

TEST(CompletionListTest, OtherWordsThanTheFirstMayBeginSo) {
  EXPECT_TRUE(HasWordPrefix("metastatic breast cancer", "can"));
  EXPECT_TRUE(HasWordPrefix("metastatic breast cancer", "meta"));
  EXPECT_FALSE(HasWordPrefix("metastatic breast cancer", "ancer"));
}

// Fewest edits between `typed` and a beginning of `text`.
int PrefixEdits(absl::string_view typed, absl::string_view text) {
  std::vector<char32_t> word;
  AppendCodePoints(typed, word);
  std::vector<char32_t> other;
  AppendCodePoints(text, other);
  EditDistance distance(word, 2);
  int best = distance.Edits(0).value_or(3);
  for (size_t depth = 0; depth < other.size() && distance.Step(depth, other[depth]); ++depth) {
    best = std::min(best, distance.Edits(depth + 1).value_or(3));
  }
  return best;
}

TEST(CompletionListTest, AgreesWithComparingEveryWord) {
  std::mt19937 random(7);
  const auto letters = [&](size_t most) {
    std::string text;
    for (size_t size = 1 + random() % most; text.size() < size;)
      text.push_back("ab "[random() % 3]);
    return FoldForTyping(text);
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> texts;
    for (int i = 0; i < 6; ++i) texts.push_back(letters(9));
    const CompletionList list = MakeList(texts);
    const std::string typed = letters(5);
    if (typed.empty()) continue;
    std::set<std::string> within_one;
    for (const std::string& text : texts) {
      for (size_t at = 0; at < text.size(); ++at) {
        if (at > 0 && text[at - 1] != ' ') continue;
        if (PrefixEdits(typed, absl::string_view(text).substr(at)) <= 1) within_one.insert(text);
      }
    }
    std::set<std::string> found = Near(list, typed);
    for (const std::string& text : Prefixed(list, typed)) found.insert(text);
    EXPECT_EQ(found, within_one) << "typed '" << typed << "' in round " << round;
  }
}

}  // namespace
}  // namespace trialdex
