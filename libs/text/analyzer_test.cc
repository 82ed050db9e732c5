#include "libs/text/analyzer.h"

#include <algorithm>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/utf8.h"

namespace trialdex {
namespace {

// "0:word" for what is written, and a sign for each other kind.
std::string Show(const Token& token) {
  const char* const sign = [&token] {
    switch (token.kind) {
      case TokenKind::kWritten:
        return "";
      case TokenKind::kVariant:
        return "=";
      case TokenKind::kNarrow:
        return "<";
      case TokenKind::kPart:
        return ".";
      case TokenKind::kJoined:
        return "+";
      case TokenKind::kStem:
        return "";
    }
    return "?";
  }();
  return absl::StrCat(token.position, ":", sign, std::string(token.text));
}

std::string Analyzed(absl::string_view text) {
  Analyzer analyzer;
  std::vector<std::string> shown;
  for (const Token& token : analyzer.Analyze(text)) shown.push_back(Show(token));
  return absl::StrJoin(shown, " ");
}

struct Row {
  absl::string_view text;
  absl::string_view tokens;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class MedicalWords : public ::testing::TestWithParam<Row> {};

TEST_P(MedicalWords, AreTakenApart) {
  EXPECT_EQ(Analyzed(GetParam().text), std::string(GetParam().tokens));
}

INSTANTIATE_TEST_SUITE_P(
    Words, MedicalWords,
    ::testing::Values(Row{"", ""}, Row{" \t\n.,;", ""}, Row{"Stroke", "0:stroke"},
                      Row{"Treated patients.", "0:treated 0:~treat 1:patients 1:~patient"},
                      Row{"of the", "0:of 1:the"},
                      Row{"Crohn's disease", "0:crohn's 0:~crohn 1:disease 1:~diseas"},
                      Row{"Crohn’s", "0:crohn's 0:~crohn"},
                      Row{"in the U.S. now", "0:in 1:the 2:us 3:now"},
                      Row{"e.g., i.e.", "0:eg 1:ie"}, Row{"e.coli", "0:e 1:coli"},
                      Row{"O'Brien", "0:o 0:+obrien 1:brien"}));

INSTANTIATE_TEST_SUITE_P(
    Compounds, MedicalWords,
    ::testing::Values(Row{"T-cell", "0:t 0:+tcell 1:cell"}, Row{"T cell", "0:t 1:cell"},
                      Row{"T‑cell", "0:t 0:+tcell 1:cell"}, Row{"T\\-cell", "0:t 0:+tcell 1:cell"},
                      Row{"non-small-cell",
                          "0:non 0:+nonsmall 0:+nonsmallcell 1:small 1:+smallcell 2:cell"},
                      Row{"mg/kg", "0:mg 1:kg"}, Row{"pre- and", "0:pre 1:and"},
                      Row{"18-65", "0:18 1:65"}, Row{"18–65", "0:18 1:65"},
                      Row{"anti-CD20", "0:anti 0:+anticd20 1:cd20 1:.cd"}));

INSTANTIATE_TEST_SUITE_P(
    Symbols, MedicalWords,
    ::testing::Values(Row{"HER2", "0:her2 0:.her"}, Row{"HER-2", "0:her-2 0:=her2 0:.her"},
                      Row{"HER2/neu", "0:her2 0:.her 1:neu"}, Row{"IL-6", "0:il-6 0:=il6 0:.il"},
                      Row{"COVID-19", "0:covid-19 0:=covid19 0:.covid"}, Row{"T790M", "0:t790m"},
                      Row{"PD-L1", "0:pd-l1 0:=pdl1 0:.pd 0:.l1"}, Row{"PDL1", "0:pdl1 0:.pdl"},
                      Row{"anti-PD-1/PD-L1",
                          "0:anti 0:+antipd1 1:pd-1 1:=pd1 1:.pd 2:pd-l1 2:=pdl1 2:.pd 2:.l1"},
                      Row{"SARS-CoV-2", "0:sars 0:~sar 0:+sarscov2 1:cov-2 1:=cov2 1:.cov"},
                      Row{"ER+", "0:er 0:<er+"}, Row{"ER+/PR+", "0:er 0:<er+ 1:pr 1:<pr+"},
                      Row{"CD4\\+", "0:cd4 0:.cd 0:<cd4+"},
                      Row{"type-2", "0:type 0:+type2 1:2 1:=ii"},
                      Row{"NCT04199520", "0:nct04199520"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, MedicalWords,
    ::testing::Values(Row{"2.5 mg", "0:2.5 1:mg"}, Row{"2.5mg", "0:2.5 0:+2.5mg 1:mg"},
                      Row{"1,000mg", "0:1000 0:+1000mg 1:mg"}, Row{"1,000,000", "0:1000000"},
                      Row{"1,00", "0:1 1:00"}, Row{"1000,000", "0:1000 1:000"},
                      Row{"≤1", "0:1 0:<<=1"}, Row{"≥ 18 years", "0:18 0:<>=18 1:years 1:~year"},
                      Row{"\\>=18", "0:18 0:<>=18"}, Row{"<0.05", "0:0.05 0:<<0.05"},
                      Row{"> (5", "0:5"}, Row{"50%", "0:50 0:<50%"}, Row{"= 5", "0:5"},
                      Row{"½ tablet", "0:1⁄2 1:tablet"}));

INSTANTIATE_TEST_SUITE_P(
    Numerals, MedicalWords,
    ::testing::Values(Row{"stage Ⅳ", "0:stage 1:iv 1:=4"}, Row{"Phase 2", "0:phase 1:2 1:=ii"},
                      Row{"phase2", "0:phase 0:+phase2 1:2 1:=ii"}, Row{"IV drip", "0:iv 1:drip"},
                      Row{"grade 3 or 4", "0:grade 1:3 1:=iii 2:or 3:4 3:=iv"},
                      Row{"phase I/II", "0:phase 1:i 1:=1 2:ii 2:=2"},
                      Row{"stage IIIB", "0:stage 1:iiib 1:=3b"}, Row{"grade. I", "0:grade 1:i"},
                      Row{"type B 2", "0:type 1:b 2:2"}));

INSTANTIATE_TEST_SUITE_P(
    BeyondAscii, MedicalWords,
    ::testing::Values(Row{"Sjögren", "0:sjögren 0:=sjogren"},
                      Row{"SJÖGREN'S", "0:sjögren's 0:=sjogren's 0:~sjogren"},
                      Row{"naïve", "0:naïve 0:=naive 0:~naiv"},
                      Row{"TNF-α", "0:tnf 0:+tnfalpha 1:α 1:=alpha"},
                      Row{"TNFα", "0:tnf 0:+tnfalpha 1:α 1:=alpha"},
                      Row{"TGF-β1", "0:tgf 0:+tgfbeta1 1:β1 1:=beta1 1:.beta"},
                      Row{"5 μg", "0:5 1:μg 1:=ug"}, Row{"5 µg", "0:5 1:μg 1:=ug"},
                      Row{"乳腺癌", "0:乳腺 1:腺癌"}, Row{"癌", "0:癌"},
                      Row{"ＣＯＶＩＤ", "0:covid"}, Row{"ﬁbrosis", "0:fibrosis 0:~fibrosi"},
                      Row{"co\xC2\xADoperate", "0:cooperate 0:~cooper"}, Row{"м²", "0:м2"},
                      Row{"\xFF\xFE stroke\xC3", "0:stroke"}));

// The words of a text as its phrase would be asked for: written and joined forms by position.
bool HasTokenAt(absl::string_view text, absl::string_view wanted, uint32_t position) {
  Analyzer analyzer;
  for (const Token& token : analyzer.Analyze(text)) {
    if (token.position == position && token.text == wanted) return true;
  }
  return false;
}

TEST(AnalyzerTest, SpellingsOfOneSymbolShareATermAtOnePosition) {
  for (const absl::string_view text : {"HER2 positive", "HER-2 positive", "her–2 positive"}) {
    EXPECT_TRUE(HasTokenAt(text, "her2", 0)) << text;
    EXPECT_TRUE(HasTokenAt(text, "positive", 1)) << text;
  }
}

TEST(AnalyzerTest, AHyphenIsASpaceToPhrases) {
  for (const absl::string_view text : {"anti PD-1", "anti-PD-1", "anti-PD1", "anti PD1"}) {
    EXPECT_TRUE(HasTokenAt(text, "anti", 0)) << text;
    EXPECT_TRUE(HasTokenAt(text, "pd1", 1)) << text;
  }
}

TEST(AnalyzerTest, OffsetsAreThoseOfTheSource) {
  Analyzer analyzer;
  const absl::string_view text = "α  Sjögren’s anti-PD-1";
  std::vector<std::string> pieces;
  for (const Token& token : analyzer.Analyze(text)) {
    if (token.kind != TokenKind::kWritten) continue;
    pieces.emplace_back(text.substr(token.begin, token.end - token.begin));
  }
  EXPECT_THAT(pieces, ::testing::ElementsAre("α", "Sjögren’s", "anti", "PD-1"));
}

TEST(AnalyzerTest, LongWordsAreCut) {
  Analyzer analyzer;
  std::string accented;
  for (int i = 0; i < 300; ++i) accented += "é";
  for (const Token& token : analyzer.Analyze(absl::StrCat(std::string(5000, 'x'), " ", accented))) {
    EXPECT_LE(token.text.size(), kMaxTokenBytes);
    EXPECT_TRUE(IsValidUtf8(token.text));
  }
}

// Texts of pieces that are awkward next to each other.
std::string RandomText(std::mt19937& random) {
  static const std::vector<std::string> pieces = {
      "a",  "T",    "cell", "HER", "2",  "l1",       "stage", "Ⅳ",  "iv", "-",  "/",
      ".",  ",",    "'",    "’s",  "'s", " ",        " ",     "≤",  ">",  "=",  "+",
      "%",  "\\",   "é",    "ö",   "α",  "µ",        "g",     "mg", "乳", "癌", "한",
      "か", "\xFF", "000",  "–",   "½",  "\xCC\x81", "_",     "\n", "ﬁ"};
  std::string text;
  std::uniform_int_distribution<size_t> pick(0, pieces.size() - 1);
  std::uniform_int_distribution<int> length(0, 24);
  for (int i = length(random); i > 0; --i) text += pieces[pick(random)];
  return text;
}

TEST(AnalyzerTest, AnyTextKeepsTheContract) {
  constexpr unsigned kSeed = 20240607;
  std::mt19937 random(kSeed);
  Analyzer analyzer;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = RandomText(random);
    SCOPED_TRACE(absl::StrCat("seed ", kSeed, " text ", i, ": ", text));
    uint32_t next_position = 0;
    for (const Token& token : analyzer.Analyze(text)) {
      ASSERT_FALSE(token.text.empty());
      ASSERT_TRUE(IsValidUtf8(token.text)) << token.text;
      ASSERT_LT(token.begin, token.end);
      ASSERT_LE(token.end, text.size());
      // Each position begins with what is written there.
      if (token.kind == TokenKind::kWritten) {
        ASSERT_EQ(token.position, next_position++);
      } else {
        ASSERT_EQ(token.position + 1, next_position);
      }
      ASSERT_EQ(token.kind == TokenKind::kStem, token.text[0] == '~');
    }
  }
}

TEST(AnalyzerTest, AnalysingTheNormalFormChangesNothing) {
  std::mt19937 random(7);
  Analyzer analyzer;
  const auto written = [&analyzer](const std::string& text) {
    std::vector<std::string> words;
    for (const Token& token : analyzer.Analyze(text)) {
      if (token.kind == TokenKind::kWritten) words.emplace_back(token.text);
    }
    return absl::StrJoin(words, " ");
  };
  for (int i = 0; i < 20000; ++i) {
    const std::string normal = written(RandomText(random));
    ASSERT_EQ(written(normal), normal);
  }
}

std::vector<std::string> SortedTokens(absl::Span<const Token> tokens, Analyzer& analyzer) {
  std::vector<std::string> shown;
  for (const Token& token : tokens) {
    const std::string place = absl::StrCat(token.begin, "-", token.end, " ");
    shown.push_back(absl::StrCat(place, Show(token), " ", static_cast<int>(token.kind)));
    if (!token.may_have_stem) continue;
    Token stem = token;
    stem.text = analyzer.MarkedStem(token.text);
    stem.kind = TokenKind::kStem;
    if (stem.text.empty()) continue;
    shown.push_back(absl::StrCat(place, Show(stem), " ", static_cast<int>(stem.kind)));
  }
  std::sort(shown.begin(), shown.end());
  return shown;
}

TEST(AnalyzerTest, StemsThatAreAskedForApartAreTheSame) {
  constexpr absl::string_view kText =
      "Treated patients with Crohn's disease (T-cells, anti-PD-1 inhibitors) of Sj\u00f6gren's; "
      "stages III or IV, relapsing COVID-19 infections, 2.5mg/day of TNF-\u03b1 blockers, U.S. "
      "sites";
  Analyzer analyzer;
  const auto expected = SortedTokens(analyzer.Analyze(kText), analyzer);
  EXPECT_EQ(SortedTokens(analyzer.AnalyzeWithoutStems(kText), analyzer), expected);
  EXPECT_EQ(SortedTokens(analyzer.Analyze(kText), analyzer), expected);
}

}  // namespace
}  // namespace trialdex
