#include "libs/index/matching/synonym_weigher.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "libs/index/index_search.h"
#include "libs/index/scoring/rarity.h"
#include "libs/index/scoring/score_explainer.h"
#include "libs/index/testing/memory_segment.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

QueryNode Text(const std::string& text, NodeOrigin origin = NodeOrigin::kWritten) {
  QueryNode node;
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    node.places.push_back(
        {static_cast<uint32_t>(node.places.size()), {{std::string(word), 1.0F}}, {}});
  }
  node.kind = node.places.size() == 1 ? Kind::kWord : Kind::kPhrase;
  node.origin = origin;
  if (origin == NodeOrigin::kSynonym) node.boost = 0.5F;
  return node;
}

QueryNode Combine(Kind kind, std::vector<QueryNode> children) {
  QueryNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

class SynonymWeigherTest : public testing::Test {
 protected:
  SynonymWeigherTest() {
    std::vector<MemoryDocument> documents;
    for (int i = 0; i < 40; ++i) {
      MemoryDocument document;
      document.id = absl::StrCat("NCT", 10000000 + i);
      document.Write(TextField::kBriefTitle, i % 2 == 0 ? "lung cancer" : "other");
      if (i < 4) document.Write(TextField::kOfficialTitle, "nsclc");
      if (i < 2) document.Write(TextField::kBriefSummary, "small cell");
      documents.push_back(std::move(document));
    }
    snapshot_ = MakeMemorySnapshot({documents}, cache_);
  }

  QueryNode Weighed(QueryNode query) {
    auto weighed = WeighSynonyms(std::move(query), *snapshot_, [] { return false; });
    EXPECT_OK(weighed);
    return *std::move(weighed);
  }

  double Rarity(const std::string& word) {
    return RarityOf({0, {{word, 1.0F}}, {}}, *snapshot_).value();
  }

  ByteCache cache_{size_t{1} << 20};
  std::shared_ptr<const IndexSnapshot> snapshot_;
};

TEST_F(SynonymWeigherTest, APhraseCountsItsBoostOfTheWordThatIsWritten) {
  const QueryNode best = Weighed(
      Combine(Kind::kBest, {Text("nsclc"), Text("small cell cancer", NodeOrigin::kSynonym)}));
  ASSERT_EQ(best.children.size(), 2u);
  EXPECT_FLOAT_EQ(best.children[0].boost, 1.0F);
  const double of_synonym = Rarity("small") + Rarity("cell") + Rarity("cancer");
  EXPECT_NEAR(best.children[1].boost * of_synonym, 0.5 * Rarity("nsclc"), 1e-5);
}

TEST_F(SynonymWeigherTest, AWordCountsItsBoostOfTheWordsThatAreWritten) {
  const QueryNode best =
      Weighed(Combine(Kind::kBest, {Combine(Kind::kAnd, {Text("small"), Text("cancer")}),
                                    Text("nsclc", NodeOrigin::kSynonym)}));
  EXPECT_NEAR(best.children[1].boost * Rarity("nsclc"), 0.5 * (Rarity("small") + Rarity("cancer")),
              1e-5);
}

TEST_F(SynonymWeigherTest, AFrequentSynonymOfARareWordCountsAsTheFrequentOneItIs) {
  const QueryNode best =
      Weighed(Combine(Kind::kBest, {Text("small"), Text("lung", NodeOrigin::kSynonym)}));
  EXPECT_FLOAT_EQ(best.children[1].boost, 0.5F);
}

TEST_F(SynonymWeigherTest, SynonymsThatAreNowhereAreTakenOut) {
  const QueryNode best =
      Weighed(Combine(Kind::kBest, {Text("nsclc"), Text("lung absent", NodeOrigin::kSynonym),
                                    Combine(Kind::kBest, {Text("absent"), Text("lung")})}));
  EXPECT_EQ(best.children.size(), 3u) << "the last child is no synonym";
  QueryNode spelled = Combine(Kind::kBest, {Text("absent"), Text("cancer")});
  spelled.origin = NodeOrigin::kSynonym;
  spelled.boost = 0.5F;
  const QueryNode pruned = Weighed(
      Combine(Kind::kBest, {Text("nsclc"), Text("lung absent", NodeOrigin::kSynonym), spelled}));
  ASSERT_EQ(pruned.children.size(), 2u) << "one of the spellings is there";
  EXPECT_EQ(pruned.children[1].children.size(), 2u);
}

TEST_F(SynonymWeigherTest, SynonymsOfAnAbsentWordKeepTheirWeight) {
  const QueryNode best =
      Weighed(Combine(Kind::kBest, {Text("absent"), Text("lung", NodeOrigin::kSynonym)}));
  EXPECT_FLOAT_EQ(best.children[1].boost, 0.5F);
}

TEST_F(SynonymWeigherTest, SynonymsAreFoundDeepDown) {
  const QueryNode query = Weighed(Combine(
      Kind::kAnd,
      {Text("lung"), Combine(Kind::kBest, {Text("nsclc"), Text("no no", NodeOrigin::kSynonym)})}));
  EXPECT_EQ(query.children[1].children.size(), 1u);
}

TEST_F(SynonymWeigherTest, ExplanationsAddUpToTheScore) {
  ParsedSearch search;
  search.query = Combine(Kind::kBest, {Text("nsclc"), Text("lung cancer", NodeOrigin::kSynonym)});
  const auto weights = std::make_shared<FieldWeights>();
  weights->fill(1);
  for (QueryNode& child : search.query.children) child.weights = weights;
  search.ranked = true;
  search.order.resize(2);
  search.order[0].descending = true;
  search.order[1].kind = SortKey::Kind::kId;
  PageRange range;
  range.limit = 100;
  const auto page = SearchIndex(*snapshot_, search, range, RealClock());
  ASSERT_OK(page);
  EXPECT_EQ(page->total, 22);
  for (const FoundTrial& trial : page->trials) {
    const auto explanation = ScoreExplainer(*snapshot_, trial.address, "").Explain(search);
    ASSERT_OK(explanation);
    EXPECT_NEAR(explanation->value(), trial.score, 1e-9) << explanation->ShortDebugString();
  }
}

TEST_F(SynonymWeigherTest, ItStopsWhenItIsOutOfTime) {
  const auto late =
      WeighSynonyms(Combine(Kind::kBest, {Text("nsclc"), Text("lung", NodeOrigin::kSynonym)}),
                    *snapshot_, [] { return true; });
  EXPECT_THAT(late, StatusIs(absl::StatusCode::kDeadlineExceeded));
}

}  // namespace
}  // namespace trialdex
