#include "libs/query/filter_parser.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/query/testing/parse_rows.h"

namespace trialdex {
namespace {

class FilterParserTest : public ::testing::TestWithParam<ParseRow> {};

TEST_P(FilterParserTest, GivesThePlan) {
  EXPECT_EQ(ResultText(ParseFilter(GetParam().text)), GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(
    Comparisons, FilterParserTest,
    ::testing::Values(ParseRow{"", "all"}, ParseRow{"phase = PHASE2", "phase=PHASE2"},
                      ParseRow{"phase=\"Phase 2\"", "phase=PHASE2"},
                      ParseRow{"phase:phase2", "phase=PHASE2"},
                      ParseRow{"phase != PHASE2", "(not phase=PHASE2)"},
                      ParseRow{"country = \"United  States\"", "country=united states"},
                      ParseRow{"has_results = true", "has_results=true"},
                      ParseRow{"enrollment > 100", "enrollment(100,max]"},
                      ParseRow{"enrollment<=-1", "enrollment[min,-1]"},
                      ParseRow{"enrollment = 0", "enrollment[0,0]"},
                      ParseRow{"minimum_age <= 18", "minimum_age[min,18]"},
                      ParseRow{"maximum_age < '6 months'", "maximum_age[min,0.5)"},
                      ParseRow{"start_date >= 2020-04", "start_date[18353,max]"},
                      ParseRow{"start_date > 2020", "start_date[18628,max]"},
                      ParseRow{"start_date = \"2020-04\"", "start_date[18353,18382]"},
                      ParseRow{"start_date < 2020", "start_date[min,18261]"},
                      ParseRow{"certain(start_date >= 2020)", "start_date![18262,max]"},
                      ParseRow{"start_date:*", "has(start_date)"}, ParseRow{"city:*", "has(city)"},
                      ParseRow{"id:*", "all"},
                      ParseRow{"is_fda_regulated_drug = true", "is_fda_regulated_drug=true"},
                      ParseRow{"IPDSharing = yes", "ipd_sharing=YES"},
                      ParseRow{"serious_event = Ileus", "serious_event=ileus"},
                      ParseRow{"condition_count >= 2", "condition_count[2,max]"},
                      ParseRow{"id = nct00000102", "id=NCT00000102"}));

INSTANTIATE_TEST_SUITE_P(
    Functions, FilterParserTest,
    ::testing::Values(ParseRow{"distance(location, 52.5, -13.4, 50km)", "within(52.5,-13.4,50)"},
                      ParseRow{"distance(location,1,2,\"10 mi\") AND sex = ALL",
                               "(and within(1,2,16.0934) sex=ALL)"},
                      ParseRow{"-distance(location, 1, 2, '500 m')", "(not within(1,2,0.5))"},
                      ParseRow{"possible(start_date >= 2020)", "start_date[18262,max]"},
                      ParseRow{
                          "certain(start_date >= 2020 AND possible(completion_date < 2021)) AND "
                          "first_post_date < 2020",
                          "(and (and start_date![18262,max] completion_date[min,18627]) "
                          "first_post_date[min,18261])"}));

INSTANTIATE_TEST_SUITE_P(
    WrongFunctions, FilterParserTest,
    ::testing::Values(
        ParseRow{"distanc(location, 1, 2, 5km)",
                 "FILTER_SYNTAX: filter: unknown function 'distanc' at byte 0; did you mean "
                 "'distance'?"},
        ParseRow{"distance(location, 1, 2)",
                 "FILTER_SYNTAX: filter: expected distance(location, latitude, longitude, 50km), "
                 "found ')' at byte 23"},
        ParseRow{"distance(place, 1, 2, 5km)",
                 "FILTER_SYNTAX: filter: expected location, found 'place' at byte 9"},
        ParseRow{"distance(location, 1, 200, 5km)",
                 "FILTER_SYNTAX: filter: '200' is no longitude: degrees from -180 to 180 are "
                 "expected, at byte 19"},
        ParseRow{"distance(location, 1, 2, 5)",
                 "FILTER_SYNTAX: filter: '5' is no distance: write 50km or 30mi, at byte 19"},
        ParseRow{"distance(location, 1, 2, -5km)",
                 "FILTER_SYNTAX: filter: '-5km' is not above 0 and at most 20040 km, at byte 19"},
        ParseRow{"distance(location, nan, 2, 5km)",
                 "FILTER_SYNTAX: filter: 'nan' is no latitude: degrees from -90 to 90 are "
                 "expected, at byte 19"}));

INSTANTIATE_TEST_SUITE_P(
    Logic, FilterParserTest,
    ::testing::Values(ParseRow{"phase = PHASE2 OR phase = PHASE3", "phase=PHASE2|PHASE3"},
                      ParseRow{"sex = ALL AND phase = PHASE2 OR phase = PHASE3",
                               "(and sex=ALL phase=PHASE2|PHASE3)"},
                      ParseRow{"sex = ALL phase = PHASE2", "(and sex=ALL phase=PHASE2)"},
                      ParseRow{"(sex = ALL AND phase = PHASE2) OR city = Rome",
                               "(or (and sex=ALL phase=PHASE2) city=rome)"},
                      ParseRow{"NOT sex = ALL", "(not sex=ALL)"},
                      ParseRow{"-sex = ALL", "(not sex=ALL)"},
                      ParseRow{"NOT (sex = ALL OR city = Rome)", "(not (or sex=ALL city=rome))"},
                      ParseRow{"city = \"a \\\"b\\\"\"", "city=a \"b\""}));

INSTANTIATE_TEST_SUITE_P(
    Errors, FilterParserTest,
    ::testing::Values(
        ParseRow{"phas = PHASE2",
                 "UNKNOWN_FIELD: filter: unknown field 'phas' at byte 0; did you "
                 "mean 'phase'?"},
        ParseRow{"xylophone:*", "UNKNOWN_FIELD: filter: unknown field 'xylophone' at byte 0"},
        ParseRow{"phase = PHASE22",
                 "UNKNOWN_VALUE: filter: 'PHASE22' is no phase at byte 8; did "
                 "you mean PHASE2?"},
        ParseRow{"has_results = maybe",
                 "UNKNOWN_VALUE: filter: 'maybe' is no has_results at byte 14; it is one of "
                 "true, false"},
        ParseRow{"sex = women",
                 "UNKNOWN_VALUE: filter: 'women' is no sex at byte 6; it is one of ALL, "
                 "FEMALE, MALE"},
        ParseRow{"phase",
                 "FILTER_SYNTAX: filter: expected a comparison after 'phase', found the "
                 "end of the filter at byte 5"},
        ParseRow{"phase =",
                 "FILTER_SYNTAX: filter: expected a value, found the end of the filter "
                 "at byte 7"},
        ParseRow{"phase > PHASE2",
                 "FILTER_SYNTAX: filter: expected = or != after 'phase', which "
                 "has no order at byte 0"},
        ParseRow{"sex = ALL and city = Rome",
                 "FILTER_SYNTAX: filter: expected a field, found 'and': write AND for the "
                 "operator, at byte 10"},
        ParseRow{"sex = ALL AND",
                 "FILTER_SYNTAX: filter: expected a field, found the end of the "
                 "filter at byte 13"},
        ParseRow{"(sex = ALL",
                 "FILTER_SYNTAX: filter: expected ')' for the one at byte 0, found "
                 "the end of the filter at byte 10"},
        ParseRow{"sex = ALL)", "FILTER_SYNTAX: filter: expected AND or OR, found ')' at byte 9"},
        ParseRow{"city = 'Rome",
                 "FILTER_SYNTAX: filter: expected a closing quote for the one at "
                 "byte 7"},
        ParseRow{"city = Ro*",
                 "FILTER_SYNTAX: filter: expected a whole value, found a wildcard at "
                 "byte 7"},
        ParseRow{"enrollment > many", "FILTER_SYNTAX: filter: 'many' is no number, at byte 13"},
        ParseRow{"certain(sex = ALL)",
                 "FILTER_SYNTAX: filter: expected a date between the "
                 "parentheses of certain() at byte 0"},
        ParseRow{"id = 7", "FILTER_SYNTAX: filter: '7' is no trial id, at byte 5"},
        ParseRow{"= 5", "FILTER_SYNTAX: filter: expected a field, found '=' at byte 0"}));

TEST(FilterLimitsTest, TooMuchIsRefused) {
  const auto reason = [](const std::string& text) {
    return ErrorReason(ParseFilter(text).status());
  };
  std::string clauses = "sex = ALL";
  for (int i = 0; i < 256; ++i) clauses += " sex = ALL";
  EXPECT_EQ(reason(clauses), "FILTER_TOO_LARGE");
  EXPECT_EQ(reason(std::string(16 * 1024 + 1, ' ')), "FILTER_TOO_LARGE");
  EXPECT_EQ(reason(std::string(70, '(') + "sex = ALL" + std::string(70, ')')), "FILTER_TOO_LARGE");
  EXPECT_EQ(reason(std::string(1000, '-') + "sex = ALL"), "FILTER_TOO_LARGE");
}

}  // namespace
}  // namespace trialdex
