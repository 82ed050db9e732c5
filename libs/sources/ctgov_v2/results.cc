// resultsSection but for its measures.
#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"

namespace trialdex::ctgov_v2 {
namespace {

constexpr Field<v1::FlowCount> kFlowCount[] = {
    {"groupId", V2_INTO(FlowCount, group_id)},
    {"comment", V2_INTO(FlowCount, comment)},
    {"numSubjects", V2_INTO(FlowCount, num_subjects)},
    {"numUnits", V2_INTO(FlowCount, num_units)},
};

constexpr Field<v1::FlowMilestone> kFlowMilestone[] = {
    {"type", V2_INTO(FlowMilestone, type)},
    {"comment", V2_INTO(FlowMilestone, comment)},
    {"achievements", V2_LIST(FlowMilestone, achievements, kFlowCount)},
};

constexpr Field<v1::FlowDropout> kFlowDropout[] = {
    {"type", V2_INTO(FlowDropout, type)},
    {"comment", V2_INTO(FlowDropout, comment)},
    {"reasons", V2_LIST(FlowDropout, reasons, kFlowCount)},
};

constexpr Field<v1::FlowPeriod> kFlowPeriod[] = {
    {"title", V2_INTO(FlowPeriod, title)},
    {"milestones", V2_LIST(FlowPeriod, milestones, kFlowMilestone)},
    {"dropWithdraws", V2_LIST(FlowPeriod, dropouts, kFlowDropout)},
};

constexpr Field<v1::ParticipantFlow> kParticipantFlow[] = {
    {"preAssignmentDetails", V2_INTO(ParticipantFlow, pre_assignment_details)},
    {"recruitmentDetails", V2_INTO(ParticipantFlow, recruitment_details)},
    {"typeUnitsAnalyzed", V2_INTO(ParticipantFlow, units_analyzed)},
    {"groups", V2_LIST(ParticipantFlow, groups, kResultGroup)},
    {"periods", V2_LIST(ParticipantFlow, periods, kFlowPeriod)},
};

constexpr Field<v1::EventGroup> kEventGroup[] = {
    {"id", V2_INTO(EventGroup, id)},
    {"title", V2_INTO(EventGroup, title)},
    {"description", V2_INTO(EventGroup, description)},
    {"deathsNumAffected", V2_SET(EventGroup, deaths_num_affected)},
    {"deathsNumAtRisk", V2_SET(EventGroup, deaths_num_at_risk)},
    {"seriousNumAffected", V2_SET(EventGroup, serious_num_affected)},
    {"seriousNumAtRisk", V2_SET(EventGroup, serious_num_at_risk)},
    {"otherNumAffected", V2_SET(EventGroup, other_num_affected)},
    {"otherNumAtRisk", V2_SET(EventGroup, other_num_at_risk)},
};

constexpr Field<v1::EventCount> kEventCount[] = {
    {"groupId", V2_INTO(EventCount, group_id)},
    {"numEvents", V2_SET(EventCount, num_events)},
    {"numAffected", V2_SET(EventCount, num_affected)},
    {"numAtRisk", V2_SET(EventCount, num_at_risk)},
};

constexpr Field<v1::AdverseEvent> kAdverseEvent[] = {
    {"term", V2_INTO(AdverseEvent, term)},
    {"organSystem", V2_INTO(AdverseEvent, organ_system)},
    {"sourceVocabulary", V2_INTO(AdverseEvent, source_vocabulary)},
    {"assessmentType", V2_SET(AdverseEvent, assessment)},
    {"notes", V2_INTO(AdverseEvent, notes)},
    {"stats", V2_LIST(AdverseEvent, counts, kEventCount)},
};

constexpr Field<v1::AdverseEvents> kAdverseEvents[] = {
    {"frequencyThreshold", V2_INTO(AdverseEvents, frequency_threshold)},
    {"timeFrame", V2_INTO(AdverseEvents, time_frame)},
    {"description", V2_INTO(AdverseEvents, description)},
    {"allCauseMortalityComment", V2_INTO(AdverseEvents, all_cause_mortality_comment)},
    {"eventGroups", V2_LIST(AdverseEvents, groups, kEventGroup)},
    {"seriousEvents", V2_LIST(AdverseEvents, serious_events, kAdverseEvent)},
    {"otherEvents", V2_LIST(AdverseEvents, other_events, kAdverseEvent)},
};

constexpr Field<v1::ResultsInfo> kLimitations[] = {
    {"description", V2_INTO(ResultsInfo, limitations_and_caveats)},
};

constexpr Field<v1::PublicationAgreement> kAgreement[] = {
    {"piSponsorEmployee", V2_SET(PublicationAgreement, investigators_are_employees)},
    {"restrictionType", V2_SET(PublicationAgreement, restriction)},
    {"restrictiveAgreement", V2_SET(PublicationAgreement, restrictive)},
    {"otherDetails", V2_INTO(PublicationAgreement, other_details)},
};

constexpr Field<v1::PointOfContact> kPointOfContact[] = {
    {"title", V2_INTO(PointOfContact, title)},
    {"organization", V2_INTO(PointOfContact, organization)},
    {"email", V2_INTO(PointOfContact, email)},
    {"phone", V2_INTO(PointOfContact, phone)},
    {"phoneExt", V2_INTO(PointOfContact, phone_ext)},
};

constexpr Field<v1::ResultsInfo> kMoreInfo[] = {
    {"limitationsAndCaveats", V2_SAME(ResultsInfo, kLimitations)},
    {"certainAgreement", V2_OBJECT(ResultsInfo, agreement, kAgreement)},
    {"pointOfContact", V2_OBJECT(ResultsInfo, point_of_contact, kPointOfContact)},
};

}  // namespace

absl::Status ReadParticipantFlow(JsonReader& reader, JsonValue& value, v1::Results& results) {
  return Object<&v1::Results::mutable_participant_flow, kParticipantFlow>(reader, value, results);
}

absl::Status ReadAdverseEvents(JsonReader& reader, JsonValue& value, v1::Results& results) {
  return Object<&v1::Results::mutable_adverse_events, kAdverseEvents>(reader, value, results);
}

absl::Status ReadMoreInfo(JsonReader& reader, JsonValue& value, v1::Results& results) {
  return Object<&v1::Results::mutable_more_info, kMoreInfo>(reader, value, results);
}

}  // namespace trialdex::ctgov_v2
