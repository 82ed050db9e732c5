#include "libs/search/hits/highlighter.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/utf8.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

QueryNode Word(std::vector<Alternative> alternatives, std::vector<TextField> fields) {
  auto weights = std::make_shared<FieldWeights>();
  weights->fill(0);
  for (const TextField field : fields) (*weights)[static_cast<size_t>(field)] = 1.0F;
  QueryNode node;
  node.kind = QueryNode::Kind::kWord;
  node.places = {{0, std::move(alternatives)}};
  node.weights = std::move(weights);
  return node;
}

QueryNode And(std::vector<QueryNode> children) {
  QueryNode node;
  node.kind = QueryNode::Kind::kAnd;
  node.children = std::move(children);
  return node;
}

// "field: text" with the spans in brackets.
std::string Show(const v1::Highlight& highlight) {
  std::string text = highlight.text();
  for (int i = highlight.spans_size(); i-- > 0;) {
    text.insert(static_cast<size_t>(highlight.spans(i).end()), "]");
    text.insert(static_cast<size_t>(highlight.spans(i).begin()), "[");
  }
  return absl::StrCat(highlight.field(), ": ", text);
}

std::vector<std::string> Highlights(const QueryNode& query, const v1::Trial& trial) {
  Analyzer analyzer;
  Highlighter highlighter(query, analyzer);
  std::vector<std::string> shown;
  for (const v1::Highlight& highlight : highlighter.Highlights(trial)) {
    shown.push_back(Show(highlight));
  }
  return shown;
}

const std::vector<TextField> kTitleAndSummary = {TextField::kBriefTitle, TextField::kBriefSummary};

TEST(HighlighterTest, MarksWordsInEveryFormThatMatches) {
  v1::Trial trial;
  trial.mutable_identification()->set_brief_title("Treating stroke: how it was treated");
  EXPECT_THAT(Highlights(Word({{"treated", 0.2F}, {"~treat", 0.8F}}, kTitleAndSummary), trial),
              ElementsAre("identification.brief_title: [Treating] stroke: how it was [treated]"));
}

TEST(HighlighterTest, LooksOnlyWhereTheQueryLooked) {
  v1::Trial trial;
  trial.mutable_identification()->set_brief_title("stroke");
  trial.mutable_description()->set_brief_summary("stroke");
  EXPECT_THAT(Highlights(Word({{"stroke"}}, {TextField::kBriefSummary}), trial),
              ElementsAre("description.brief_summary: [stroke]"));
}

TEST(HighlighterTest, OneTermThatIsLookedForInSeveralSetsOfFieldsIsOneWord) {
  v1::Trial trial;
  trial.mutable_identification()->set_brief_title("stroke, stroke");
  trial.mutable_description()->set_brief_summary("acute stroke");
  EXPECT_THAT(Highlights(And({Word({{"stroke"}}, {TextField::kBriefTitle}),
                              Word({{"stroke"}, {"acute"}}, kTitleAndSummary)}),
                         trial),
              ElementsAre("identification.brief_title: [stroke], [stroke]",
                          "description.brief_summary: [acute] [stroke]"));
}

TEST(HighlighterTest, FieldsWithMoreDifferentWordsComeFirst) {
  v1::Trial trial;
  trial.mutable_identification()->set_brief_title("acute care, acute beds");
  trial.mutable_description()->set_brief_summary("acute stroke");
  EXPECT_THAT(
      Highlights(And({Word({{"acute"}}, kTitleAndSummary), Word({{"stroke"}}, kTitleAndSummary)}),
                 trial),
      ElementsAre("description.brief_summary: [acute] [stroke]",
                  "identification.brief_title: [acute] care, [acute] beds"));
}

TEST(HighlighterTest, WordsUnderNotAreNotShown) {
  v1::Trial trial;
  trial.mutable_identification()->set_brief_title("acute stroke");
  QueryNode excluded;
  excluded.kind = QueryNode::Kind::kNot;
  excluded.children = {Word({{"acute"}}, kTitleAndSummary)};
  EXPECT_THAT(Highlights(And({excluded}), trial), IsEmpty());
}

TEST(HighlighterTest, ALongTextIsCutAtWordsAroundTheBestPart) {
  std::string text = "stroke";
  for (int i = 0; i < 100; ++i) absl::StrAppend(&text, " prévention");
  absl::StrAppend(&text, " acute stroke");
  for (int i = 0; i < 100; ++i) absl::StrAppend(&text, " prévention");
  v1::Trial trial;
  trial.mutable_description()->set_brief_summary(text);
  Analyzer analyzer;
  const QueryNode query =
      And({Word({{"acute"}}, kTitleAndSummary), Word({{"stroke"}}, kTitleAndSummary)});
  Highlighter highlighter(query, analyzer);
  const auto highlights = highlighter.Highlights(trial);
  ASSERT_EQ(highlights.size(), 1u);
  EXPECT_LE(highlights[0].text().size(), 200u);
  EXPECT_GT(highlights[0].text().size(), 150u);
  EXPECT_EQ(highlights[0].spans_size(), 2);
  EXPECT_TRUE(IsValidUtf8(highlights[0].text()));
  const std::string shown = Show(highlights[0]);
  EXPECT_NE(shown.find("prévention [acute] [stroke] prévention"), std::string::npos) << shown;
  EXPECT_EQ(shown.find("description.brief_summary: prévention "), 0u) << shown;
}

TEST(HighlighterTest, TextWithoutSpacesIsCutBetweenCodePoints) {
  std::string text;
  for (int i = 0; i < 100; ++i) absl::StrAppend(&text, "乳");
  absl::StrAppend(&text, "腺癌");
  for (int i = 0; i < 100; ++i) absl::StrAppend(&text, "乳");
  v1::Trial trial;
  trial.mutable_description()->set_brief_summary(text);
  Analyzer analyzer;
  const QueryNode query = Word({{"腺癌"}}, kTitleAndSummary);
  Highlighter highlighter(query, analyzer);
  const auto highlights = highlighter.Highlights(trial);
  ASSERT_EQ(highlights.size(), 1u);
  EXPECT_TRUE(IsValidUtf8(highlights[0].text()));
  EXPECT_LE(highlights[0].text().size(), 200u);
  EXPECT_EQ(highlights[0].text().substr(static_cast<size_t>(highlights[0].spans(0).begin()), 6),
            "腺癌");
}

}  // namespace
}  // namespace trialdex
