#include "libs/search/synonyms/mined_synonyms.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/document/term_pairs.h"
#include "libs/index/testing/memory_segment.h"
#include "libs/search/synonyms/pair_counts.h"
#include "libs/text/synonyms/synonym_key.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class MinedSynonymsTest : public testing::Test {
 protected:
  // Adds `count` documents that give the pair and write `first`.
  void Add(TermPairKind kind, const std::string& first, const std::string& second, int count,
           size_t segment = 0) {
    for (int i = 0; i < count; ++i) {
      MemoryDocument document;
      document.id = absl::StrCat("NCT", 10000000 + ++last_);
      document.Write(TextField::kBriefSummary, first);
      document.keyword_terms.push_back(TermPairTerm({kind, first, second}));
      segments_[segment].push_back(std::move(document));
    }
  }
  // Adds `count` documents that only write `text`.
  void Write(const std::string& text, int count) {
    for (int i = 0; i < count; ++i) {
      MemoryDocument document;
      document.id = absl::StrCat("NCT", 10000000 + ++last_);
      document.Write(TextField::kBriefSummary, text);
      segments_[0].push_back(std::move(document));
    }
  }

  std::vector<std::string> Find(absl::string_view text) {
    const auto snapshot = MakeMemorySnapshot(segments_, cache_);
    const auto set = MineSynonyms(*snapshot, {}, analyzer_);
    EXPECT_OK(set);
    std::vector<std::string> found;
    for (const SynonymSet::Found& synonym : (*set)->Find(SynonymKeys(text, analyzer_))) {
      found.push_back(absl::StrCat(synonym.text, " (", synonym.source, ")"));
    }
    return found;
  }

  int last_ = 0;
  std::vector<std::vector<MemoryDocument>> segments_ = {{}, {}};
  ByteCache cache_{size_t{1} << 20};
  Analyzer analyzer_;
};

TEST_F(MinedSynonymsTest, PairsAreCountedOverSegments) {
  Add(TermPairKind::kAbbreviation, "wfs", "warm foot syndrome", 2, 0);
  Add(TermPairKind::kAbbreviation, "wfs", "warm foot syndrome", 3, 1);
  Add(TermPairKind::kAbbreviation, "ssi", "sock score index", 1, 1);
  Add(TermPairKind::kMesh, "wfs", "foot diseases", 9, 1);
  const auto snapshot = MakeMemorySnapshot(segments_, cache_);
  const auto pairs = CountPairs(*snapshot, TermPairKind::kAbbreviation, 2);
  ASSERT_OK(pairs);
  ASSERT_EQ(pairs->size(), 1u);
  EXPECT_EQ((*pairs)[0].first, "wfs");
  EXPECT_EQ((*pairs)[0].second, "warm foot syndrome");
  EXPECT_EQ((*pairs)[0].trials, 5u);
}

TEST_F(MinedSynonymsTest, AnAbbreviationOfTwoTrialsIsBelievedBothWays) {
  Add(TermPairKind::kAbbreviation, "wfs", "warm foot syndrome", 1, 0);
  Add(TermPairKind::kAbbreviation, "wfs", "warm foot syndrome", 1, 1);
  EXPECT_THAT(Find("WFS"), ElementsAre("warm foot syndrome (index: abbreviations)"));
  EXPECT_THAT(Find("warm foot syndromes"), ElementsAre("wfs (index: abbreviations)"));
}

TEST_F(MinedSynonymsTest, APairOfOneTrialIsNot) {
  Add(TermPairKind::kAbbreviation, "wfs", "warm foot syndrome", 1);
  EXPECT_THAT(Find("wfs"), IsEmpty());
}

TEST_F(MinedSynonymsTest, TheMeaningThatMostTrialsGiveCounts) {
  Add(TermPairKind::kAbbreviation, "ra", "rheumatoid arthritis", 7);
  Add(TermPairKind::kAbbreviation, "ra", "right atrium", 3);
  EXPECT_THAT(Find("ra"), ElementsAre("rheumatoid arthritis (index: abbreviations)"));
  Add(TermPairKind::kAbbreviation, "ra", "refractory anaemia", 3);
  EXPECT_THAT(Find("ra"), IsEmpty()) << "7 of 13 are no clear majority";
}

TEST_F(MinedSynonymsTest, SpellingsOfOneMeaningAreCountedTogether) {
  Add(TermPairKind::kAbbreviation, "tki", "tyrosine kinase inhibitors", 3);
  Add(TermPairKind::kAbbreviation, "tki", "tyrosine-kinase inhibitor", 2);
  Add(TermPairKind::kAbbreviation, "tki", "total knee implant", 2);
  EXPECT_THAT(Find("tki"), ElementsAre("tyrosine kinase inhibitors (index: abbreviations)"));
}

TEST_F(MinedSynonymsTest, AWordThatIsHardlyEverExplainedIsNoAbbreviation) {
  Add(TermPairKind::kAbbreviation, "all", "acute lymphoblastic leukemia", 4);
  Write("all", 100);
  EXPECT_THAT(Find("all"), IsEmpty());
}

TEST_F(MinedSynonymsTest, FewTrialsMustBeALargerPartOfThoseThatWriteIt) {
  Add(TermPairKind::kAbbreviation, "hit", "heparin induced thrombocytopenia", 4);
  Write("hit", 36);
  EXPECT_THAT(Find("hit"), IsEmpty()) << "a tenth";
  Add(TermPairKind::kAbbreviation, "hit", "heparin induced thrombocytopenia", 2);
  EXPECT_EQ(Find("hit").size(), 1u) << "six trials are enough";
}

TEST_F(MinedSynonymsTest, OtherNamesMustBeMeantMostOfTheTime) {
  Add(TermPairKind::kOtherName, "zaritol", "compound 17", 3);
  Add(TermPairKind::kOtherName, "control", "placebo", 3);
  Write("control", 40);
  EXPECT_THAT(Find("Zaritol"), ElementsAre("compound 17 (index: other names)"));
  EXPECT_THAT(Find("control"), IsEmpty());
}

TEST_F(MinedSynonymsTest, TheUsualNameOfAMeshTermIsEqualToIt) {
  Add(TermPairKind::kMesh, "foot cancer", "foot neoplasms", 20);
  EXPECT_THAT(Find("foot neoplasms"), ElementsAre("foot cancer (index: MeSH)"));
  EXPECT_THAT(Find("foot cancer"), ElementsAre("foot neoplasms (index: MeSH)"));
}

TEST_F(MinedSynonymsTest, RarerConditionsAreFoundByTheTermOnlyAndRareOnesNotAtAll) {
  Add(TermPairKind::kMesh, "foot cancer", "foot neoplasms", 20);
  Add(TermPairKind::kMesh, "tumour that has spread", "foot neoplasms", 5);
  Add(TermPairKind::kMesh, "sore toe", "foot neoplasms", 2);
  Add(TermPairKind::kMesh, "warm foot", "foot", 5);
  EXPECT_THAT(Find("foot neoplasms"),
              ElementsAre("foot cancer (index: MeSH)", "tumour that has spread (index: MeSH)"));
  EXPECT_THAT(Find("tumour that has spread"), IsEmpty());
  EXPECT_THAT(Find("sore toe"), IsEmpty());
  EXPECT_THAT(Find("warm foot"), IsEmpty()) << "it has all words of the other";
}

TEST_F(MinedSynonymsTest, AnEmptyIndexTeachesNothing) { EXPECT_THAT(Find("wfs"), IsEmpty()); }

}  // namespace
}  // namespace trialdex
