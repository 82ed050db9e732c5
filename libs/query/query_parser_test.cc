#include "libs/query/query_parser.h"

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
                      ParseRow{"„heart attack“", "\"heart attack\""},
                      ParseRow{"«heart attack» stroke", "(and \"heart attack\" stroke)"},
                      ParseRow{"x„heart attack”", "(and x \"heart attack\")"},
                      ParseRow{"\"stroke\"", "stroke"},
                      ParseRow{"cancer of the lung",
                               "(and cancer lung ?\"cancer of\" ?\"of the\" ?\"the lung\")"},
                      ParseRow{"of the", "(and of the ?\"of the\")"},
                      ParseRow{"acute \"back pain\"", "(and acute \"back pain\")"},
                      ParseRow{"stroke, -", "stroke"},
                      ParseRow{"\\NOT \\\"x\\\"", "(and not x ?\"not x\")"},
                      ParseRow{"area[x]", "(and area x ?\"area x\")"},
                      ParseRow{"DNA[x]", "(and dna x ?\"dna x\")"}));

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
                      ParseRow{"AREA[Acronym]MISSING", "{(not has(Acronym))}"}));

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
        ParseRow{"(a",
                 "QUERY_SYNTAX: query: expected ')' for the one at byte 0, found the end of the "
                 "query at byte 2"},
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
                 "QUERY_SYNTAX: query: 'May' is no date: write 2020, 2020-04 or 2020-04-15, at "
                 "byte 15"},
        ParseRow{"AREA[Conditon]x",
                 "UNKNOWN_AREA: query: unknown area 'Conditon' at byte 0; did you "
                 "mean 'Condition'?"},
        ParseRow{"AREA[Xylophone]x", "UNKNOWN_AREA: query: unknown area 'Xylophone' at byte 0"},
        ParseRow{"AREA[Phase]PHASE7",
                 "UNKNOWN_VALUE: query: unknown value of Phase 'PHASE7' at byte 11; did you mean "
                 "'PHASE1'?"},
        ParseRow{"AREA[OversightHasDMC]yes",
                 "UNKNOWN_VALUE: query: unknown value of OversightHasDMC 'yes' at byte 21"},
        ParseRow{"AREA[OversightModule]x",
                 "QUERY_SYNTAX: query: expected MISSING after AREA[OversightModule], which has no "
                 "words, found 'x' at byte 21"},
        ParseRow{"AREA[EnrollmentCount]RANGE[10, 5]",
                 "QUERY_SYNTAX: query: expected the smaller value first, found 'RANGE[10, 5]' at "
                 "byte 21"},
        ParseRow{"RANGE[1, 2]",
                 "QUERY_SYNTAX: query: expected AREA[…] of a date or number before RANGE at byte "
                 "0"},
        ParseRow{"EXPANSION[Concpt]a",
                 "QUERY_SYNTAX: query: expected one of None, Term, Concept, Relaxation, Lossy in "
                 "'EXPANSION[Concpt]' at byte 0; did you mean 'Concept'?"},
        ParseRow{
            "COVERAGE[]a",
            "QUERY_SYNTAX: query: expected one of Contains, FullMatch, StartsWith, EndsWith in "
            "'COVERAGE[]' at byte 0"},
        ParseRow{
            "SEARCH[Site]a",
            "QUERY_SYNTAX: query: expected one of Study, Location in 'SEARCH[Site]' at byte 0"},
        ParseRow{"x AREAS[Condition]a",
                 "QUERY_SYNTAX: query: unknown operator 'AREAS' at byte 2; did you mean 'AREA'?"},
        ParseRow{"TILT[Condition]a",
                 "QUERY_SYNTAX: query: expected a date or number in TILT, found 'Condition' at "
                 "byte 0"},
        ParseRow{"EXPANSION[Lossy]COVERAGE[Contains]a",
                 "QUERY_SYNTAX: query: expected EXPANSION[None], [Term] or [Concept] with this "
                 "COVERAGE, found EXPANSION[Lossy] at byte 16"},
        ParseRow{"COVERAGE[EndsWith](a OR EXPANSION[Relaxation]b)",
                 "QUERY_SYNTAX: query: expected EXPANSION[None], [Term] or [Concept] with this "
                 "COVERAGE, found EXPANSION[Relaxation] at byte 24"},
        ParseRow{"SEARCH[Location]AREA[Condition]x",
                 "QUERY_SYNTAX: query: expected an area of a site inside SEARCH[Location], found "
                 "'Condition' at byte 16"},
        ParseRow{"SEARCH[Location](TILT[StartDate]x)",
                 "QUERY_SYNTAX: query: expected no TILT inside SEARCH[Location], found one at byte "
                 "17"},
        ParseRow{"SEARCH[Location](SEARCH[Study]x)",
                 "QUERY_SYNTAX: query: expected no SEARCH[Study] inside SEARCH[Location], found "
                 "one at byte 17"},
        ParseRow{"a*",
                 "QUERY_SYNTAX: query: expected two letters or more beside the wildcard in "
                 "'a*' at byte 0"},
        ParseRow{"im*un~1",
                 "QUERY_SYNTAX: query: expected a wildcard or '~', found both in "
                 "'im*un' at byte 0"},
        ParseRow{"tumor~3", "QUERY_SYNTAX: query: expected ~1 or ~2, found '~3' at byte 5"},
        ParseRow{"x tumor^0",
                 "QUERY_SYNTAX: query: expected a boost above 0 and at most 1000, "
                 "found '0' at byte 7"},
        ParseRow{"tumor^-1",
                 "QUERY_SYNTAX: query: expected a boost above 0 and at most 1000, "
                 "found '-1' at byte 5"},
        ParseRow{"tumor^1e9",
                 "QUERY_SYNTAX: query: expected a boost above 0 and at most 1000, "
                 "found '1e9' at byte 5"},
        ParseRow{"(tumor)^1001",
                 "QUERY_SYNTAX: query: expected a boost above 0 and at most 1000, "
                 "found '1001' at byte 7"},
        ParseRow{"\"a b\"^-0.5",
                 "QUERY_SYNTAX: query: expected a boost above 0 and at most 1000, "
                 "found '-0.5' at byte 5"},
        ParseRow{"tumor~-1", "QUERY_SYNTAX: query: expected ~1 or ~2, found '~-1' at byte 5"},
        ParseRow{"\"a b\"~-1",
                 "QUERY_SYNTAX: query: expected a number of words from 0 to 30 "
                 "after '~', found '-1' at byte 5"},
        ParseRow{"\"a b\"~31",
                 "QUERY_SYNTAX: query: expected a number of words from 0 to 30 "
                 "after '~', found '31' at byte 5"},
        ParseRow{"\"a b\"~",
                 "QUERY_SYNTAX: query: expected a number of words from 0 to 30 "
                 "after '~', found '' at byte 5"},
        ParseRow{"AREA[LocationGeoPoint]x",
                 "QUERY_SYNTAX: query: expected DISTANCE[…] after AREA[LocationGeoPoint] at byte "
                 "22"},
        ParseRow{"AREA[LocationGeoPoint]DISTANCE[91, 0, 5km]",
                 "QUERY_SYNTAX: query: '91' is no latitude: degrees from -90 to 90 are expected, "
                 "at byte 22"}));

INSTANTIATE_TEST_SUITE_P(
    Patterns, QueryParserTest,
    ::testing::Values(ParseRow{"immun*", "immun*"}, ParseRow{"a immun* b", "(and a immun* b)"},
                      ParseRow{"w?rd", "w?rd"}, ParseRow{"*mab", "*mab"},
                      ParseRow{"gl*co?a", "gl*co?a"}, ParseRow{"Sjö*", "sjo*"},
                      ParseRow{"PD-L*", "pdl*"}, ParseRow{"tumor~1", "tumor~1"},
                      ParseRow{"telemonitring~", "telemonitring~2"}, ParseRow{"tumor~", "tumor~1"},
                      ParseRow{"tumor~0 x", "(and tumor x)"}, ParseRow{"\"a b\"~3", "\"a b\"~3"},
                      ParseRow{"\"immun* therapy\"~1", "\"immun* therapy\"~1"},
                      // What medicine writes with the signs of patterns.
                      ParseRow{"HLA-A*02:01",
                               "(and (best \"hla a\" hlaa) 02 01 ?\"hla a\" ?\"a 02\" ?\"02 01\")"},
                      ParseRow{"CYP2C19*2", "(and cyp2c19 2 ?\"cyp2c19 2\")"},
                      ParseRow{"10^6", "(and 10 6 ?\"10 6\")"},
                      ParseRow{"30~50", "(and 30 50 ?\"30 50\")"}, ParseRow{"why?", "why"},
                      ParseRow{"immun\\*", "immun"}));

INSTANTIATE_TEST_SUITE_P(
    Boosts, QueryParserTest,
    ::testing::Values(
        ParseRow{"heart^2 attack", "(and heart^2 attack)"}, ParseRow{"\"a b\"~2^3", "\"a b\"~2^3"},
        ParseRow{"(a b)^0.5", "(and a b ?\"a b\")^0.5"},
        ParseRow{"(a)^2 OR immun*^3", "(or a^2 immun*^3)"},
        ParseRow{"(NOT a)^2", "(and all (not a))^2"}, ParseRow{"tumor~1^2", "tumor~1^2"},
        ParseRow{"il-6^2", "il-6^2"}, ParseRow{"a^.5 b^1e2", "(and a^0.5 b^100)"},
        // Not boosts.
        ParseRow{"p<10^-5", "(and (best (and p 10 ?\"p 10\") p10) 5 ?\"p 10\" ?\"10 5\")"},
        ParseRow{"mg/m^2/day",
                 "(and mg (best (and m 2 ?\"m 2\") m2) day ?\"mg m\" ?\"m 2\" ?\"2 day\")"},
        ParseRow{"cancer^ x", "(and cancer x ?\"cancer x\")"},
        ParseRow{"cd34^high", "(and cd34 high ?\"cd34 high\")"}));

INSTANTIATE_TEST_SUITE_P(
    Expansion, QueryParserTest,
    ::testing::Values(
        ParseRow{"EXPANSION[None]SLE", "SLE"},
        ParseRow{"EXPANSION[None]mTOR Sle 2", "\"=mTOR Sle 2\""},
        ParseRow{"EXPANSION[Term]heart attack", "\"heart attack\""},
        ParseRow{"EXPANSION[concept](heart attack OR x)", "(or \"heart attack\" x)"},
        ParseRow{"EXPANSION[Relaxation]heart attack", "(and heart attack ?\"heart attack\")"},
        ParseRow{"EXPANSION[Lossy]heart attack", "(and (or heart attack) ?\"heart attack\")"},
        ParseRow{"EXPANSION[Lossy]\"heart attack\"", "\"heart attack\""},
        ParseRow{"EXPANSION[Lossy](a AND EXPANSION[None]b c)", "(and a \"b c\")"},
        ParseRow{"COVERAGE[FullMatch]back pain", "\"back pain\"=full"},
        ParseRow{"COVERAGE[StartsWith]back", "back=start"},
        ParseRow{"COVERAGE[Contains]back pain", "\"back pain\""},
        ParseRow{"COVERAGE[Contains]EXPANSION[Relaxation]back pain",
                 "(and back pain ?\"back pain\")"},
        ParseRow{"EXPANSION[None]COVERAGE[EndsWith]pain", "pain=end"},
        ParseRow{"COVERAGE[FullMatch]T-cell", "(best \"t cell\"=full tcell=full)"}));

INSTANTIATE_TEST_SUITE_P(
    Operators2, QueryParserTest,
    ::testing::Values(
        ParseRow{"SEARCH[Location](AREA[LocationCity]Portland AND AREA[LocationState]Maine)",
                 "(site (and portland@LocationCity maine@LocationState))"},
        ParseRow{"SEARCH[Location]AREA[LocationStatus]Recruiting",
                 "(site {location_status=RECRUITING})"},
        ParseRow{"SEARCH[Location](NOT AREA[LocationCountry]Canada)",
                 "(site (and all (not canada@LocationCountry)))"},
        ParseRow{"NOT SEARCH[Location]x", "(and all (not (site x)))"},
        ParseRow{"SEARCH[Location]SEARCH[Location]x", "(site x)"}, ParseRow{"SEARCH[Study]x", "x"},
        ParseRow{"TILT[StudyFirstPostDate]\"heart attack\"",
                 "tilt(first_post_date \"heart attack\")"},
        ParseRow{"TILT[EnrollmentCount]NOT x OR y", "(or tilt(enrollment (and all (not x))) y)"},
        ParseRow{"AREA[LocationGeoPoint]DISTANCE[52.5, -13.4, 10 km]", "{within(52.5,-13.4,10)}"}));

INSTANTIATE_TEST_SUITE_P(
    Values, QueryParserTest,
    ::testing::Values(
        ParseRow{"AREA[IsFDARegulatedDrug]true", "{is_fda_regulated_drug=true}"},
        ParseRow{"AREA[HasResults]TRUE", "{has_results=true}"},
        ParseRow{"AREA[IPDSharing]Yes", "{ipd_sharing=YES}"},
        ParseRow{"AREA[ReferencePMID]12345", "{reference_pmid=12345}"},
        ParseRow{"AREA[EnrollmentCount]100", "{enrollment[100,100]}"},
        ParseRow{"AREA[StartDate]2020", "{start_date[18262,18627]}"},
        ParseRow{"AREA[StudyFirstPostYear]RANGE[2020, 2020]", "{first_post_date[18262,18627]}"},
        ParseRow{"AREA[StartDate]RANGE[01/2020, 1/5/2020]", "{start_date[18262,18266]}"},
        ParseRow{"AREA[NumConditions]RANGE[2, MAX]", "{condition_count[2,max]}"},
        ParseRow{"AREA[Phase]2", "2@Phase"},
        ParseRow{"AREA[DesignMasking]open label",
                 "(and open@DesignMasking label@DesignMasking ?\"open label\"@DesignMasking)"},
        ParseRow{"AREA[OversightHasDMC]MISSING", "{(not has(has_dmc))}"},
        ParseRow{"AREA[Retraction]MISSING",
                 "{(not (or has(retraction_pmid) has(retraction_source)))}"}));

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
