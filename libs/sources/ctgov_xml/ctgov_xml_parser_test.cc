#include "libs/sources/ctgov_xml/ctgov_xml_parser.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/sources/ctgov_xml/study_rules.h"
#include "libs/sources/ctgov_xml/testing/expect_trial.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ctgov_xml::ExpectTrial;
using ctgov_xml::Parse;
using ctgov_xml::Study;
using ::testing::HasSubstr;

TEST(CtgovXmlParserTest, ReadsIdsAndTitles) {
  ExpectTrial(
      "<id_info><org_study_id>TEA-1</org_study_id><secondary_id>U01</secondary_id>"
      "<nct_alias>nct00000002</nct_alias></id_info><brief_title>Tea &amp;amp; sleep</brief_title>"
      "<acronym>TEA</acronym><official_title>On Tea</official_title><source>Tea House</source>",
      "identification { aliases: 'NCT00000002' org_study_id { value: 'TEA-1' source: "
      "IDENTIFIER_SOURCE_ORG_STUDY_ID } secondary_ids { value: 'U01' source: "
      "IDENTIFIER_SOURCE_SECONDARY_ID } brief_title: 'Tea & sleep' official_title: 'On Tea' "
      "acronym: 'TEA' organization { name: 'Tea House' } }");
}

TEST(CtgovXmlParserTest, ReadsSponsorsAndOversight) {
  ExpectTrial(
      "<sponsors><lead_sponsor><agency>Tea House</agency><agency_class>U.S. Fed</agency_class>"
      "</lead_sponsor><collaborator><agency>Mill</agency><agency_class>Industry</agency_class>"
      "</collaborator></sponsors><oversight_info><has_dmc>Yes</has_dmc>"
      "<is_fda_regulated_drug>No</is_fda_regulated_drug></oversight_info><responsible_party>"
      "<responsible_party_type>Sponsor-Investigator</responsible_party_type>"
      "<investigator_full_name>Ann Leaf</investigator_full_name></responsible_party>",
      "sponsorship { lead_sponsor { name: 'Tea House' agency_class: AGENCY_CLASS_FED } "
      "collaborators { name: 'Mill' agency_class: AGENCY_CLASS_INDUSTRY } responsible_party { "
      "type: "
      "RESPONSIBLE_PARTY_TYPE_SPONSOR_INVESTIGATOR investigator_full_name: 'Ann Leaf' } } "
      "oversight { has_dmc: true is_fda_regulated_drug: false }");
}

TEST(CtgovXmlParserTest, KeepsThePrecisionAndTheTypeOfDates) {
  ExpectTrial(
      "<start_date type=\"Anticipated\">May 2020</start_date>"
      "<completion_date type=\"Actual\">June 3, 2021</completion_date>"
      "<study_first_posted type=\"Estimate\">November 4, 1999</study_first_posted>"
      "<verification_date>April 2020</verification_date>",
      "status { start_date { date { year: 2020 month: 5 } type: DATE_TYPE_ESTIMATED } "
      "completion_date { date { year: 2021 month: 6 day: 3 } type: DATE_TYPE_ACTUAL } "
      "status_verified_date { year: 2020 month: 4 } first_post_date { date { year: 1999 month: 11 "
      "day: 4 } type: DATE_TYPE_ESTIMATED } }");
}

TEST(CtgovXmlParserTest, LetsLastchangedDateStandInForTheLastUpdate) {
  ExpectTrial(
      "<firstreceived_date>July 1, 2007</firstreceived_date>"
      "<lastchanged_date>July 9, 2007</lastchanged_date>",
      "status { first_submit_date { year: 2007 month: 7 day: 1 } last_update_submit_date { "
      "year: 2007 month: 7 day: 9 } last_update_post_date { date { year: 2007 month: 7 day: "
      "9 } } }");
  for (const absl::string_view body :
       {"<lastchanged_date>July 9, 2007</lastchanged_date>"
        "<last_update_posted type=\"Actual\">July 11, 2007</last_update_posted>",
        "<last_update_posted type=\"Actual\">July 11, 2007</last_update_posted>"
        "<lastchanged_date>July 9, 2007</lastchanged_date>"}) {
    ExpectTrial(body,
                "status { last_update_submit_date { year: 2007 month: 7 day: 9 } "
                "last_update_post_date { date { year: 2007 month: 7 day: 11 } type: "
                "DATE_TYPE_ACTUAL } }");
  }
}

TEST(CtgovXmlParserTest, ReadsStatusesOfAllAges) {
  ExpectTrial("<overall_status>No longer recruiting</overall_status>",
              "status { overall_status: OVERALL_STATUS_ACTIVE_NOT_RECRUITING }");
  ExpectTrial(
      "<overall_status>Unknown status</overall_status>"
      "<last_known_status>Active, not recruiting</last_known_status>"
      "<why_stopped>\n    Ran out of\n    tea.&#xD;\n  </why_stopped>",
      "status { overall_status: OVERALL_STATUS_UNKNOWN last_known_status: "
      "OVERALL_STATUS_ACTIVE_NOT_RECRUITING why_stopped: 'Ran out of tea.' }");
}

TEST(CtgovXmlParserTest, ReadsTheDesign) {
  ExpectTrial(
      "<phase>Phase 2/Phase 3</phase><study_type>Interventional</study_type><study_design_info>"
      "<allocation>Non-Randomized</allocation>"
      "<intervention_model>Single Group Assignment</intervention_model>"
      "<primary_purpose>Educational/Counseling/Training</primary_purpose>"
      "<masking>Double (Participant, Investigator)</masking></study_design_info>"
      "<enrollment type=\"Anticipated\">40</enrollment><number_of_arms>2</number_of_arms>",
      "design { study_type: STUDY_TYPE_INTERVENTIONAL phases: PHASE_PHASE2 phases: PHASE_PHASE3 "
      "allocation: ALLOCATION_NON_RANDOMIZED intervention_model: INTERVENTION_MODEL_SINGLE_GROUP "
      "primary_purpose: PRIMARY_PURPOSE_ECT masking: MASKING_DOUBLE who_masked: "
      "MASKED_ROLE_PARTICIPANT who_masked: MASKED_ROLE_INVESTIGATOR enrollment { count: 40 type: "
      "ENROLLMENT_TYPE_ESTIMATED } number_of_arms: 2 }");
  ExpectTrial(
      "<phase>N/A</phase><study_type>Observational [Patient Registry]</study_type>"
      "<study_design_info><observational_model>Case-Only</observational_model>"
      "<time_perspective>Cross-Sectional, Retrospective/Prospective</time_perspective>"
      "</study_design_info><target_duration>1 Year</target_duration>"
      "<biospec_retention>Samples With DNA</biospec_retention>"
      "<biospec_descr><textblock>\n   Blood\n  </textblock></biospec_descr>",
      "design { study_type: STUDY_TYPE_OBSERVATIONAL phases: PHASE_NA observational_model: "
      "OBSERVATIONAL_MODEL_CASE_ONLY time_perspectives: TIME_PERSPECTIVE_CROSS_SECTIONAL "
      "time_perspectives: TIME_PERSPECTIVE_RETROSPECTIVE time_perspectives: "
      "TIME_PERSPECTIVE_PROSPECTIVE patient_registry: true target_duration: '1 Year' "
      "biospecimen { retention: BIOSPECIMEN_RETENTION_SAMPLES_WITH_DNA description: 'Blood' "
      "} }");
}

TEST(CtgovXmlParserTest, ReadsTheDesignThatIsOneText) {
  ExpectTrial(
      "<study_design>Allocation:  Randomized, Endpoint Classification:  Safety/Efficacy Study, "
      "Intervention Model: Crossover Assignment, Masking: Double Blind (Subject, Caregiver), "
      "Primary Purpose: Basic Science</study_design>",
      "design { allocation: ALLOCATION_RANDOMIZED intervention_model: INTERVENTION_MODEL_CROSSOVER "
      "primary_purpose: PRIMARY_PURPOSE_BASIC_SCIENCE masking: MASKING_DOUBLE who_masked: "
      "MASKED_ROLE_PARTICIPANT who_masked: MASKED_ROLE_CARE_PROVIDER } unknown_fields { path: "
      "'clinical_study/study_design/endpoint_classification' count: 1 values_hash: "
      "9060525488189723607 sample: 'Safety/Efficacy Study' }");
}

TEST(CtgovXmlParserTest, TakesTheUnknownEnrollmentForNone) {
  ExpectTrial("<enrollment type=\"Actual\">99999999</enrollment>",
              "design { enrollment { type: ENROLLMENT_TYPE_ACTUAL } }");
  ExpectTrial("<enrollment>0</enrollment>", "design { enrollment { count: 0 } }");
}

TEST(CtgovXmlParserTest, LinksArmsAndInterventionsBothWays) {
  ExpectTrial(
      "<arm_group><arm_group_label>Green</arm_group_label>"
      "<arm_group_type>Active Comparator</arm_group_type></arm_group>"
      "<arm_group><arm_group_label>Black</arm_group_label></arm_group>"
      "<intervention><intervention_type>Dietary Supplement</intervention_type>"
      "<intervention_name>Tea</intervention_name><arm_group_label>Green</arm_group_label>"
      "<arm_group_label>Black</arm_group_label><other_name>Chai</other_name></intervention>"
      "<intervention><intervention_type>Drug</intervention_type><intervention_name>Milk"
      "</intervention_name><arm_group_label>Black</arm_group_label></intervention>",
      "arms { label: 'Green' type: ARM_TYPE_ACTIVE_COMPARATOR intervention_names: 'Dietary "
      "Supplement: Tea' } arms { label: 'Black' intervention_names: 'Dietary Supplement: Tea' "
      "intervention_names: 'Drug: Milk' } interventions { type: "
      "INTERVENTION_TYPE_DIETARY_SUPPLEMENT name: 'Tea' arm_labels: 'Green' arm_labels: 'Black' "
      "other_names: 'Chai' } interventions { type: INTERVENTION_TYPE_DRUG name: 'Milk' arm_labels: "
      "'Black' }");
}

TEST(CtgovXmlParserTest, ReadsOutcomes) {
  ExpectTrial(
      "<primary_outcome><measure>Sleep</measure><time_frame>1 night</time_frame>"
      "</primary_outcome><secondary_outcome><measure>Mood</measure>"
      "<description>Asked\r\ntwice</description></secondary_outcome>"
      "<other_outcome><measure>Dreams</measure></other_outcome>",
      "outcomes { primary { measure: 'Sleep' time_frame: '1 night' } secondary { measure: "
      "'Mood' description: 'Asked\\ntwice' } other { measure: 'Dreams' } }");
}

TEST(CtgovXmlParserTest, ReadsWhoMayTakePart) {
  const v1::Trial trial = Parse(
      "<eligibility><criteria><textblock>\n        Inclusion Criteria:&#xD;\n&#xD;\n"
      "          -  drinks&#xD;\n             tea&#xD;\n&#xD;\n        Exclusion Criteria:&#xD;\n"
      "&#xD;\n          -  age &amp;lt; 3&#xD;\n      </textblock></criteria>"
      "<gender>Both</gender><minimum_age>6 Months</minimum_age><maximum_age>N/A</maximum_age>"
      "<healthy_volunteers>Accepts Healthy Volunteers</healthy_volunteers></eligibility>");
  const v1::Eligibility& eligibility = trial.eligibility();
  EXPECT_EQ(eligibility.criteria_text(),
            "Inclusion Criteria:\n\n- drinks tea\n\nExclusion Criteria:\n\n- age < 3");
  ASSERT_EQ(eligibility.criteria_size(), 2);
  EXPECT_EQ(eligibility.criteria(0).kind(), v1::CRITERION_KIND_INCLUSION);
  EXPECT_EQ(eligibility.criteria(0).text(), "drinks tea");
  EXPECT_EQ(eligibility.criteria(1).kind(), v1::CRITERION_KIND_EXCLUSION);
  EXPECT_EQ(eligibility.criteria(1).text(), "age < 3");
  EXPECT_EQ(eligibility.sex(), v1::SEX_ALL);
  EXPECT_EQ(eligibility.minimum_age().value(), 6);
  EXPECT_EQ(eligibility.minimum_age().unit(), v1::AGE_UNIT_MONTHS);
  EXPECT_FALSE(eligibility.has_maximum_age());
  EXPECT_TRUE(eligibility.healthy_volunteers());
  EXPECT_THAT(eligibility.standard_ages(),
              ::testing::ElementsAre(v1::STANDARD_AGE_CHILD, v1::STANDARD_AGE_ADULT,
                                     v1::STANDARD_AGE_OLDER_ADULT));
}

TEST(CtgovXmlParserTest, TellsThreeStatesOfHealthyVolunteers) {
  EXPECT_TRUE(Parse("<eligibility><healthy_volunteers>Yes</healthy_volunteers></eligibility>")
                  .eligibility()
                  .healthy_volunteers());
  const auto no = Parse("<eligibility><healthy_volunteers>No</healthy_volunteers></eligibility>");
  EXPECT_TRUE(no.eligibility().has_healthy_volunteers());
  EXPECT_FALSE(no.eligibility().healthy_volunteers());
  EXPECT_FALSE(Parse("<eligibility><gender>All</gender></eligibility>")
                   .eligibility()
                   .has_healthy_volunteers());
}

TEST(CtgovXmlParserTest, ReadsPeopleAndPlaces) {
  ExpectTrial(
      "<overall_official><last_name>Ann Leaf, MD</last_name><role>Study Chair</role>"
      "<affiliation>Mill</affiliation></overall_official><overall_contact><first_name>Bob"
      "</first_name><last_name>Cup</last_name><degrees>PhD</degrees><phone_ext>12</phone_ext>"
      "</overall_contact><overall_contact_backup><email>a@example.org</email>"
      "</overall_contact_backup><location><facility><name>Mill</name><address><city>Bern</city>"
      "<zip>3000</zip><country>Switzerland</country></address></facility><status>Recruiting"
      "</status><contact><last_name>Desk</last_name></contact><investigator><last_name>Eve"
      "</last_name><role>Sub-Investigator</role></investigator></location>"
      "<location_countries><country>France</country><country>Switzerland</country>"
      "</location_countries><removed_countries><country>Norway</country><country>France</country>"
      "</removed_countries>",
      "contacts_locations { central_contacts { name: 'Bob Cup, PhD' role: CONTACT_ROLE_CONTACT "
      "phone_ext: '12' } central_contacts { role: CONTACT_ROLE_CONTACT email: 'a@example.org' } "
      "officials { name: 'Ann Leaf, MD' affiliation: 'Mill' role: OFFICIAL_ROLE_STUDY_CHAIR } "
      "locations { facility: 'Mill' status: RECRUITMENT_STATUS_RECRUITING city: 'Bern' zip: '3000' "
      "country: 'Switzerland' contacts { name: 'Desk' role: CONTACT_ROLE_CONTACT } contacts { "
      "name: "
      "'Eve' role: CONTACT_ROLE_SUB_INVESTIGATOR } } countries { name: 'Switzerland' } countries { "
      "name: 'France' } countries { name: 'Norway' historical: true } } miscellaneous { "
      "removed_countries: 'Norway' removed_countries: 'France' }");
}

TEST(CtgovXmlParserTest, ReadsReferencesAndDocuments) {
  ExpectTrial(
      "<reference><citation>Leaf A. On tea.</citation><PMID>1</PMID></reference>"
      "<results_reference><citation>Leaf B.</citation></results_reference>"
      "<link><url>https://example.org</url><description>Home</description></link><study_docs>"
      "<study_doc><doc_id>7</doc_id><doc_type>Study Forms</doc_type></study_doc></study_docs>"
      "<patient_data><sharing_ipd>Undecided</sharing_ipd>"
      "<ipd_info_type>Statistical Analysis Plan (SAP)</ipd_info_type></patient_data>"
      "<provided_document_section><provided_document><document_type>Study Protocol</document_type>"
      "<document_has_protocol>Yes</document_has_protocol><document_date>May 1, 2020"
      "</document_date><document_url>https://example.org/docs/Prot_000.pdf</document_url>"
      "</provided_document></provided_document_section>",
      "references { references { pmid: '1' citation: 'Leaf A. On tea.' } references { type: "
      "REFERENCE_TYPE_RESULT citation: 'Leaf B.' } see_also_links { label: 'Home' url: "
      "'https://example.org' } available_ipds { id: '7' type: 'Study Forms' } } ipd_sharing { "
      "sharing: IPD_SHARING_UNDECIDED info_types: IPD_SHARING_INFO_TYPE_SAP } documents { "
      "documents "
      "{ has_protocol: true label: 'Study Protocol' date { year: 2020 month: 5 day: 1 } filename: "
      "'Prot_000.pdf' url: 'https://example.org/docs/Prot_000.pdf' } }");
}

TEST(CtgovXmlParserTest, ReadsEventsOfResultsThatArePending) {
  ExpectTrial(
      "<pending_results><submitted>May 1, 2020</submitted><returned>May 9, 2020</returned>"
      "<submission_canceled>Unknown</submission_canceled></pending_results>",
      "annotations { unposted_events { type: UNPOSTED_EVENT_TYPE_RELEASE date { year: 2020 "
      "month: 5 day: 1 } } unposted_events { type: UNPOSTED_EVENT_TYPE_RESET date { year: "
      "2020 month: 5 day: 9 } } unposted_events { type: UNPOSTED_EVENT_TYPE_UNRELEASE "
      "date_unknown: true } }");
}

TEST(CtgovXmlParserTest, ReadsConditionsAndTheirTerms) {
  ExpectTrial(
      "<condition>Insomnia</condition><condition>Thirst</condition><keyword>tea</keyword>"
      "<condition_browse><!-- derived --><mesh_term>Sleep Disorders</mesh_term>"
      "</condition_browse><intervention_browse><mesh_term>Tea</mesh_term>"
      "</intervention_browse>",
      "conditions { conditions: 'Insomnia' conditions: 'Thirst' keywords: 'tea' "
      "condition_browse { meshes { term: 'Sleep Disorders' } } intervention_browse { meshes "
      "{ term: 'Tea' } } }");
}

TEST(CtgovXmlParserTest, ListsValuesThatItDoesNotKnow) {
  ExpectTrial(
      "<overall_status>On hold</overall_status><phase>Phase 2/Phase 9</phase>"
      "<start_date type=\"Guess\">soon</start_date><enrollment type=\"Guess\">many"
      "</enrollment><eligibility><minimum_age>old</minimum_age></eligibility>",
      "status {} design { phases: PHASE_PHASE2 enrollment {} } eligibility { standard_ages: "
      "STANDARD_AGE_CHILD standard_ages: STANDARD_AGE_ADULT standard_ages: "
      "STANDARD_AGE_OLDER_ADULT } unrecognized_values { path: 'status.overall_status' value: 'On "
      "hold' } unrecognized_values { path: 'design.phases' value: 'Phase 9' } unrecognized_values "
      "{ path: "
      "'status.start_date' value: 'soon' } unrecognized_values { path: 'design.enrollment.count' "
      "value: 'many' } unrecognized_values { path: 'design.enrollment.type' value: 'Guess' } "
      "unrecognized_values { path: 'eligibility.minimum_age' value: 'old' }");
}

TEST(CtgovXmlParserTest, ListsEverythingThatHasNoPlace) {
  const v1::Trial trial = Parse(
      "<brief_title lang=\"en\">One<b>!</b></brief_title><brief_title>Two</brief_title>"
      "<secret><a>1</a>\n  <a>2</a></secret><empty/>stray<location><floor>2</floor></location>"
      "<location><floor>3</floor></location>");
  EXPECT_EQ(trial.identification().brief_title(), "One");
  std::vector<std::string> found;
  for (const v1::UnknownField& field : trial.unknown_fields()) {
    found.push_back(absl::StrCat(field.path(), " x", field.count(), " ", field.sample()));
  }
  EXPECT_THAT(found, ::testing::UnorderedElementsAre(
                         "clinical_study/brief_title/@lang x1 en",
                         "clinical_study/brief_title/b x1 !", "clinical_study/brief_title x1 Two",
                         "clinical_study/secret x1 <secret><a>1</a><a>2</a></secret>",
                         "clinical_study/empty x1 ", "clinical_study/text() x1 stray",
                         "clinical_study/location/floor x2 2"));
}

TEST(CtgovXmlParserTest, AcceptsARecordThatIsNearlyEmpty) {
  ExpectTrial(
      "<brief_title>[Withheld device]</brief_title>"
      "<overall_status>Withheld</overall_status><study_type>N/A</study_type>",
      "identification { brief_title: '[Withheld device]' } "
      "status { overall_status: OVERALL_STATUS_WITHHELD } design {}");
}

TEST(CtgovXmlParserTest, TellsPostedResultsFromNone) {
  EXPECT_EQ(Parse("").results_state(), v1::RESULTS_STATE_NONE);
  EXPECT_EQ(Parse("<clinical_results><x>1</x></clinical_results>").results_state(),
            v1::RESULTS_STATE_POSTED);
}

TEST(CtgovXmlParserTest, RejectsWhatItCannotUnderstand) {
  const std::pair<std::string, absl::string_view> cases[] = {
      {"", "MALFORMED_XML"},
      {"   ", "MALFORMED_XML"},
      {"words", "MALFORMED_XML"},
      {"<clinical_study><id_info>", "MALFORMED_XML"},
      {Study("<a></b>"), "MALFORMED_XML"},
      {absl::StrCat(Study(""), "<clinical_study/>"), "MALFORMED_XML"},
      {absl::StrCat(Study(""), "more"), "MALFORMED_XML"},
      {Study(absl::string_view("a\0b", 3)), "MALFORMED_XML"},
      {Study("<acronym>a&#xD800;b</acronym>"), "MALFORMED_XML"},
      {Study("<acronym>a&#0;b</acronym>"), "MALFORMED_XML"},
      {Study("<acronym a='&#1114112;'/>"), "MALFORMED_XML"},
      {Study("<acronym>&#x1000000041;</acronym>"), "MALFORMED_XML"},
      {"<rss></rss>", "UNKNOWN_FORMAT"},
      {"<clinical_study></clinical_study>", "MISSING_ID"},
      {"<clinical_study><id_info><nct_id>X1</nct_id></id_info></clinical_study>", "INVALID_FIELD"},
  };
  const auto parser = MakeCtgovXmlParser();
  for (const auto& [content, reason] : cases) {
    const auto trial = parser->Parse(content);
    EXPECT_THAT(trial, StatusIs(absl::StatusCode::kInvalidArgument)) << content;
    EXPECT_EQ(ErrorReason(trial.status()), reason) << content;
  }
  EXPECT_THAT(parser->Parse("<clinical_study>\n<id_info></x>"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("at byte")));
}

TEST(CtgovXmlParserTest, DecodesReferencesAndLeavesAloneWhatIsNone) {
  EXPECT_EQ(Parse("<acronym>&#65;&#x1F375; &#; &#x; &#65 &#xD800 &#6A;</acronym>")
                .identification()
                .acronym(),
            "A\xF0\x9F\x8D\xB5 &#; &#x; &#65 &#xD800 &#6A;");
}

TEST(CtgovXmlParserTest, SurvivesARecordThatBreaksOffAnywhere) {
  const std::string whole = Study(
      "<brief_title>A &lt; B</brief_title><start_date type=\"Actual\">May 2020</start_date>"
      "<eligibility><criteria><textblock>\n  -  a&#xD;\n</textblock></criteria></eligibility>"
      "<![CDATA[x]]><secret a='1'><b/></secret>");
  const auto parser = MakeCtgovXmlParser();
  ASSERT_OK(parser->Parse(whole));
  const size_t end = whole.rfind('>');
  for (size_t size = 0; size < end; ++size) {
    EXPECT_EQ(ErrorReason(parser->Parse(whole.substr(0, size)).status()), "MALFORMED_XML") << size;
  }
}

// True if `path` leads to a field of Trial.
bool IsTrialField(absl::string_view path) {
  const google::protobuf::Descriptor* message = v1::Trial::descriptor();
  for (const absl::string_view name : absl::StrSplit(path, '.')) {
    const auto* field = message == nullptr ? nullptr : message->FindFieldByName(std::string(name));
    if (field == nullptr) return false;
    message = field->message_type();
  }
  return true;
}

TEST(CtgovXmlParserTest, NamesFieldsThatExist) {
  for (const absl::string_view path : MakeCtgovXmlParser()->unseen_fields()) {
    EXPECT_TRUE(IsTrialField(path)) << path;
  }
  using namespace ctgov_xml;  // Seven tables are in it.
  for (const StudyRules rules :
       {IdentificationRules(), StatusRules(), DesignRules(), EligibilityRules(), LocationRules(),
        ReferenceRules(), ResultsRules()}) {
    for (const ElementRule<v1::Trial>& rule : rules) {
      EXPECT_TRUE(rule.field.empty() || IsTrialField(rule.field)) << rule.field;
    }
  }
}

}  // namespace
}  // namespace trialdex
