// Reads every real record of the format that this machine has.
#include "tests/support/real_records.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/sources/ctgov_v2/ctgov_v2_parser.h"
#include "libs/trial/trial_id.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::IsEmpty;
using ::testing::IsSubsetOf;
using ::testing::UnorderedElementsAre;

struct Report {
  int count = 0;
  std::set<std::string> unknown;
  std::set<std::string> unrecognized;
};

// Parses all records of `name`; each must be accepted.
void ParseAll(RealRecords& records, Report& report) {
  const auto parser = MakeCtgovV2Parser();
  std::string line;
  while (records.Next(line)) {
    const auto trial = parser->Parse(line);
    ASSERT_OK(trial) << line.substr(0, 200);
    ASSERT_TRUE(IsCanonicalTrialId(trial->id())) << trial->id();
    for (const auto& field : trial->unknown_fields()) report.unknown.insert(field.path());
    for (const auto& value : trial->unrecognized_values()) {
      report.unrecognized.insert(absl::StrCat(value.path(), "=", value.value()));
    }
    ++report.count;
  }
}

class RealV2Records : public ::testing::TestWithParam<const char*> {};

INSTANTIATE_TEST_SUITE_P(Files, RealV2Records,
                         ::testing::Values("ctgov-v2", "ctgov-v2-other-versions"));

TEST_P(RealV2Records, ParseWithNothingLost) {
  auto records = RealRecords::Open(GetParam());
  if (!records.has_value()) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
  Report report;
  ASSERT_NO_FATAL_FAILURE(ParseAll(*records, report));
  EXPECT_GT(report.count, 0);
  // Neither is the registry's: whoever downloaded the records added them.
  EXPECT_THAT(report.unknown,
              IsSubsetOf({"protocolSection.contactsLocationsModule.locations_nested",
                          "protocolSection.armsInterventionsModule.interventions."
                          "interventionMappedName"}));
  EXPECT_THAT(report.unrecognized, IsEmpty());
}

TEST(DerivedV2Records, ParseWithNothingLost) {
  auto records = RealRecords::Open("derived-v2-from-xml");
  if (!records.has_value()) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
  Report report;
  ASSERT_NO_FATAL_FAILURE(ParseAll(*records, report));
  EXPECT_GT(report.count, 0);
  EXPECT_THAT(report.unknown, IsEmpty());
  // Words that the deriving script made of the XML; the registry's API has others.
  EXPECT_THAT(report.unrecognized,
              UnorderedElementsAre(
                  "design.primary_purpose=EDUCATIONAL_COUNSELING_TRAINING",
                  "design.time_perspectives=LONGITUDINAL_PROSPECTIVE",
                  "design.time_perspectives=CROSS_SECTIONAL_RETROSPECTIVE_PROSPECTIVE",
                  "design.masking=PARTICIPANT_INVESTIGATOR_OUTCOMES_ASSESSOR",
                  "design.masking=PARTICIPANT_CARE_PROVIDER_INVESTIGATOR_OUTCOMES_ASSESSOR"));
}

}  // namespace
}  // namespace trialdex
