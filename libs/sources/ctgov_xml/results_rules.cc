#include "libs/sources/ctgov_xml/results_rules.h"

#include "absl/strings/match.h"
#include "libs/sources/ctgov_xml/study_rules.h"

namespace trialdex::ctgov_xml {
namespace {

// <participants group_id="P1" count="12">a comment</participants>
void FillFlowCount(StudyReader& reader, const pugi::xml_node& element, v1::FlowCount& count) {
  count.set_group_id(AttributeText(element, "group_id"));
  count.set_num_subjects(AttributeText(element, "count"));
  count.set_comment(reader.Text(element));
}

template <auto Add>
void ReadFlowCount(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                   OwnerOf<Add>& target) {
  FillFlowCount(reader, element, *(target.*Add)());
}

constexpr ElementRule<v1::FlowMilestone> kMilestoneCountRules[] = {
    {"participants", "results.participant_flow.periods.milestones.achievements",
     ReadFlowCount<&v1::FlowMilestone::add_achievements>, "group_id count"},
};

constexpr ElementRule<v1::FlowMilestone> kMilestoneRules[] = {
    {"title", "results.participant_flow.periods.milestones.type",
     Text<&v1::FlowMilestone::mutable_type>},
    {"participants_list", "results.participant_flow.periods.milestones.achievements",
     Group<v1::FlowMilestone, kMilestoneCountRules>},
};

constexpr ElementRule<v1::FlowDropout> kDropoutCountRules[] = {
    {"participants", "results.participant_flow.periods.dropouts.reasons",
     ReadFlowCount<&v1::FlowDropout::add_reasons>, "group_id count"},
};

constexpr ElementRule<v1::FlowDropout> kDropoutRules[] = {
    {"title", "results.participant_flow.periods.dropouts.type",
     Text<&v1::FlowDropout::mutable_type>},
    {"participants_list", "results.participant_flow.periods.dropouts.reasons",
     Group<v1::FlowDropout, kDropoutCountRules>},
};

constexpr ElementRule<v1::FlowPeriod> kMilestoneListRules[] = {
    {"milestone", "results.participant_flow.periods.milestones",
     Message<&v1::FlowPeriod::add_milestones, kMilestoneRules>},
};

constexpr ElementRule<v1::FlowPeriod> kDropoutListRules[] = {
    {"drop_withdraw_reason", "results.participant_flow.periods.dropouts",
     Message<&v1::FlowPeriod::add_dropouts, kDropoutRules>},
};

constexpr ElementRule<v1::FlowPeriod> kPeriodRules[] = {
    {"title", "results.participant_flow.periods.title", Text<&v1::FlowPeriod::mutable_title>},
    {"milestone_list", "results.participant_flow.periods.milestones",
     Group<v1::FlowPeriod, kMilestoneListRules>},
    {"drop_withdraw_reason_list", "results.participant_flow.periods.dropouts",
     Group<v1::FlowPeriod, kDropoutListRules>},
};

constexpr ElementRule<v1::ParticipantFlow> kPeriodListRules[] = {
    {"period", "results.participant_flow.periods",
     Message<&v1::ParticipantFlow::add_periods, kPeriodRules>},
};

constexpr ElementRule<v1::ParticipantFlow> kFlowRules[] = {
    {"recruitment_details", "results.participant_flow.recruitment_details",
     Text<&v1::ParticipantFlow::mutable_recruitment_details>},
    {"pre_assignment_details", "results.participant_flow.pre_assignment_details",
     Text<&v1::ParticipantFlow::mutable_pre_assignment_details>},
    {"group_list", "results.participant_flow.groups",
     Group<v1::ParticipantFlow, kGroupListRules<v1::ParticipantFlow>>},
    {"period_list", "results.participant_flow.periods",
     Group<v1::ParticipantFlow, kPeriodListRules>},
};

// The two agreements are given as sentences of the registry's form; a text of
// the sponsor's own stands in place of the second where none of them fits.
void ReadEmployment(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
                    v1::PublicationAgreement& agreement) {
  const std::string text = reader.Text(element);
  if (absl::StartsWith(text, "All Principal Investigators ARE employed")) {
    agreement.set_investigators_are_employees(true);
  } else if (absl::StartsWith(text, "Principal Investigators are NOT employed")) {
    agreement.set_investigators_are_employees(false);
  } else {
    reader.AddUnrecognized(field, text);
  }
}

void ReadRestriction(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                     v1::PublicationAgreement& agreement) {
  std::string text = reader.Text(element);
  if (absl::StartsWith(text, "There is NOT an agreement between Principal Investigators")) {
    agreement.set_restrictive(false);
    return;
  }
  agreement.set_restrictive(true);
  if (absl::StartsWith(text, "There IS an agreement between Principal Investigators")) return;
  const bool is_embargo =
      absl::StartsWith(text, "The only disclosure restriction on the PI is that the sponsor can");
  if (is_embargo && absl::StrContains(text, "that is less than or equal to 60 days")) {
    agreement.set_restriction(v1::AGREEMENT_RESTRICTION_LTE60);
  } else if (is_embargo && absl::StrContains(text, "that is more than 60 days but less than")) {
    agreement.set_restriction(v1::AGREEMENT_RESTRICTION_GT60);
  } else {
    agreement.set_restriction(v1::AGREEMENT_RESTRICTION_OTHER);
    agreement.set_other_details(std::move(text));
  }
}

constexpr ElementRule<v1::PublicationAgreement> kAgreementRules[] = {
    {"pi_employee", "results.more_info.agreement.investigators_are_employees", ReadEmployment},
    {"restrictive_agreement", "results.more_info.agreement.restriction", ReadRestriction},
};

constexpr ElementRule<v1::PointOfContact> kPointOfContactRules[] = {
    {"name_or_title", "results.more_info.point_of_contact.title",
     Text<&v1::PointOfContact::mutable_title>},
    {"organization", "results.more_info.point_of_contact.organization",
     Text<&v1::PointOfContact::mutable_organization>},
    {"phone", "results.more_info.point_of_contact.phone", Text<&v1::PointOfContact::mutable_phone>},
    {"phone_ext", "results.more_info.point_of_contact.phone_ext",
     Text<&v1::PointOfContact::mutable_phone_ext>},
    {"email", "results.more_info.point_of_contact.email", Text<&v1::PointOfContact::mutable_email>},
};

template <auto Read>
constexpr ElementReader<v1::Results> kInMoreInfo = In<&v1::Results::mutable_more_info, Read>;

constexpr ElementRule<v1::Results> kResultsRules[] = {
    {"participant_flow", "results.participant_flow",
     Message<&v1::Results::mutable_participant_flow, kFlowRules>},
    {"baseline", "results.baseline", ReadBaseline},
    {"outcome_list", "results.outcome_measures", ReadOutcomeList},
    {"reported_events", "results.adverse_events", ReadReportedEvents},
    {"certain_agreements", "results.more_info.agreement",
     kInMoreInfo<Message<&v1::ResultsInfo::mutable_agreement, kAgreementRules>>},
    {"limitations_and_caveats", "results.more_info.limitations_and_caveats",
     kInMoreInfo<Text<&v1::ResultsInfo::mutable_limitations_and_caveats>>},
    {"point_of_contact", "results.more_info.point_of_contact",
     kInMoreInfo<Message<&v1::ResultsInfo::mutable_point_of_contact, kPointOfContactRules>>},
};

constexpr ElementRule<v1::Trial> kRules[] = {
    {"clinical_results", "results", Message<&v1::Trial::mutable_results, kResultsRules>},
};

}  // namespace

StudyRules ResultsRules() { return kRules; }

}  // namespace trialdex::ctgov_xml
