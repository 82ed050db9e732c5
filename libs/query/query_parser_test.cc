#include "libs/query/query_parser.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/query/testing/parse_rows.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

std::string Parsed(absl::string_view text) {
  Analyzer analyzer;
  return ResultText(ParseQuery(text, analyzer));
}

class QueryParserTest : public ::testing::TestWithParam<ParseRow> {};

TEST_P(QueryParserTest, GivesThePlan) { EXPECT_EQ(Parsed(GetParam().text), GetParam().result); }

INSTANTIATE_TEST_SUITE_P(
    Words, QueryParserTest,
    ::testing::Values(ParseRow{"", "all"}, ParseRow{" \n", "all"}, ParseRow{"ALL", "all"},
                      ParseRow{"stroke", "stroke"},
                      ParseRow{"heart attack", "(and heart attack ?\"heart attack\")"},
                      ParseRow{"\"heart attack\"", "\"heart attack\""},
                      ParseRow{"“heart attack”", "\"heart attack\""},
                      ParseRow{"\"stroke\"", "stroke"},
                      ParseRow{"cancer of the lung",
                               "(and cancer lung ?\"cancer of\" ?\"of the\" ?\"the lung\")"},
                      ParseRow{"of the", "(and of the ?\"of the\")"},
                      ParseRow{"acute \"back pain\"", "(and acute \"back pain\")"},
                      ParseRow{"stroke, -", "stroke"},
                      ParseRow{"\\NOT \\\"x\\\"", "(and not x ?\"not x\")"},
                      ParseRow{"area[x]", "(and area x ?\"area x\")"}));

INSTANTIATE_TEST_SUITE_P(
    Spellings, QueryParserTest,
    ::testing::Values(
        ParseRow{"T-cell", "(best \"t cell\" tcell)"}, ParseRow{"PD-L1", "pd-l1"},
        ParseRow{"HER 2", "(best (and her 2 ?\"her 2\") her2)"},
        ParseRow{"phase 2", "(and phase 2 ?\"phase 2\")"},
        ParseRow{"\"T-cell lymphoma\"", "(best \"t cell lymphoma\" \"tcell lymphoma\")"},
        ParseRow{"\"anti PD-1\"", "\"anti pd-1\""},
        ParseRow{"follow-up visit",
                 "(and (best \"follow up\" followup) visit ?\"follow up\" ?\"up visit\")"}));

INSTANTIATE_TEST_SUITE_P(
    Operators, QueryParserTest,
    ::testing::Values(ParseRow{"a OR b AND c", "(or a (and b c))"},
                      ParseRow{"(a OR b) AND c", "(and (or a b) c)"},
                      ParseRow{"(a) (b)", "(and a b)"}, ParseRow{"a AND NOT b", "(and a (not b))"},
                      ParseRow{"a NOT b", "(and a (not b))"},
                      ParseRow{"NOT a", "(and all (not a))"}, ParseRow{"NOT NOT a", "a"},
                      ParseRow{"a OR NOT b", "(or a (and all (not b)))"},
                      ParseRow{"NOT a AND NOT b", "(and all (not a) (not b))"},
                      ParseRow{"NOT heart attack",
                               "(and all (not (and heart attack ?\"heart attack\")))"},
                      ParseRow{"NOT (a OR b)", "(and all (not (or a b)))"},
                      ParseRow{"and or not", "(and not ?\"and or\" ?\"or not\")"}));

INSTANTIATE_TEST_SUITE_P(
    Areas, QueryParserTest,
    ::testing::Values(ParseRow{"AREA[BriefTitle]stroke", "stroke@BriefTitle"},
                      ParseRow{"AREA[brief_title] stroke AND x", "(and stroke@BriefTitle x)"},
                      ParseRow{"AREA[LocationCountry]United States OR x",
                               "(or (and united@LocationCountry states@LocationCountry ?\"united "
                               "states\"@LocationCountry) x)"},
                      ParseRow{"AREA[BriefTitle](a OR AREA[Acronym]b)",
                               "(or a@BriefTitle b@Acronym)"},
                      ParseRow{"AREA[ConditionSearch]NOT a", "(and all (not a))"},
                      ParseRow{"AREA[Phase]Phase 2", "{phase=PHASE2}"},
                      ParseRow{"AREA[OverallStatus]\"Not yet recruiting\"",
                               "{overall_status=NOT_YET_RECRUITING}"},
                      ParseRow{"AREA[StartDate]RANGE[01/01/2020, MAX]", "{start_date[18262,max]}"},
                      ParseRow{"AREA[StartDate]RANGE[MIN, 2020]", "{start_date[min,18627]}"},
                      ParseRow{"AREA[MinimumAge]RANGE[6 months, 18]", "{minimum_age[0.5,18]}"},
                      ParseRow{"AREA[StartDate]MISSING", "{(not has(start_date))}"},
                      ParseRow{"AREA[Acronym]MISSING", "{(not (or has(Acronym)))}"}));

INSTANTIATE_TEST_SUITE_P(
    Ids, QueryParserTest,
    ::testing::Values(ParseRow{"nct00000102", "{id=NCT00000102}"},
                      ParseRow{"NCT00000102, NCT00000103", "{id=NCT00000102|NCT00000103}"},
                      ParseRow{"NCT00000102 OR stroke", "(or {id=NCT00000102} stroke)"},
                      ParseRow{"AREA[BriefSummary]NCT00000102", "nct00000102@BriefSummary"},
                      ParseRow{"NCT00000102 stroke",
                               "(and nct00000102 stroke ?\"nct00000102 stroke\")"}));

INSTANTIATE_TEST_SUITE_P(
    Errors, QueryParserTest,
    ::testing::Values(
        ParseRow{"a AND",
                 "QUERY_SYNTAX: query: expected a word, found the end of the query at byte 5"},
        ParseRow{"OR a", "QUERY_SYNTAX: query: expected a word, found 'OR' at byte 0"},
        ParseRow{"(a", "QUERY_SYNTAX: query: expected ')' for the one at byte 0 at byte 2"},
        ParseRow{"a)", "QUERY_SYNTAX: query: expected the end of the query, found ')' at byte 1"},
        ParseRow{"x \"a b", "QUERY_SYNTAX: query: expected a closing quote for the one at byte 2"},
        ParseRow{"AREA[x", "QUERY_SYNTAX: query: expected a closing bracket for the one at byte 4"},
        ParseRow{"()", "QUERY_SYNTAX: query: expected a word, found ')' at byte 1"},
        ParseRow{"?!",
                 "QUERY_SYNTAX: query: expected a word, found no letter or digit in '?!' "
                 "at byte 0"},
        ParseRow{"MISSING", "QUERY_SYNTAX: query: expected AREA[…] before MISSING at byte 0"},
        ParseRow{
            "AREA[StartDate]RANGE[x,MAX]",
            "QUERY_SYNTAX: query: 'x' is no date: write 2020, 2020-04 or 2020-04-15, at byte 15"},
        ParseRow{"AREA[StartDate]May",
                 "QUERY_SYNTAX: query: expected RANGE[…] or MISSING after AREA[StartDate], found "
                 "'May' at byte 15"},
        ParseRow{"AREA[Conditon]x",
                 "UNKNOWN_AREA: query: unknown area 'Conditon' at byte 0; did you "
                 "mean 'Condition'?"},
        ParseRow{"AREA[Xylophone]x", "UNKNOWN_AREA: query: unknown area 'Xylophone' at byte 0"},
        ParseRow{"a immun*", "QUERY_UNSUPPORTED: query: operator '*' at byte 7 is not supported"},
        ParseRow{"tumor~1", "QUERY_UNSUPPORTED: query: operator '~' at byte 5 is not supported"},
        ParseRow{"\"a b\"~3", "QUERY_UNSUPPORTED: query: operator '~' at byte 5 is not supported"},
        ParseRow{"EXPANSION[None]a",
                 "QUERY_UNSUPPORTED: query: operator 'EXPANSION' at byte 0 is not supported"}));

std::vector<std::string> Alternatives(absl::string_view text) {
  Analyzer analyzer;
  const absl::StatusOr<QueryNode> node = ParseQuery(text, analyzer);
  std::vector<std::string> shown;
  if (!node.ok() || node->places.empty()) return shown;
  for (const Alternative& alternative : node->places[0].alternatives) {
    shown.push_back(absl::StrCat(alternative.term, " ", alternative.weight));
  }
  return shown;
}

TEST(QueryWordsTest, AWordIsTheWeightedUnionOfItsForms) {
  using ::testing::ElementsAre;
  EXPECT_THAT(Alternatives("treated"), ElementsAre("treated 0.2", "treat 0.8", "~treat 0.8"));
  EXPECT_THAT(Alternatives("treat"), ElementsAre("treat 1", "~treat 0.8"));
  EXPECT_THAT(Alternatives("PD-L1"), ElementsAre("pd-l1 0.2", "pdl1 0.8"));
  EXPECT_THAT(Alternatives("PDL1"), ElementsAre("pdl1 1"));
  EXPECT_THAT(Alternatives("IV"), ElementsAre("iv 1"));
  EXPECT_THAT(Alternatives("≤1"), ElementsAre("1 0.5", "<=1 0.5"));
  EXPECT_THAT(Alternatives("Sjögren"), ElementsAre("sjögren 0.2", "sjogren 0.8", "~sjogren 0.8"));
}

TEST(QueryWordsTest, NodesKnowWhereTheyAreFrom) {
  Analyzer analyzer;
  const absl::StatusOr<QueryNode> node = ParseQuery("ALL AND AREA[BriefTitle]stroke", analyzer);
  ASSERT_OK(node);
  EXPECT_EQ(node->children.at(1).begin, 24U);
  EXPECT_EQ(node->children.at(1).end, 30U);
}

TEST(QueryLimitsTest, TooMuchIsRefused) {
  const auto reason = [](const std::string& text) {
    Analyzer analyzer;
    return ErrorReason(ParseQuery(text, analyzer).status());
  };
  std::string words;
  for (int i = 0; i < 256; ++i) words += "x ";
  EXPECT_EQ(reason(words), "");
  EXPECT_EQ(reason(words + "x"), "QUERY_TOO_LARGE");
  EXPECT_EQ(reason(std::string(16 * 1024 + 1, 'x')), "QUERY_TOO_LARGE");
  EXPECT_EQ(reason(std::string(64, '(') + "x" + std::string(64, ')')), "");
  EXPECT_EQ(reason(std::string(65, '(') + "x" + std::string(65, ')')), "QUERY_TOO_LARGE");
  std::string negations;
  for (int i = 0; i < 1000; ++i) negations += "NOT ";
  EXPECT_EQ(reason(negations + "x"), "QUERY_TOO_LARGE");
}

}  // namespace
}  // namespace trialdex
