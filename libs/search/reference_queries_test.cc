// Every example of ClinicalTrials.gov's two pages about its search language: what it
// means here, and which trials it finds.
#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/query/query_parser.h"
#include "libs/query/testing/parse_rows.h"
#include "libs/search/testing/test_index.h"

namespace trialdex {
namespace {

struct Site {
  std::string city;
  std::string state;
  std::string country;
  v1::RecruitmentStatus status;
};

constexpr auto kOpen = v1::RECRUITMENT_STATUS_RECRUITING;
constexpr auto kDone = v1::RECRUITMENT_STATUS_COMPLETED;

void SetDate(absl::string_view iso, v1::PartialDate& date) {
  const std::vector<std::string> parts = absl::StrSplit(iso, '-');
  date.set_year(std::stoi(parts[0]));
  date.set_month(std::stoi(parts[1]));
  date.set_day(std::stoi(parts[2]));
}

void SetAge(int value, v1::AgeUnit unit, v1::Trial& trial) {
  v1::Age& age = *trial.mutable_eligibility()->mutable_minimum_age();
  age.set_value(value);
  age.set_unit(unit);
}

v1::Trial WithSites(int number, const std::string& title, const std::vector<Site>& sites) {
  v1::Trial trial = TestTrial(number, title);
  for (const Site& site : sites) {
    v1::Location& location = *trial.mutable_contacts_locations()->add_locations();
    location.set_city(site.city);
    location.set_state(site.state);
    location.set_country(site.country);
    location.set_status(site.status);
  }
  return trial;
}

std::vector<v1::Trial> MakeTrials() {
  const std::string usa = "United States";
  std::vector<v1::Trial> trials = {
      WithSites(1, "Heart attack care", {{"Portland", "Maine", usa, kDone}}),
      WithSites(2, "Heart attack rehabilitation",
                {{"Portland", "Oregon", usa, kOpen}, {"Augusta", "Maine", usa, kDone}}),
      WithSites(3, "Attack on heart disease", {{"Bethesda", "Maryland", usa, kOpen}}),
      WithSites(4, "Exhaustion of youth", {{"Bethesda", "Ohio", usa, kDone}}),
      WithSites(5, "Heart attack registry",
                {{"Boston", "Massachusetts", usa, kDone}, {"Toronto", "Ontario", "Canada", kOpen}}),
      TestTrial(6, "Stroke with dizziness"),
      TestTrial(7, "Dizziness and shortness of breath"),
      TestTrial(8, "Exhaustion, dizziness and stroke"),
      TestTrial(9, "Sleep deprivation in teens"),
      TestTrial(10, "Back pain at work"),
      TestTrial(11, "SLE cohort"),
      TestTrial(12, "Sle dialect"),
      TestTrial(13, "Acetaminophen and muscle pain"),
      TestTrial(14, "Aspirin in heart failure"),
      TestTrial(15, "Missing teeth"),
      TestTrial(16, "Heart and lung disease"),
      TestTrial(17, "Heart disease and diet"),
      TestTrial(18, "Sleep and sensory deprivation in liver disease"),
      WithSites(19, "Gout", {{"Florence", "South Carolina", usa, kOpen}}),
      WithSites(20, "Gout again",
                {{"Florence", "", "Italy", kOpen}, {"Columbia", "South Carolina", usa, kOpen}}),
  };
  const auto trial = [&trials](int number) -> v1::Trial& {
    return trials[static_cast<size_t>(number - 1)];
  };
  const auto posted = [&trial](int number, absl::string_view date) {
    SetDate(date, *trial(number).mutable_status()->mutable_first_post_date()->mutable_date());
  };
  posted(1, "2010-01-01");
  posted(2, "2020-06-01");
  posted(5, "2022-03-01");
  SetDate("2014-12-31",
          *trial(1).mutable_status()->mutable_results_first_post_date()->mutable_date());
  SetDate("2015-01-01",
          *trial(2).mutable_status()->mutable_results_first_post_date()->mutable_date());
  SetDate("2025-03-31",
          *trial(7).mutable_status()->mutable_last_update_post_date()->mutable_date());
  SetDate("2025-04-01",
          *trial(8).mutable_status()->mutable_last_update_post_date()->mutable_date());
  SetAge(18, v1::AGE_UNIT_YEARS, trial(1));
  SetAge(21, v1::AGE_UNIT_YEARS, trial(2));
  SetAge(6, v1::AGE_UNIT_MONTHS, trial(6));
  trial(9).mutable_conditions()->add_conditions("Pain");
  trial(10).mutable_conditions()->add_conditions("Chronic pain");
  trial(10).add_interventions()->set_name("Aspirin 100 mg");
  return trials;
}

// One index for all rows: making it takes longer than all searches.
class ReferenceIndex {
 public:
  static ReferenceIndex& Get() {
    static auto& index = *new ReferenceIndex;
    return index;
  }

  // The numbers of the trials found, best first.
  std::vector<int> Find(const std::string& query) {
    v1::SearchTrialsRequest request;
    request.set_query(query);
    request.set_page_size(100);
    const auto response = index_.engine().Search(request);
    EXPECT_OK(response);
    std::vector<int> numbers;
    if (!response.ok()) return numbers;
    for (const v1::TrialHit& hit : response->hits()) {
      numbers.push_back(std::stoi(hit.id().substr(3)) - 10000000);
    }
    return numbers;
  }

 private:
  ReferenceIndex() {
    for (const v1::Trial& trial : MakeTrials()) index_.Put(trial);
    index_.Commit();
  }

  TestIndex index_;
};

struct Example {
  std::string query;
  // PlanText.
  std::string plan;
  // Numbers of trials, ascending.
  std::vector<int> found;

  friend void PrintTo(const Example& example, std::ostream* out) { *out << example.query; }
};

std::vector<int> AllBut(const std::vector<int>& left_out) {
  std::vector<int> numbers;
  for (int number = 1; number <= 20; ++number) {
    if (std::find(left_out.begin(), left_out.end(), number) == left_out.end()) {
      numbers.push_back(number);
    }
  }
  return numbers;
}

class ReferenceQueriesTest : public ::testing::TestWithParam<Example> {};

TEST_P(ReferenceQueriesTest, MeansWhatThePageSays) {
  Analyzer analyzer;
  EXPECT_EQ(ResultText(ParseQuery(GetParam().query, analyzer)), GetParam().plan);
  std::vector<int> found = ReferenceIndex::Get().Find(GetParam().query);
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, GetParam().found);
}

const std::string kHeartAttack = "(and heart attack ?\"heart attack\")";
const std::string kSleep = "(and sleep deprivation ?\"sleep deprivation\")";

INSTANTIATE_TEST_SUITE_P(
    BooleanAndGroupingOperators, ReferenceQueriesTest,
    ::testing::Values(
        Example{"youth OR teen", "(or youth teen)", {4, 9}},
        Example{"heart AND attack", "(and heart attack)", {1, 2, 3, 5}},
        Example{"bethesda NOT maryland", "(and bethesda (not maryland))", {4}},
        Example{"\"back pain\"", "\"back pain\"", {10}},
        Example{"(acetaminophen OR aspirin) AND NOT (heart failure OR heart attack)",
                "(and (or acetaminophen aspirin) (not (or (and heart failure ?\"heart failure\") " +
                    kHeartAttack + ")))",
                {10, 13}}));

INSTANTIATE_TEST_SUITE_P(
    ContextOperators, ReferenceQueriesTest,
    ::testing::Values(
        Example{"COVERAGE[FullMatch]pain", "pain=full", {9}},
        Example{"COVERAGE[StartsWith]pain", "pain=start", {9}},
        Example{"COVERAGE[EndsWith]pain", "pain=end", {9, 10, 13}},
        Example{"COVERAGE[Contains]pain", "pain", {9, 10, 13}},
        Example{"EXPANSION[None]SLE", "SLE", {11}}, Example{"SLE", "sle", {11, 12}},
        Example{"EXPANSION[Term]heart disease", "\"heart disease\"", {3, 17}},
        Example{"EXPANSION[Concept]heart disease", "\"heart disease\"", {3, 17}},
        Example{"heart disease", "(and heart disease ?\"heart disease\")", {3, 16, 17}},
        Example{"EXPANSION[Relaxation]heart disease",
                "(and heart disease ?\"heart disease\")",
                {3, 16, 17}},
        Example{"EXPANSION[Lossy]heart disease",
                "(and (or heart disease) ?\"heart disease\")",
                {1, 2, 3, 5, 14, 16, 17, 18}},
        Example{"EXPANSION[Relaxation]\"heart disease\"", "\"heart disease\"", {3, 17}},
        Example{"EXPANSION[Lossy]\"heart disease\"", "\"heart disease\"", {3, 17}},
        Example{"AREA[InterventionName]aspirin", "aspirin@InterventionName", {10}},
        Example{"heart attack AND SEARCH[Location](AREA[LocationCity]Portland AND "
                "AREA[LocationState]Maine)",
                "(and " + kHeartAttack + " (site (and portland@LocationCity maine@LocationState)))",
                {1}},
        Example{"heart attack AND SEARCH[Location](AREA[LocationCountry]United States AND "
                "AREA[LocationStatus]Recruiting)",
                "(and " + kHeartAttack +
                    " (site (and (and united@LocationCountry states@LocationCountry ?\"united "
                    "states\"@LocationCountry) {location_status=RECRUITING})))",
                {2, 3}},
        Example{"heart attack AND AREA[LocationCountry]United States AND "
                "AREA[LocationStatus]Recruiting",
                "(and " + kHeartAttack +
                    " (and united@LocationCountry states@LocationCountry ?\"united "
                    "states\"@LocationCountry) {location_status=RECRUITING})",
                {2, 3, 5}},
        Example{"SEARCH[Location](AREA[LocationCity]Florence AND AREA[LocationState]South "
                "Carolina AND AREA[LocationCountry]United States)",
                "(site (and florence@LocationCity (and south@LocationState "
                "carolina@LocationState ?\"south carolina\"@LocationState) (and "
                "united@LocationCountry states@LocationCountry ?\"united "
                "states\"@LocationCountry)))",
                {19}}));

INSTANTIATE_TEST_SUITE_P(
    SourceAndScoringOperators, ReferenceQueriesTest,
    ::testing::Values(Example{"AREA[ResultsFirstPostDate]MISSING",
                              "{(not has(results_first_post_date))}", AllBut({1, 2})},
                      Example{"AREA[ResultsFirstPostDate]RANGE[01/01/2015, MAX]",
                              "{results_first_post_date[16436,max]}",
                              {2}},
                      Example{"AREA[MinimumAge]RANGE[21 years,MAX]", "{minimum_age[21,max]}", {2}},
                      Example{"AREA[MinimumAge]RANGE[MIN, 1 year]", "{minimum_age[min,1]}", {6}},
                      Example{"AREA[LastUpdatePostDate]RANGE[2025-03-20, 2025-03-31]",
                              "{last_update_post_date[20167,20178]}",
                              {7}},
                      Example{"ALL", "all", AllBut({})},
                      Example{"TILT[StudyFirstPostDate]\"heart attack\"",
                              "tilt(first_post_date \"heart attack\")",
                              {1, 2, 5}},
                      Example{"\\MISSING", "missing", {15}},
                      Example{"\\\"sleep deprivation\\\"", kSleep, {9, 18}}));

INSTANTIATE_TEST_SUITE_P(
    Precedence, ReferenceQueriesTest,
    ::testing::Values(
        Example{"exhaustion", "exhaustion", {4, 8}},
        Example{
            "(exhaustion OR sleep deprivation)", "(or exhaustion " + kSleep + ")", {4, 8, 9, 18}},
        Example{"NOT exhaustion", "(and all (not exhaustion))", AllBut({4, 8})},
        Example{"EXPANSION[Concept] NOT (exhaustion OR sleep deprivation)",
                "(and all (not (or exhaustion \"sleep deprivation\")))", AllBut({4, 8, 9})},
        Example{
            "heart attack AND SEARCH[Location](AREA[LocationCity] Bethesda AND "
            "AREA[LocationState] Maryland)",
            "(and " + kHeartAttack + " (site (and bethesda@LocationCity maryland@LocationState)))",
            {3}},
        Example{"dizziness AND NOT exhaustion", "(and dizziness (not exhaustion))", {6, 7}},
        Example{"dizziness AND NOT exhaustio AND stroke",
                "(and dizziness (not exhaustio) stroke)",
                {6, 8}},
        Example{"heart attack OR stroke", "(or " + kHeartAttack + " stroke)", {1, 2, 3, 5, 6, 8}},
        Example{"heart attack OR stroke OR dizziness AND shortness of breath",
                "(or " + kHeartAttack +
                    " stroke (and dizziness (and shortness breath ?\"shortness of\" ?\"of "
                    "breath\")))",
                {1, 2, 3, 5, 6, 7, 8}}));

TEST(ReferenceRankingTest, LaterDatesTiltTheRanking) {
  EXPECT_EQ(ReferenceIndex::Get().Find("TILT[StudyFirstPostDate]\"heart attack\""),
            (std::vector<int>{5, 2, 1}));
}

TEST(ReferenceRankingTest, FullTermsComeBeforePartialOnes) {
  EXPECT_EQ(ReferenceIndex::Get().Find("heart disease").back(), 16);
}

TEST(ReferenceRankingTest, BothSidesOfAnOrScoreHigherThanOne) {
  EXPECT_EQ(ReferenceIndex::Get().Find("stroke OR exhaustion").front(), 8);
}

TEST(ReferenceErrorsTest, SourcesThatNeedAnAreaSaySo) {
  Analyzer analyzer;
  EXPECT_EQ(ResultText(ParseQuery("RANGE[21 years,MAX]", analyzer)),
            "QUERY_SYNTAX: query: expected AREA[…] of a date or number before RANGE at byte 0");
  EXPECT_EQ(ResultText(ParseQuery("MISSING", analyzer)),
            "QUERY_SYNTAX: query: expected AREA[…] before MISSING at byte 0");
}

// The areas of the second page: name, request parameter, number of fields.
struct Area {
  std::string name;
  std::string parameter;
  size_t fields;

  friend void PrintTo(const Area& area, std::ostream* out) { *out << area.name; }
};

class ReferenceAreasTest : public ::testing::TestWithParam<Area> {};

TEST_P(ReferenceAreasTest, HasTheFieldsOfThePage) {
  const SearchArea* area = FindSearchArea(GetParam().name);
  ASSERT_NE(area, nullptr);
  EXPECT_EQ(area->parameter, GetParam().parameter);
  const auto fields = static_cast<size_t>(std::count_if(
      area->weights->begin(), area->weights->end(), [](float weight) { return weight > 0.0F; }));
  EXPECT_EQ(fields, GetParam().fields);
  Analyzer analyzer;
  EXPECT_OK(ParseQuery(absl::StrCat("AREA[", GetParam().name, "]x"), analyzer));
  if (GetParam().parameter.empty()) return;
  EXPECT_EQ(FindSearchArea(GetParam().parameter), area);
}

INSTANTIATE_TEST_SUITE_P(
    Areas, ReferenceAreasTest,
    ::testing::Values(Area{"BasicSearch", "query.term", 57},
                      Area{"ConditionSearch", "query.cond", 7},
                      Area{"InterventionSearch", "query.intr", 12},
                      Area{"InterventionNameSearch", "", 2}, Area{"ObsoleteConditionSearch", "", 4},
                      Area{"ExternalIdsSearch", "", 2}, Area{"ExternalIdTypesSearch", "", 2},
                      // EligibilityCriteria is three fields here.
                      Area{"EligibilitySearch", "", 4}, Area{"OutcomeSearch", "query.outc", 9},
                      Area{"OutcomeNameSearch", "", 4}, Area{"TitleSearch", "query.titles", 3},
                      Area{"LocationSearch", "query.locn", 5}, Area{"ContactSearch", "", 4},
                      Area{"NCTIdSearch", "", 2}, Area{"IdSearch", "query.id", 5},
                      Area{"SponsorSearch", "query.spons", 3}, Area{"FunderTypeSearch", "", 2},
                      Area{"ResponsiblePartySearch", "", 5},
                      Area{"PatientSearch", "query.patient", 47}));

}  // namespace
}  // namespace trialdex
