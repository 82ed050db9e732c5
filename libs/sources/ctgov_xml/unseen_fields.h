// What classic XML cannot carry.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_XML_UNSEEN_FIELDS_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_XML_UNSEEN_FIELDS_H_

#include "absl/strings/string_view.h"

namespace trialdex::ctgov_xml {

// Fields of Trial for which the format has no element; see RecordParser::unseen_fields.
inline constexpr absl::string_view kUnseenFields[] = {
    // Ids are given by their value only.
    "identification.org_study_id.type",
    "identification.org_study_id.link",
    "identification.secondary_ids.type",
    "identification.secondary_ids.domain",
    "identification.secondary_ids.link",
    // <source> is a name.
    "identification.organization.agency_class",
    // Postings that were delayed or waived are not marked.
    "status.delayed_posting",
    "status.results_waived",
    // <has_expanded_access> does not say in which record, nor how that stands.
    "status.expanded_access.trial_id",
    "status.expanded_access.status",
    "design.expanded_access_pointer_count",
    // Findings of the FDA about the record.
    "oversight.fdaaa801_violation",
    "annotations.violation_events",
    // <pending_results> has the events, not who answers for them.
    "annotations.unposted_responsible_party",
    // MeSH terms come without ids, and without the registry's browse tree.
    "conditions.condition_browse.meshes.id",
    "conditions.condition_browse.ancestors",
    "conditions.condition_browse.leaves",
    "conditions.condition_browse.branches",
    "conditions.intervention_browse.meshes.id",
    "conditions.intervention_browse.ancestors",
    "conditions.intervention_browse.leaves",
    "conditions.intervention_browse.branches",
    // Sites have an address, not a place on the map.
    "contacts_locations.locations.country_code",
    "contacts_locations.locations.geo_point",
    // <reference> is background or derived; <results_reference> alone has a type.
    "references.references.type",
    "references.references.retractions",
    // Documents are links.
    "documents.no_sap",
    "documents.documents.type_abbreviation",
    "documents.documents.upload_date",
    "documents.documents.size_bytes",
    // What the registry began to derive after this format.
    "miscellaneous.version_holder",
    "miscellaneous.estimated_results_first_submit_date",
    "miscellaneous.first_mcp_post_date",
    "miscellaneous.submission_infos",
    "miscellaneous.minimum_bmi",
    "miscellaneous.maximum_bmi",
    // Results: which unit is counted in a flow or a baseline, comments on its
    // rows and on deaths, and whether percentages make sense.
    "results.participant_flow.units_analyzed",
    "results.participant_flow.periods.milestones.comment",
    "results.participant_flow.periods.milestones.achievements.num_units",
    "results.participant_flow.periods.dropouts.comment",
    "results.participant_flow.periods.dropouts.reasons.num_units",
    "results.baseline.units_analyzed",
    "results.baseline.measures.calculate_percentage",
    "results.outcome_measures.units_analyzed",
    "results.outcome_measures.calculate_percentage",
    "results.adverse_events.all_cause_mortality_comment",
};

}  // namespace trialdex::ctgov_xml

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_XML_UNSEEN_FIELDS_H_
