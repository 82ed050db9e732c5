// One trial as two sources tell it: whoever comes last, and whoever leads, no
// part of it is lost on the way to the search.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/pipeline.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::IsEmpty;

constexpr char kId[] = "NCT99000101";

constexpr char kXml[] = R"(<clinical_study>
  <id_info>
    <org_study_id>TWICE-1</org_study_id>
    <nct_id>NCT99000101</nct_id>
  </id_info>
  <brief_title>Warm Blankets After Hip Replacement</brief_title>
  <acronym>WARM</acronym>
  <official_title>Active Warming in the First Night After Arthroplasty</official_title>
  <sponsors>
    <lead_sponsor><agency>Seaside Hospital</agency><agency_class>Other</agency_class></lead_sponsor>
  </sponsors>
  <source>Seaside Hospital</source>
  <brief_summary><textblock>Two kinds of blanket are compared.</textblock></brief_summary>
  <overall_status>Recruiting</overall_status>
  <start_date>May 2022</start_date>
  <phase>N/A</phase>
  <study_type>Interventional</study_type>
  <primary_outcome>
    <measure>Shivering</measure>
    <time_frame>12 hours</time_frame>
  </primary_outcome>
  <enrollment type="Anticipated">90</enrollment>
  <condition>Hypothermia</condition>
  <eligibility>
    <criteria><textblock>Inclusion Criteria:

          -  hip replacement</textblock></criteria>
    <gender>All</gender>
    <minimum_age>18 Years</minimum_age>
    <maximum_age>N/A</maximum_age>
    <healthy_volunteers>No</healthy_volunteers>
  </eligibility>
  <location>
    <facility>
      <name>Seaside Hospital</name>
      <address>
        <city>Bergen</city>
        <zip>5003</zip>
        <country>Norway</country>
      </address>
    </facility>
    <status>Recruiting</status>
  </location>
  <keyword>perioperative care</keyword>
  <condition_browse><mesh_term>Body Temperature Changes</mesh_term></condition_browse>
  <study_first_submitted>April 4, 2022</study_first_submitted>
  <study_first_posted type="Actual">April 8, 2022</study_first_posted>
  <last_update_submitted>June 1, 2022</last_update_submitted>
  <last_update_posted type="Actual">June 3, 2022</last_update_posted>
</clinical_study>
)";

// Of a later day: recruiting has ended.
constexpr char kPage[] = R"(Warm Blankets After Hip Replacement

NCT ID: NCT99000101

Last Updated: 2023-02-10

Basic Information

Recruitment Status

COMPLETED

Clinical Phase

NA

Total Enrollment

94 participants

Study Classification

INTERVENTIONAL

Study Start Date

2022-05

Brief Summary

Two kinds of blanket were compared.

Conditions

Hypothermia

Eligibility Criteria

Inclusion Criteria

* hip replacement

Minimum Eligible Age

18 Years

Eligible Sex

ALL

Accepts Healthy Volunteers

No

Sponsors

Seaside Hospital

OTHER

Sponsor Role lead

Locations

Seaside Hospital

Bergen, Norway

Site Status

RECRUITING

Countries

Norway

Other Identifiers

TWICE-1

Identifier Type: -

Identifier Source: org_study_id
)";

// Without positions, which tell when and not what.
std::string ContentOf(v1::Trial trial) {
  for (v1::Provenance& source : *trial.mutable_provenance()) source.clear_position();
  return trial.DebugString();
}

class SourcesTest : public testing::TestWithParam<std::vector<std::string>> {
 protected:
  void SetUp() override {
    for (const std::string& record : GetParam()) pipeline_.Submit(record);
  }
  bool IsFound(const std::string& query, const std::string& filter = "") {
    return pipeline_.Find(query, filter) == std::vector<std::string>{kId};
  }

  Pipeline pipeline_;
};

TEST_P(SourcesTest, ThePageLeadsAndKeepsWhatOnlyTheXmlCanTell) {
  const auto trial = pipeline_.Get(kId);
  ASSERT_OK(trial);
  ASSERT_EQ(trial->provenance_size(), 2);
  EXPECT_EQ(trial->provenance(0).format(), v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT);
  EXPECT_EQ(trial->provenance(1).format(), v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML);
  EXPECT_EQ(trial->outcomes().primary_size(), 1);
  EXPECT_EQ(trial->conditions().condition_browse().meshes_size(), 1);
  ASSERT_EQ(trial->contacts_locations().locations_size(), 1);
  EXPECT_EQ(trial->contacts_locations().locations(0).zip(), "5003");
}

TEST_P(SourcesTest, WordsOfBothAreFoundAndWhatThePageReplacedIsNot) {
  EXPECT_TRUE(IsFound("blankets", "overall_status = COMPLETED AND enrollment = 94"));
  EXPECT_TRUE(IsFound("\"were compared\""));
  EXPECT_TRUE(IsFound("shivering"));
  EXPECT_TRUE(IsFound("AREA[ConditionMeshTerm]\"body temperature\""));
  EXPECT_TRUE(IsFound("AREA[Keyword]perioperative"));
  EXPECT_TRUE(IsFound("AREA[OfficialTitle]arthroplasty"));
  EXPECT_TRUE(IsFound("AREA[LocationZip]5003"));
  EXPECT_TRUE(IsFound("AREA[LocationCity]bergen", "country = norway AND first_post_date:*"));
  EXPECT_THAT(pipeline_.Find("\"are compared\""), IsEmpty());
  EXPECT_THAT(pipeline_.Find("", "overall_status = RECRUITING"), IsEmpty());
}

TEST_P(SourcesTest, TheOrderOfArrivalLeavesNoTrace) {
  Pipeline other;
  for (auto record = GetParam().rbegin(); record != GetParam().rend(); ++record) {
    other.Submit(*record);
  }
  const auto here = pipeline_.Get(kId);
  const auto there = other.Get(kId);
  ASSERT_OK(here);
  ASSERT_OK(there);
  EXPECT_EQ(ContentOf(*here), ContentOf(*there));
  // Seen once more, neither changes anything.
  for (const std::string& record : GetParam()) {
    EXPECT_EQ(pipeline_.Submit(record).outcome(), v1::RECORD_OUTCOME_UNCHANGED);
  }
}

INSTANTIATE_TEST_SUITE_P(Orders, SourcesTest,
                         testing::Values(std::vector<std::string>{kXml, kPage},
                                         std::vector<std::string>{kPage, kXml}),
                         [](const auto& param) {
                           return param.index == 0 ? "XmlThenPage" : "PageThenXml";
                         });

}  // namespace
}  // namespace trialdex
