#include "libs/trial/trial_merge.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "libs/trial/field_path.h"

namespace trialdex {
namespace {

using ::google::protobuf::util::MessageDifferencer;
using ::testing::ElementsAre;

constexpr absl::string_view kPageUnseen[] = {
    "outcomes", "conditions.condition_browse", "contacts_locations.locations.zip",
    "contacts_locations.locations.geo_point", "interventions.other_names"};
constexpr absl::string_view kXmlUnseen[] = {"contacts_locations.locations.geo_point",
                                            "identification.organization.class"};

v1::Trial Parse(const std::string& text) {
  v1::Trial trial;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &trial)) << text;
  return trial;
}

SourceVersion Source(v1::Trial& trial, v1::SourceFormat format, int year) {
  SourceVersion version;
  version.format = format;
  version.key.mutable_last_update_date()->set_year(year);
  if (format == v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT) version.unseen_fields = kPageUnseen;
  if (format == v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML) version.unseen_fields = kXmlUnseen;
  trial.clear_provenance();
  trial.add_provenance()->set_format(format);
  version.trial = &trial;
  return version;
}

class TrialMergeTest : public testing::Test {
 protected:
  v1::Trial page_ = Parse(R"(
      id: "NCT00000001"
      identification { brief_title: "newest title" }
      interventions { type: INTERVENTION_TYPE_DRUG name: "Aspirin" }
      contacts_locations {
        locations { facility: "City  hospital" city: "Graz" country: "Austria" }
        locations { facility: "New site" city: "Linz" country: "Austria" } })");
  v1::Trial xml_ = Parse(R"(
      id: "NCT00000001"
      identification { brief_title: "old title" acronym: "OLD" }
      outcomes { primary { measure: "pain" } }
      interventions { type: INTERVENTION_TYPE_DRUG name: "aspirin" other_names: "ASA" }
      contacts_locations {
        locations { facility: "Gone" city: "Wien" country: "Austria" zip: "1010" }
        locations { facility: "City hospital" city: "GRAZ" country: "Austria" zip: "8010" } })");
  v1::Trial json_ = Parse(R"(
      id: "NCT00000001"
      identification { brief_title: "oldest title" }
      outcomes { primary { measure: "older pain" } }
      contacts_locations {
        locations { facility: "City hospital" city: "Graz" country: "Austria" zip: "0000"
                    geo_point { latitude: 47 longitude: 15 } } })");
};

TEST_F(TrialMergeTest, ASingleSourceIsTakenAsItIs) {
  const v1::Trial merged = MergeTrials({Source(page_, v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT, 2020)});
  EXPECT_TRUE(MessageDifferencer::Equals(merged, page_));
}

TEST_F(TrialMergeTest, ANewerPageKeepsWhatOnlyTheXmlKnew) {
  const v1::Trial merged = MergeTrials({Source(page_, v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT, 2021),
                                        Source(xml_, v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML, 2020)});
  EXPECT_EQ(merged.identification().brief_title(), "newest title");
  EXPECT_EQ(merged.outcomes().primary(0).measure(), "pain");
  EXPECT_THAT(merged.interventions(0).other_names(), ElementsAre("ASA"));
  ASSERT_EQ(merged.contacts_locations().locations_size(), 2);
  EXPECT_EQ(merged.contacts_locations().locations(0).zip(), "8010");
  EXPECT_EQ(merged.contacts_locations().locations(1).zip(), "");
  ASSERT_EQ(merged.provenance_size(), 2);
  EXPECT_THAT(merged.provenance(0).carried_fields(), ElementsAre());
  EXPECT_THAT(
      merged.provenance(1).carried_fields(),
      ElementsAre("contacts_locations.locations.zip", "interventions.other_names", "outcomes"));
}

TEST_F(TrialMergeTest, WhatTheLeadingSourceCanSeeIsNotBroughtBack) {
  const v1::Trial merged = MergeTrials({Source(page_, v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT, 2021),
                                        Source(xml_, v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML, 2020)});
  EXPECT_EQ(merged.identification().acronym(), "");
}

TEST_F(TrialMergeTest, AtEqualDatesTheDeeperSourceLeads) {
  const v1::Trial merged = MergeTrials({Source(page_, v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT, 2020),
                                        Source(xml_, v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML, 2020)});
  EXPECT_EQ(merged.identification().acronym(), "OLD");
  EXPECT_EQ(merged.provenance_size(), 1);
}

TEST_F(TrialMergeTest, EachPartComesFromTheNewestSourceThatCanCarryIt) {
  const v1::Trial merged = MergeTrials({Source(page_, v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT, 2021),
                                        Source(xml_, v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML, 2020),
                                        Source(json_, v1::SOURCE_FORMAT_CTGOV_V2_JSON, 2019)});
  EXPECT_EQ(merged.outcomes().primary(0).measure(), "pain");
  EXPECT_EQ(merged.contacts_locations().locations(0).zip(), "8010");
  EXPECT_EQ(merged.contacts_locations().locations(0).geo_point().latitude(), 47);
  ASSERT_EQ(merged.provenance_size(), 3);
  EXPECT_EQ(merged.provenance(2).format(), v1::SOURCE_FORMAT_CTGOV_V2_JSON);
  EXPECT_THAT(merged.provenance(2).carried_fields(),
              ElementsAre("contacts_locations.locations.geo_point"));
}

TEST_F(TrialMergeTest, TheOrderOfTheVersionsDoesNotMatter) {
  std::vector<SourceVersion> versions = {Source(page_, v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT, 2021),
                                         Source(xml_, v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML, 2020),
                                         Source(json_, v1::SOURCE_FORMAT_CTGOV_V2_JSON, 2019)};
  const auto by_format = [](const SourceVersion& a, const SourceVersion& b) {
    return a.format < b.format;
  };
  const v1::Trial expected = MergeTrials(versions);
  std::sort(versions.begin(), versions.end(), by_format);
  do {
    EXPECT_TRUE(MessageDifferencer::Equals(MergeTrials(versions), expected));
    EXPECT_EQ(versions[LeadingVersion(versions)].format, v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT);
  } while (std::next_permutation(versions.begin(), versions.end(), by_format));
}

TEST(FieldPathTest, UnknownPathsAreEmpty) {
  EXPECT_EQ(ParseFieldPath("contacts_locations.locations.zip").size(), 3u);
  EXPECT_TRUE(ParseFieldPath("contacts_locations.sites").empty());
  EXPECT_TRUE(ParseFieldPath("id.x").empty());
  EXPECT_TRUE(ParseFieldPath("").empty());
}

TEST(FieldPathTest, ElementsOfOneKeyAreMatchedInTheirOrder) {
  const v1::Trial from = Parse(R"(arms { label: "A" description: "first" }
                                  arms { label: "A" description: "second" })");
  v1::Trial into = Parse(R"(arms { label: "a" } arms { label: "a" } arms { label: "a" })");
  EXPECT_TRUE(FillAbsent(ParseFieldPath("arms.description"), from, into));
  EXPECT_EQ(into.arms(0).description(), "first");
  EXPECT_EQ(into.arms(1).description(), "second");
  EXPECT_EQ(into.arms(2).description(), "");
}

TEST(FieldPathTest, AMessageIsNotMadeForNothing) {
  const v1::Trial from = Parse(R"(conditions { keywords: "x" })");
  v1::Trial into;
  EXPECT_FALSE(FillAbsent(ParseFieldPath("conditions.condition_browse"), from, into));
  EXPECT_FALSE(into.has_conditions());
}

TEST(FieldPathTest, WhatIsThereStays) {
  const v1::Trial from = Parse(R"(outcomes { primary { measure: "theirs" } })");
  v1::Trial into = Parse(R"(outcomes { primary { measure: "ours" } })");
  EXPECT_FALSE(FillAbsent(ParseFieldPath("outcomes"), from, into));
  EXPECT_EQ(into.outcomes().primary(0).measure(), "ours");
}

}  // namespace
}  // namespace trialdex
