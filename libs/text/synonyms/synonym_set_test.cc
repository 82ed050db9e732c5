#include "libs/text/synonyms/synonym_set.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/text/synonyms/synonym_key.h"

namespace trialdex {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class SynonymSetTest : public testing::Test {
 protected:
  void Add(std::vector<std::string> asked, std::vector<std::string> found = {},
           absl::string_view source = "test", float weight = 0.6F) {
    builder_.Add({std::move(asked), std::move(found)}, source, weight);
  }

  std::vector<std::string> Keys(absl::string_view text) { return SynonymKeys(text, analyzer_); }

  std::vector<std::string> Find(absl::string_view text) {
    if (set_ == nullptr) set_ = builder_.Build();
    std::vector<std::string> texts;
    for (const SynonymSet::Found& found : set_->Find(Keys(text))) texts.emplace_back(found.text);
    return texts;
  }

  size_t LongestMatch(absl::string_view text) {
    if (set_ == nullptr) set_ = builder_.Build();
    return set_->LongestMatch(Keys(text));
  }

  Analyzer analyzer_;
  SynonymSetBuilder builder_{analyzer_};
  std::shared_ptr<const SynonymSet> set_;
};

TEST_F(SynonymSetTest, EqualPhrasesFindEachOtherButNotThemselves) {
  Add({"heart attack", "myocardial infarction", "MI"});
  EXPECT_THAT(Find("heart attack"), ElementsAre("MI", "myocardial infarction"));
  EXPECT_THAT(Find("mi"), ElementsAre("heart attack", "myocardial infarction"));
  EXPECT_THAT(Find("heart"), IsEmpty());
  EXPECT_THAT(Find("heart attack today"), IsEmpty());
}

TEST_F(SynonymSetTest, OneWayGoesOneWay) {
  Add({"NSCLC"}, {"lung cancer"});
  EXPECT_THAT(Find("nsclc"), ElementsAre("lung cancer"));
  EXPECT_THAT(Find("lung cancer"), IsEmpty());
  EXPECT_EQ(LongestMatch("lung cancer"), 0u);
}

TEST_F(SynonymSetTest, SpellingsOfOneWordAreOneKey) {
  Add({"PD-L1", "CD274"});
  Add({"Sjögren's syndrome", "sicca syndrome"});
  Add({"heart attack", "infarct"});
  EXPECT_THAT(Find("PDL1"), ElementsAre("CD274"));
  EXPECT_THAT(Find("pd-l1"), ElementsAre("CD274"));
  EXPECT_THAT(Find("Sjogren's syndromes"), ElementsAre("sicca syndrome"));
  EXPECT_THAT(Find("Heart Attacks"), ElementsAre("infarct"));
}

TEST_F(SynonymSetTest, ShortWordsKeepTheirEnding) {
  Add({"AIDS", "acquired immunodeficiency syndrome"});
  EXPECT_THAT(Find("aid"), IsEmpty());
  EXPECT_EQ(Find("aids").size(), 1u);
}

TEST_F(SynonymSetTest, TheLongestMatchWins) {
  Add({"lung cancer", "lung carcinoma"});
  Add({"non small cell lung cancer", "NSCLC"});
  EXPECT_EQ(LongestMatch("lung cancer in adults"), 2u);
  EXPECT_EQ(LongestMatch("non-small cell lung cancer in adults"), 5u);
  EXPECT_EQ(LongestMatch("non small cell"), 0u);
  EXPECT_EQ(LongestMatch("small cell lung cancer"), 0u);
  EXPECT_EQ(LongestMatch(""), 0u);
}

TEST_F(SynonymSetTest, AWordAskedForAgainComesOnceWithItsHighestWeight) {
  Add({"tumour", "neoplasm"}, {}, "low", 0.3F);
  Add({"tumour", "Neoplasms", "growth"}, {}, "high", 0.6F);
  EXPECT_THAT(Find("tumour"), ElementsAre("Neoplasms", "growth"));
  const auto found = set_->Find(Keys("tumour"));
  EXPECT_EQ(found[0].source, "high");
  EXPECT_FLOAT_EQ(found[0].weight, 0.6F);
}

TEST_F(SynonymSetTest, WhatFindsOnlyItselfIsNoRule) {
  Add({"tumor", "Tumors"});
  Add({"tumor"}, {"TUMOR"});
  Add({"..."}, {"tumor"});
  Add({"tumor"}, {"..."});
  EXPECT_THAT(Find("tumor"), IsEmpty());
  EXPECT_EQ(set_->rule_count(), 0u);
}

TEST_F(SynonymSetTest, LoneCharactersFindNothingButAreFound) {
  Add({"nitrogen", "N"});
  EXPECT_THAT(Find("n"), IsEmpty());
  EXPECT_THAT(Find("nitrogen"), ElementsAre("N"));
}

TEST_F(SynonymSetTest, LongPhrasesAreLeftOut) {
  Add({"x ray", "one two three four five six seven eight nine", "radiograph"});
  EXPECT_THAT(Find("x ray"), ElementsAre("radiograph"));
  EXPECT_THAT(Find("one two three four five six seven eight nine"), IsEmpty());
}

TEST_F(SynonymSetTest, TheDigestIsOfTheRulesAndNothingElse) {
  const auto digest = [this](std::vector<std::string> asked, float weight) {
    SynonymSetBuilder builder(analyzer_);
    builder.Add({{"cold foot", "chilblain"}, {}}, "a", 0.6F);
    builder.Add({std::move(asked), {}}, "b", weight);
    return builder.Build()->digest();
  };
  EXPECT_EQ(digest({"x ray", "radiograph"}, 0.5F), digest({"x ray", "radiograph"}, 0.5F));
  EXPECT_NE(digest({"x ray", "radiograph"}, 0.5F), digest({"x ray", "radiographs"}, 0.5F));
  EXPECT_NE(digest({"x ray", "radiograph"}, 0.5F), digest({"x ray", "radiograph"}, 0.6F));
}

TEST_F(SynonymSetTest, AnEmptySetFindsNothing) {
  EXPECT_THAT(Find("anything"), IsEmpty());
  EXPECT_EQ(LongestMatch("anything"), 0u);
}

TEST_F(SynonymSetTest, TwentyThousandPhrasesFitInAFewMegabytes) {
  for (int i = 0; i < 5000; ++i) {
    Add({absl::StrCat("substance number ", i), absl::StrCat("brand", i, " tablets"),
         absl::StrCat("generic compound ", i), absl::StrCat("code-", i)});
  }
  EXPECT_EQ(Find("substance number 4711").size(), 3u);
  EXPECT_EQ(set_->phrase_count(), 20000u);
  EXPECT_LT(set_->byte_size(), size_t{4} << 20);
}

}  // namespace
}  // namespace trialdex
