// Reads every real record of the format that this machine has.
#include "tests/support/real_records.h"

#include <simdjson.h>

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/sources/ctgov_xml/ctgov_xml_parser.h"
#include "libs/sources/detection.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

class RealXmlRecords : public ::testing::TestWithParam<const char*> {};

INSTANTIATE_TEST_SUITE_P(Files, RealXmlRecords,
                         ::testing::Values("ctgov-legacy-xml", "ctgov-legacy-xml-other-versions"));

TEST_P(RealXmlRecords, ParseWithNothingLost) {
  auto records = RealRecords::Open(GetParam());
  if (!records.has_value()) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
  const auto parser = MakeCtgovXmlParser();
  simdjson::dom::parser json;
  std::string line;
  std::set<std::string> unknown;
  std::set<std::string> unrecognized;
  int undated = 0;
  int count = 0;
  while (records->Next(line)) {
    simdjson::dom::element envelope;
    ASSERT_FALSE(json.parse(line).get(envelope));
    const std::string_view xml = envelope["xml"];
    const std::string_view id = envelope["nct_id"];
    const absl::string_view content(xml.data(), xml.size());
    const auto format = DetectFormat(content);
    ASSERT_OK(format);
    ASSERT_EQ(*format, parser->format()) << id;
    const auto trial = parser->Parse(content);
    ASSERT_OK(trial) << id;
    ASSERT_EQ(trial->id(), id);
    for (const auto& field : trial->unknown_fields()) unknown.insert(field.path());
    for (const auto& value : trial->unrecognized_values()) {
      unrecognized.insert(absl::StrCat(value.path(), ": ", value.value()));
    }
    if (!trial->status().has_last_update_post_date()) ++undated;
    ++count;
  }
  EXPECT_GT(count, 0);
  EXPECT_EQ(undated, 0);
  RecordProperty("records", count);
  // Dropped from the registry's data model before API v2, so that Trial has no
  // place for them; the last is how one record, of 2008, lists its results.
  const std::set<std::string> retired = {
      "clinical_study/is_fda_regulated",
      "clinical_study/is_section_801",
      "clinical_study/oversight_info/authority",
      "clinical_study/primary_outcome/safety_issue",
      "clinical_study/secondary_outcome/safety_issue",
      "clinical_study/study_design/endpoint_classification",
      "clinical_study/clinical_results/outcome_list/outcome/safety_issue",
      "clinical_study/clinical_results/outcome_list/outcome/measure_list",
  };
  for (const std::string& path : unknown) EXPECT_TRUE(retired.contains(path)) << path;
  for (const std::string& value : unrecognized) {
    EXPECT_EQ(value, "design.time_perspectives: Longitudinal");
  }
}

}  // namespace
}  // namespace trialdex
