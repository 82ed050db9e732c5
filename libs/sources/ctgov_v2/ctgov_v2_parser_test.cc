#include "libs/sources/ctgov_v2/ctgov_v2_parser.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "libs/sources/ctgov_v2/testing/study_fixture.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Unrecognized(const v1::Trial& trial) {
  std::vector<std::string> result;
  for (const auto& value : trial.unrecognized_values()) {
    result.push_back(absl::StrCat(value.path(), "=", value.value()));
  }
  return result;
}

TEST(CtgovV2ParserTest, SaysWhatItReads) {
  const auto parser = MakeCtgovV2Parser();
  EXPECT_EQ(parser->format(), v1::SOURCE_FORMAT_CTGOV_V2_JSON);
  EXPECT_EQ(parser->parser_version(), 1);
  EXPECT_TRUE(parser->unseen_fields().empty());
}

// The fixture has every key of the API's schema, each with a value of its own.
TEST(CtgovV2ParserTest, PutsEveryFieldOfTheSchemaInItsPlace) {
  const std::string folder = TRIALDEX_TESTDATA;
  const auto record = ReadFile(folder + "/full_study.json");
  const auto golden = ReadFile(folder + "/full_study.textproto");
  ASSERT_OK(record);
  ASSERT_OK(golden);
  v1::Trial expected;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(*golden, &expected));
  EXPECT_EQ(Parsed(*record).DebugString(), expected.DebugString());
}

TEST(CtgovV2ParserTest, ReadsAWithheldRecordThatHasNextToNothing) {
  const v1::Trial trial = Parsed(R"({"protocolSection": {"identificationModule": {
      "nctId": "NCT00000001", "briefTitle": "[Trial of device that is not approved or cleared]"},
      "statusModule": {"overallStatus": "WITHHELD"}}, "hasResults": false})");
  EXPECT_EQ(trial.id(), "NCT00000001");
  EXPECT_EQ(trial.status().overall_status(), v1::OVERALL_STATUS_WITHHELD);
  EXPECT_EQ(trial.results_state(), v1::RESULTS_STATE_NONE);
  EXPECT_FALSE(trial.has_design());
  EXPECT_FALSE(trial.has_contacts_locations());
  EXPECT_FALSE(trial.status().has_start_date());
}

TEST(CtgovV2ParserTest, TellsNoResultsFromNotSaid) {
  EXPECT_EQ(ParsedModule("").results_state(), v1::RESULTS_STATE_UNSPECIFIED);
}

TEST(CtgovV2ParserTest, BringsTheIdToItsCanonicalForm) {
  EXPECT_EQ(Parsed(R"({"protocolSection": {"identificationModule": {"nctId": " nct12 "}}})").id(),
            "NCT00000012");
}

TEST(CtgovV2ParserTest, KeepsThePrecisionOfDates) {
  const v1::Status status = ParsedModule(R"("statusModule": {
      "startDateStruct": {"date": "2020"},
      "primaryCompletionDateStruct": {"date": "2020-04", "type": "ESTIMATED"},
      "completionDateStruct": {"date": "2020-04-30", "type": "ACTUAL"}})")
                                .status();
  EXPECT_EQ(status.start_date().date().year(), 2020);
  EXPECT_EQ(status.start_date().date().month(), 0);
  EXPECT_EQ(status.start_date().type(), v1::DATE_TYPE_UNSPECIFIED);
  EXPECT_EQ(status.primary_completion_date().date().month(), 4);
  EXPECT_EQ(status.primary_completion_date().date().day(), 0);
  EXPECT_EQ(status.primary_completion_date().type(), v1::DATE_TYPE_ESTIMATED);
  EXPECT_EQ(status.completion_date().date().day(), 30);
  EXPECT_EQ(status.completion_date().type(), v1::DATE_TYPE_ACTUAL);
}

TEST(CtgovV2ParserTest, KeepsADateThatItCannotReadAsWritten) {
  const v1::Trial trial = ParsedModule(R"("statusModule": {
      "startDateStruct": {"date": "next spring", "type": "ESTIMATED"},
      "lastUpdateSubmitDate": "2021-02-30"})");
  EXPECT_FALSE(trial.status().start_date().has_date());
  EXPECT_EQ(trial.status().start_date().type(), v1::DATE_TYPE_ESTIMATED);
  EXPECT_FALSE(trial.status().has_last_update_submit_date());
  EXPECT_THAT(Unrecognized(trial), ElementsAre("status.start_date.date=next spring",
                                               "status.last_update_submit_date=2021-02-30"));
}

TEST(CtgovV2ParserTest, TakesTheRegistrysNumberForAnUnknownEnrollmentAsAbsent) {
  const auto enrollment = [](absl::string_view info) {
    return ParsedModule(absl::StrCat(R"("designModule": {"enrollmentInfo": )", info, "}"))
        .design()
        .enrollment();
  };
  EXPECT_FALSE(enrollment(R"({"count": 99999999, "type": "ESTIMATED"})").has_count());
  EXPECT_EQ(enrollment(R"({"count": 99999999, "type": "ESTIMATED"})").type(),
            v1::ENROLLMENT_TYPE_ESTIMATED);
  EXPECT_TRUE(enrollment(R"({"count": 0})").has_count());
  EXPECT_EQ(enrollment(R"({"count": 0})").count(), 0);
  EXPECT_EQ(enrollment(R"({"count": 120.0})").count(), 120);
}

TEST(CtgovV2ParserTest, KeepsPhasesApartAndNotApplicableAsAValue) {
  const auto phases = [](absl::string_view list) {
    const v1::Trial trial = ParsedModule(absl::StrCat(R"("designModule": {"phases": )", list, "}"));
    return std::vector<int>(trial.design().phases().begin(), trial.design().phases().end());
  };
  EXPECT_THAT(phases(R"(["PHASE2", "PHASE3"])"), ElementsAre(v1::PHASE_PHASE2, v1::PHASE_PHASE3));
  EXPECT_THAT(phases(R"(["NA"])"), ElementsAre(v1::PHASE_NA));
  EXPECT_THAT(phases("[]"), ElementsAre());
}

TEST(CtgovV2ParserTest, KeepsUnknownWordsOfClosedListsUnderThePathOfTheTrialField) {
  const v1::Trial trial = ParsedModule(R"("designModule": {
        "phases": ["PHASE2", "PHASE5"],
        "designInfo": {"maskingInfo": {"masking": "QUINTUPLE"}}},
      "contactsLocationsModule": {"locations": [
        {"status": "PAUSED", "contacts": [{"role": "JANITOR"}]}, {"status": "PAUSED"}]})");
  EXPECT_THAT(trial.design().phases(), ElementsAre(v1::PHASE_PHASE2, v1::PHASE_UNSPECIFIED));
  EXPECT_EQ(trial.design().masking(), v1::MASKING_UNSPECIFIED);
  EXPECT_THAT(Unrecognized(trial), ElementsAre("design.phases=PHASE5", "design.masking=QUINTUPLE",
                                               "contacts_locations.locations.status=PAUSED",
                                               "contacts_locations.locations.contacts.role=JANITOR",
                                               "contacts_locations.locations.status=PAUSED"));
}

TEST(CtgovV2ParserTest, TakesADashForAnAbsentIdentifierType) {
  const v1::Trial trial = Parsed(R"({"protocolSection": {"identificationModule": {
      "nctId": "NCT00000001",
      "orgStudyIdInfo": {"id": "AB-1", "type": "-"},
      "secondaryIdInfos": [{"id": "2020-000001-11", "type": "EUDRACT_NUMBER"}, {"id": "X"}]}}})");
  const v1::Identification& identification = trial.identification();
  EXPECT_EQ(identification.org_study_id().value(), "AB-1");
  EXPECT_EQ(identification.org_study_id().source(), v1::IDENTIFIER_SOURCE_ORG_STUDY_ID);
  EXPECT_EQ(identification.org_study_id().type(), v1::IDENTIFIER_TYPE_UNSPECIFIED);
  EXPECT_EQ(identification.secondary_ids(0).type(), v1::IDENTIFIER_TYPE_EUDRACT_NUMBER);
  EXPECT_EQ(identification.secondary_ids(1).source(), v1::IDENTIFIER_SOURCE_SECONDARY_ID);
  EXPECT_THAT(Unrecognized(trial), ElementsAre());
}

TEST(CtgovV2ParserTest, KeepsAnAliasOfAnotherShapeAsWritten) {
  const v1::Trial trial = Parsed(R"({"protocolSection": {"identificationModule": {
      "nctId": "NCT00000001", "nctIdAliases": ["nct2", "ISRCTN5"]}}})");
  EXPECT_THAT(trial.identification().aliases(), ElementsAre("NCT00000002"));
  EXPECT_THAT(Unrecognized(trial), ElementsAre("identification.aliases=ISRCTN5"));
}

TEST(CtgovV2ParserTest, ReadsAgesAndTakesNotApplicableForNoLimit) {
  const v1::Trial trial =
      ParsedModule(R"("eligibilityModule": {"minimumAge": "6 Months", "maximumAge": "N/A"})");
  EXPECT_EQ(trial.eligibility().minimum_age().value(), 6);
  EXPECT_EQ(trial.eligibility().minimum_age().unit(), v1::AGE_UNIT_MONTHS);
  EXPECT_FALSE(trial.eligibility().has_maximum_age());
  EXPECT_THAT(Unrecognized(ParsedModule(R"("eligibilityModule": {"minimumAge": "old enough"})")),
              ElementsAre("eligibility.minimum_age=old enough"));
}

TEST(CtgovV2ParserTest, KeepsHealthyVolunteersInThreeStates) {
  EXPECT_FALSE(ParsedModule(R"("eligibilityModule": {"sex": "ALL"})")
                   .eligibility()
                   .has_healthy_volunteers());
  const v1::Trial no = ParsedModule(R"("eligibilityModule": {"healthyVolunteers": false})");
  EXPECT_TRUE(no.eligibility().has_healthy_volunteers());
  EXPECT_FALSE(no.eligibility().healthy_volunteers());
}

TEST(CtgovV2ParserTest, SplitsTheCriteriaAndKeepsTheMarkupOfTheText) {
  const v1::Trial trial = ParsedModule(R"("eligibilityModule": {"eligibilityCriteria":
      "Inclusion Criteria:\r\n\r\n* Age \\> 18\r\n\r\n* ECOG ≤1\r\n\r\nExclusion Criteria:\n\n* Pregnancy"})");
  const v1::Eligibility& eligibility = trial.eligibility();
  EXPECT_EQ(
      eligibility.criteria_text(),
      "Inclusion Criteria:\n\n* Age \\> 18\n\n* ECOG ≤1\n\nExclusion Criteria:\n\n* Pregnancy");
  ASSERT_EQ(eligibility.criteria_size(), 3);
  EXPECT_EQ(eligibility.criteria(0).text(), "Age > 18");
  EXPECT_EQ(eligibility.criteria(0).kind(), v1::CRITERION_KIND_INCLUSION);
  EXPECT_EQ(eligibility.criteria(2).kind(), v1::CRITERION_KIND_EXCLUSION);
}

TEST(CtgovV2ParserTest, ListsCountriesOfSitesOnceAndThenTheRemovedOnes) {
  const v1::Trial trial = Parsed(R"({"protocolSection": {
      "identificationModule": {"nctId": "NCT00000001"},
      "contactsLocationsModule": {"locations": [
        {"country": "Peru"}, {"country": "Chile"}, {"city": "Nowhere"}, {"country": "Peru"}]}},
      "derivedSection": {"miscInfoModule": {"removedCountries": ["Chile", "Bolivia"]}}})");
  std::vector<std::string> countries;
  for (const auto& country : trial.contacts_locations().countries()) {
    countries.push_back(absl::StrCat(country.name(), country.historical() ? " (removed)" : ""));
  }
  EXPECT_THAT(countries, ElementsAre("Peru", "Chile", "Bolivia (removed)"));
}

TEST(CtgovV2ParserTest, KeepsNumbersOfResultsAsWritten) {
  const v1::Trial trial = Parsed(R"({"protocolSection": {
      "identificationModule": {"nctId": "NCT00000001"}}, "hasResults": true,
      "resultsSection": {"outcomeMeasuresModule": {"outcomeMeasures": [{
        "title": "Survival", "paramType": "MEDIAN", "classes": [{"categories": [{"measurements": [
          {"groupId": "OG000", "value": "NA", "comment": "Not reached"},
          {"groupId": "OG001", "value": "1,024.50", "upperLimit": "NR"}]}]}]}]}}})");
  EXPECT_EQ(trial.results_state(), v1::RESULTS_STATE_POSTED);
  const v1::OutcomeMeasure& measure = trial.results().outcome_measures(0);
  EXPECT_EQ(measure.param(), v1::MEASURE_PARAM_MEDIAN);
  const auto& measurements = measure.classes(0).categories(0).measurements();
  EXPECT_EQ(measurements[0].value(), "NA");
  EXPECT_EQ(measurements[1].value(), "1,024.50");
  EXPECT_EQ(measurements[1].upper_limit(), "NR");
}

TEST(CtgovV2ParserTest, CountsUnknownFieldsByPathAtEveryLevel) {
  const v1::Trial trial = Parsed(R"({"newSection": {"a": [1, 2]}, "protocolSection": {
      "identificationModule": {"nctId": "NCT00000001"},
      "armsInterventionsModule": {"interventions": [
        {"name": "A", "code": 1}, {"name": "B", "code": "x"}]}}})");
  ASSERT_EQ(trial.unknown_fields_size(), 2);
  EXPECT_EQ(trial.unknown_fields(0).path(), "newSection");
  EXPECT_EQ(trial.unknown_fields(0).sample(), R"({"a":[1,2]})");
  EXPECT_EQ(trial.unknown_fields(1).path(),
            "protocolSection.armsInterventionsModule.interventions.code");
  EXPECT_EQ(trial.unknown_fields(1).count(), 2);
  EXPECT_EQ(trial.unknown_fields(1).sample(), "1");
}

TEST(CtgovV2ParserTest, NoticesAChangedUnknownFieldButNotItsLayout) {
  const auto hash = [](absl::string_view value) {
    return Parsed(Study(absl::StrCat(R"("newModule": )", value))).unknown_fields(0).values_hash();
  };
  EXPECT_EQ(hash(R"({"a":1,"b":"x y"})"), hash("{ \"a\" : 1,\n  \"b\": \"x y\" }"));
  EXPECT_NE(hash(R"({"a":1})"), hash(R"({"a":2})"));
  EXPECT_NE(hash(R"("x y")"), hash(R"("xy")"));
}

TEST(CtgovV2ParserTest, TakesNullForAbsent) {
  const v1::Trial trial = Parsed(R"({"protocolSection": {"identificationModule": {
      "nctId": "NCT00000001", "briefTitle": null, "nctIdAliases": [null, "NCT00000002"],
      "organization": null, "secondaryIdInfos": [null]},
      "designModule": {"enrollmentInfo": {"count": null}, "patientRegistry": null,
      "studyType": null}}, "resultsSection": null, "hasResults": null})");
  EXPECT_FALSE(trial.identification().has_organization());
  EXPECT_EQ(trial.identification().aliases_size(), 1);
  EXPECT_EQ(trial.identification().secondary_ids_size(), 0);
  EXPECT_FALSE(trial.design().enrollment().has_count());
  EXPECT_FALSE(trial.design().has_patient_registry());
  EXPECT_FALSE(trial.has_results());
  EXPECT_THAT(Unrecognized(trial), ElementsAre());
}

TEST(CtgovV2ParserTest, LeavesNoMessageForAnEmptyObject) {
  const v1::Trial trial = Parsed(R"({"protocolSection": {"identificationModule": {
      "nctId": "NCT00000001"}}, "derivedSection": {"conditionBrowseModule": {}}})");
  EXPECT_FALSE(trial.has_conditions());
}

TEST(CtgovV2ParserTest, FindsKeysThatAreWrittenWithEscapesOrInAnyOrder) {
  const v1::Trial trial = Parsed(R"({"hasResults": false, "protocolSection": {
      "identificationModule": {"briefTitle": "T\u00e9st", "n\u0063tId": "NCT00000001"}}})");
  EXPECT_EQ(trial.id(), "NCT00000001");
  EXPECT_EQ(trial.identification().brief_title(), "Tést");
  EXPECT_EQ(trial.unknown_fields_size(), 0);
}

}  // namespace
}  // namespace trialdex
