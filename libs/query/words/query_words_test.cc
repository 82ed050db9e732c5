#include "libs/query/words/query_words.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/query/query_parser.h"
#include "libs/query/testing/listed_synonyms.h"
#include "libs/query/testing/plan_text.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

std::vector<Synonym> Synonyms(const std::vector<std::string>& texts) {
  std::vector<Synonym> synonyms;
  for (const std::string& text : texts) synonyms.push_back({text, 0.6F, "list.txt"});
  return synonyms;
}

class QuerySynonymsTest : public testing::Test {
 protected:
  QueryNode Parse(absl::string_view text) {
    QueryOptions options;
    options.synonyms = &synonyms_;
    auto node = ParseQuery(text, analyzer_, options);
    EXPECT_OK(node);
    return *std::move(node);
  }
  std::string Parsed(absl::string_view text) { return PlanText(Parse(text)); }

  Analyzer analyzer_;
  ListedSynonyms synonyms_{{
      {"nsclc", Synonyms({"non-small cell lung cancer"})},
      {"mi", Synonyms({"heart attack", "infarct"})},
      {"heart attack", Synonyms({"MI"})},
      {"lung cancer", Synonyms({"lung carcinoma"})},
      {"small cell lung cancer", Synonyms({"SCLC"})},
      {"t cell", Synonyms({"T lymphocyte"})},
      {"cell lymphoma", Synonyms({"wrong"})},
      {"cancer of the lung", Synonyms({"lung tumour"})},
      {"of", Synonyms({"belonging to"})},
      {"empty", Synonyms({"..."})},
  }};
};

TEST_F(QuerySynonymsTest, AWordIsTheBestOfItselfAndItsSynonyms) {
  EXPECT_EQ(Parsed("NSCLC"),
            "(best nsclc (best \"non small cell lung cancer\" \"nonsmall cell lung cancer\"))");
  EXPECT_EQ(Parsed("MI"), "(best mi \"heart attack\" infarct)");
}

TEST_F(QuerySynonymsTest, SeveralWordsAreReplacedTogether) {
  EXPECT_EQ(Parsed("old heart attack"),
            "(and old (best (and heart attack) mi) ?\"old heart\" ?\"heart attack\")");
  EXPECT_EQ(Parsed("heart attack"), "(and (best (and heart attack) mi) ?\"heart attack\")");
  EXPECT_EQ(Parsed("cancer of the lung"),
            "(and (best (and cancer lung) \"lung tumour\") ?\"cancer of\" ?\"of the\" ?\"the "
            "lung\")");
}

TEST_F(QuerySynonymsTest, TheLongestRunOfWordsCounts) {
  EXPECT_EQ(Parsed("small cell lung cancer"),
            "(and (best (and small cell lung cancer) sclc) ?\"small cell\" ?\"cell lung\" "
            "?\"lung cancer\")");
}

TEST_F(QuerySynonymsTest, WordsThatMayBeOneAreNotCutApart) {
  EXPECT_EQ(Parsed("T-cell"), "(best (best \"t cell\" tcell) \"t lymphocyte\")");
  EXPECT_EQ(Parsed("T cell-lymphoma"),
            "(and t (best \"cell lymphoma\" celllymphoma) ?\"t cell\" ?\"cell lymphoma\")")
      << "its \"t cell\" is cut by the hyphen; \"cell lymphoma\" is not the longest at its word";
}

TEST_F(QuerySynonymsTest, APhraseHasSynonymsAsAWholeOnly) {
  EXPECT_EQ(Parsed("\"heart attack\""), "(best \"heart attack\" mi)");
  EXPECT_EQ(Parsed("\"old heart attack\""), "\"old heart attack\"");
}

TEST_F(QuerySynonymsTest, SomeOfTheWordsAreEnoughForLossy) {
  EXPECT_EQ(Parsed("EXPANSION[Lossy]old heart attack"),
            "(and (or old (best (or heart attack) mi)) ?\"old heart\" ?\"heart attack\")");
  EXPECT_EQ(Parsed("EXPANSION[Lossy]heart attack"),
            "(and (best (or heart attack) mi) ?\"heart attack\")");
  EXPECT_EQ(Parsed("EXPANSION[Lossy]MI"), "(best mi \"heart attack\" infarct)");
}

TEST_F(QuerySynonymsTest, ExpansionMayDoWithoutSynonyms) {
  EXPECT_EQ(Parsed("EXPANSION[Term]MI"), "mi");
  EXPECT_EQ(Parsed("EXPANSION[Concept]heart attack"), "(best \"heart attack\" mi)");
}

TEST_F(QuerySynonymsTest, SynonymsSayWhereTheyAreFrom) {
  const QueryNode node = Parse("stroke MI");
  const QueryNode& best = node.children.at(1);
  ASSERT_EQ(best.children.size(), 3u);
  EXPECT_EQ(best.children[0].origin, NodeOrigin::kWritten);
  const QueryNode& synonym = best.children[1];
  EXPECT_EQ(synonym.origin, NodeOrigin::kSynonym);
  EXPECT_EQ(synonym.source, "list.txt");
  EXPECT_FLOAT_EQ(synonym.boost, 0.6F);
  EXPECT_EQ(synonym.begin, 7u);
  EXPECT_EQ(synonym.end, 9u);
  EXPECT_EQ(node.optional.at(0).origin, NodeOrigin::kNeighbour);
}

TEST_F(QuerySynonymsTest, TheAreaHoldsForSynonyms) {
  EXPECT_EQ(Parsed("AREA[BriefTitle]MI"),
            "(best mi@BriefTitle \"heart attack\"@BriefTitle infarct@BriefTitle)");
}

TEST_F(QuerySynonymsTest, ASynonymWithoutAWordIsNone) { EXPECT_EQ(Parsed("empty"), "empty"); }

TEST_F(QuerySynonymsTest, AQueryHasABoundedNumberOfSynonyms) {
  std::string text;
  for (int i = 0; i < 200; ++i) absl::StrAppend(&text, "mi ");
  int synonyms = 0;
  const QueryNode node = Parse(text);
  for (const QueryNode& child : node.children) {
    for (const QueryNode& part : child.children) {
      if (part.origin == NodeOrigin::kSynonym) ++synonyms;
    }
  }
  EXPECT_EQ(synonyms, 120);
}

TEST_F(QuerySynonymsTest, AnIrregularPluralIsAFormOfItsSingular) {
  const auto forms = [this](absl::string_view text) {
    const QueryNode word = Parse(text);
    std::string joined;
    for (const Alternative& form : word.places.at(0).alternatives) {
      absl::StrAppend(&joined, form.term, " ", form.weight, ", ");
    }
    return joined;
  };
  EXPECT_EQ(forms("child"), "child 1, ~child 0.8, children 0.8, ");
  EXPECT_EQ(forms("metastases"), "metastases 0.2, metastas 0.8, ~metastas 0.8, metastasis 0.8, ");
}

TEST_F(QuerySynonymsTest, WithoutASourceThereAreNone) {
  const auto node = ParseQuery("MI", analyzer_);
  ASSERT_OK(node);
  EXPECT_EQ(PlanText(*node), "mi");
}

}  // namespace
}  // namespace trialdex
