#include "libs/sources/ctgov_xml/results_rules.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/sources/ctgov_xml/testing/expect_trial.h"

namespace trialdex::ctgov_xml {
namespace {

TEST(ResultsRulesTest, ReadsTheFlowOfParticipants) {
  ExpectResults(
      "<participant_flow><recruitment_details>At home</recruitment_details><group_list>"
      "<group group_id='P1'><title>Green</title></group></group_list><period_list><period>"
      "<title>Overall Study</title><milestone_list><milestone><title>STARTED</title>"
      "<participants_list><participants group_id='P1' count='9'>All came</participants>"
      "</participants_list></milestone></milestone_list><drop_withdraw_reason_list>"
      "<drop_withdraw_reason><title>Death</title><participants_list>"
      "<participants group_id='P1' count='0'/></participants_list></drop_withdraw_reason>"
      "</drop_withdraw_reason_list></period></period_list></participant_flow>",
      "participant_flow { recruitment_details: 'At home' groups { id: 'P1' title: 'Green' } "
      "periods "
      "{ title: 'Overall Study' milestones { type: 'STARTED' achievements { group_id: 'P1' "
      "comment: "
      "'All came' num_subjects: '9' } } dropouts { type: 'Death' reasons { group_id: 'P1' "
      "num_subjects: '0' } } } }");
}

TEST(ResultsRulesTest, KeepsMeasurementsAsWritten) {
  ExpectResults(
      "<baseline><analyzed_list><analyzed><units>Participants</units><scope>Overall</scope>"
      "<count_list><count group_id='B1' value='9'/></count_list></analyzed></analyzed_list>"
      "<measure_list><measure><title>Age</title><units>years</units><param>Median</param>"
      "<dispersion>Inter-Quartile Range</dispersion><class_list><class><category_list><category>"
      "<measurement_list><measurement group_id='B1' value='NA' lower_limit='3'>Not reached"
      "</measurement></measurement_list></category></category_list></class></class_list></measure>"
      "</measure_list></baseline>",
      "baseline { denoms { units: 'Participants' counts { group_id: 'B1' value: '9' } } measures { "
      "title: 'Age' param: MEASURE_PARAM_MEDIAN dispersion: "
      "MEASURE_DISPERSION_INTER_QUARTILE_RANGE "
      "unit: 'years' classes { categories { measurements { group_id: 'B1' value: 'NA' lower_limit: "
      "'3' comment: 'Not reached' } } } } }");
}

TEST(ResultsRulesTest, ReadsMeasuredOutcomes) {
  ExpectResults(
      "<outcome_list><outcome><type>Post-Hoc</type><title>Sleep</title><group_list>"
      "<group group_id='O1'/></group_list><measure><title>Sleep</title><units>hours</units>"
      "<param>Count of Participants</param><dispersion>Standard Deviation</dispersion></measure>"
      "<analysis_list><analysis><group_id_list><group_id>O1</group_id></group_id_list>"
      "<non_inferiority_type>Superiority or Other (legacy)</non_inferiority_type>"
      "<p_value>&lt;0.001</p_value><ci_n_sides>2-Sided</ci_n_sides></analysis></analysis_list>"
      "</outcome><outcome><type>Secondary</type><posting_date>12/2030</posting_date></outcome>"
      "</outcome_list>",
      "outcome_measures { type: OUTCOME_MEASURE_TYPE_POST_HOC title: 'Sleep' reporting_status: "
      "REPORTING_STATUS_POSTED param: MEASURE_PARAM_COUNT_OF_PARTICIPANTS dispersion: 'Standard "
      "Deviation' unit: 'hours' groups { id: 'O1' } analyses { group_ids: 'O1' "
      "non_inferiority_type: NON_INFERIORITY_TYPE_SUPERIORITY_OR_OTHER_LEGACY p_value: '<0.001' "
      "ci_sides: INTERVAL_SIDES_TWO_SIDED } } outcome_measures { type: "
      "OUTCOME_MEASURE_TYPE_SECONDARY reporting_status: REPORTING_STATUS_NOT_POSTED "
      "anticipated_posting_date { year: 2030 month: 12 } }");
}

TEST(ResultsRulesTest, GivesTotalsOfEventsToTheirGroupsAndDefaultsToTheEvents) {
  ExpectResults(
      "<reported_events><group_list><group group_id='E1'><title>Green</title></group></group_list>"
      "<serious_events><default_vocab>MedDRA</default_vocab><category_list><category>"
      "<title>Total</title><event_list><event><sub_title>Total, serious adverse events</sub_title>"
      "<counts group_id='E1' subjects_affected='0' subjects_at_risk='9'/></event><event>"
      "<sub_title>Total, all-cause mortality</sub_title>"
      "<counts group_id='E1' subjects_affected='1' subjects_at_risk='9'/></event></event_list>"
      "</category><category><title>Cardiac disorders</title><event_list><event>"
      "<sub_title vocab='Own'>Flutter</sub_title><assessment>Systematic Assessment</assessment>"
      "<counts group_id='E1' events='2' subjects_affected='1' subjects_at_risk='9'/></event><event>"
      "<sub_title>Skip</sub_title></event></event_list></category></category_list></serious_events>"
      "<other_events><frequency_threshold>5</frequency_threshold></other_events></reported_events>",
      "adverse_events { frequency_threshold: '5' groups { id: 'E1' title: 'Green' "
      "deaths_num_affected: 1 deaths_num_at_risk: 9 serious_num_affected: 0 serious_num_at_risk: 9 "
      "} "
      "serious_events { term: 'Flutter' organ_system: 'Cardiac disorders' source_vocabulary: 'Own' "
      "assessment: EVENT_ASSESSMENT_SYSTEMATIC_ASSESSMENT counts { group_id: 'E1' num_events: 2 "
      "num_affected: 1 num_at_risk: 9 } } serious_events { term: 'Skip' organ_system: 'Cardiac "
      "disorders' source_vocabulary: 'MedDRA' } }");
}

TEST(ResultsRulesTest, ReadsAgreementsFromTheSentencesOfTheForm) {
  const std::pair<absl::string_view, absl::string_view> cases[] = {
      {"There is NOT an agreement between Principal Investigators and others.",
       "restrictive: false"},
      {"There IS an agreement between Principal Investigators and others.", "restrictive: true"},
      {"The only disclosure restriction on the PI is that the sponsor can wait for a period that "
       "is less than or equal to 60 days.",
       "restrictive: true restriction: AGREEMENT_RESTRICTION_LTE60"},
      {"The only disclosure restriction on the PI is that the sponsor can wait for a period that "
       "is more than 60 days but less than or equal to 180 days.",
       "restrictive: true restriction: AGREEMENT_RESTRICTION_GT60"},
      {"Ask us.",
       "restrictive: true restriction: AGREEMENT_RESTRICTION_OTHER other_details: 'Ask us.'"},
  };
  for (const auto& [sentence, expected] : cases) {
    ExpectResults(absl::StrCat("<certain_agreements><restrictive_agreement>", sentence,
                               "</restrictive_agreement></certain_agreements>"),
                  absl::StrCat("more_info { agreement { ", expected, " } }"));
  }
}

}  // namespace
}  // namespace trialdex::ctgov_xml
