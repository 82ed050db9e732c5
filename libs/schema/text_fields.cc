#include "libs/schema/text_fields.h"

#include <array>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"

namespace trialdex {
namespace {

constexpr std::array<TextFieldInfo, kTextFieldCount> kFields = {{
    {TextField::kNctId, "NCTId", "nct_id", "id", false},
    {TextField::kNctIdAlias, "NCTIdAlias", "nct_id_alias", "identification.aliases", false},
    {TextField::kAcronym, "Acronym", "acronym", "identification.acronym", false},
    {TextField::kBriefTitle, "BriefTitle", "brief_title", "identification.brief_title", false},
    {TextField::kOfficialTitle, "OfficialTitle", "official_title", "identification.official_title",
     false},
    {TextField::kOrgStudyId, "OrgStudyId", "org_study_id", "identification.org_study_id.value",
     false},
    {TextField::kOrgStudyIdType, "OrgStudyIdType", "org_study_id_type",
     "identification.org_study_id.type", false},
    {TextField::kSecondaryId, "SecondaryId", "secondary_id", "identification.secondary_ids.value",
     false},
    {TextField::kSecondaryIdType, "SecondaryIdType", "secondary_id_type",
     "identification.secondary_ids.type", false},
    {TextField::kOrgFullName, "OrgFullName", "org_full_name", "identification.organization.name",
     false},
    {TextField::kCondition, "Condition", "condition", "conditions.conditions", false},
    {TextField::kKeyword, "Keyword", "keyword", "conditions.keywords", false},
    {TextField::kConditionMeshTerm, "ConditionMeshTerm", "condition_mesh_term",
     "conditions.condition_browse.meshes.term", false},
    {TextField::kConditionAncestorTerm, "ConditionAncestorTerm", "condition_ancestor_term",
     "conditions.condition_browse.ancestors.term", false},
    {TextField::kInterventionType, "InterventionType", "intervention_type", "interventions.type",
     false},
    {TextField::kInterventionName, "InterventionName", "intervention_name", "interventions.name",
     false},
    {TextField::kInterventionOtherName, "InterventionOtherName", "intervention_other_name",
     "interventions.other_names", false},
    {TextField::kInterventionDescription, "InterventionDescription", "intervention_description",
     "interventions.description", false},
    {TextField::kInterventionMeshTerm, "InterventionMeshTerm", "intervention_mesh_term",
     "conditions.intervention_browse.meshes.term", false},
    {TextField::kInterventionAncestorTerm, "InterventionAncestorTerm", "intervention_ancestor_term",
     "conditions.intervention_browse.ancestors.term", false},
    {TextField::kArmGroupLabel, "ArmGroupLabel", "arm_group_label", "arms.label", false},
    {TextField::kArmGroupType, "ArmGroupType", "arm_group_type", "arms.type", false},
    {TextField::kArmGroupDescription, "ArmGroupDescription", "arm_group_description",
     "arms.description", false},
    {TextField::kBriefSummary, "BriefSummary", "brief_summary", "description.brief_summary", false},
    {TextField::kDetailedDescription, "DetailedDescription", "detailed_description",
     "description.detailed_description", false},
    {TextField::kOverallStatus, "OverallStatus", "overall_status", "status.overall_status", false},
    {TextField::kWhyStopped, "WhyStopped", "why_stopped", "status.why_stopped", false},
    {TextField::kStudyType, "StudyType", "study_type", "design.study_type", false},
    {TextField::kPhase, "Phase", "phase", "design.phases", false},
    {TextField::kDesignAllocation, "DesignAllocation", "design_allocation", "design.allocation",
     false},
    {TextField::kDesignInterventionModel, "DesignInterventionModel", "design_intervention_model",
     "design.intervention_model", false},
    {TextField::kDesignInterventionModelDescription, "DesignInterventionModelDescription",
     "design_intervention_model_description", "design.intervention_model_description", false},
    {TextField::kDesignPrimaryPurpose, "DesignPrimaryPurpose", "design_primary_purpose",
     "design.primary_purpose", false},
    {TextField::kDesignObservationalModel, "DesignObservationalModel", "design_observational_model",
     "design.observational_model", false},
    {TextField::kDesignTimePerspective, "DesignTimePerspective", "design_time_perspective",
     "design.time_perspectives", false},
    {TextField::kDesignMasking, "DesignMasking", "design_masking", "design.masking", false},
    {TextField::kDesignMaskingDescription, "DesignMaskingDescription", "design_masking_description",
     "design.masking_description", false},
    {TextField::kDesignWhoMasked, "DesignWhoMasked", "design_who_masked", "design.who_masked",
     false},
    {TextField::kBioSpecDescription, "BioSpecDescription", "bio_spec_description",
     "design.biospecimen.description", false},
    {TextField::kPrimaryOutcomeMeasure, "PrimaryOutcomeMeasure", "primary_outcome_measure",
     "outcomes.primary.measure", false},
    {TextField::kPrimaryOutcomeDescription, "PrimaryOutcomeDescription",
     "primary_outcome_description", "outcomes.primary.description", false},
    {TextField::kPrimaryOutcomeTimeFrame, "PrimaryOutcomeTimeFrame", "primary_outcome_time_frame",
     "outcomes.primary.time_frame", false},
    {TextField::kSecondaryOutcomeMeasure, "SecondaryOutcomeMeasure", "secondary_outcome_measure",
     "outcomes.secondary.measure", false},
    {TextField::kSecondaryOutcomeDescription, "SecondaryOutcomeDescription",
     "secondary_outcome_description", "outcomes.secondary.description", false},
    {TextField::kSecondaryOutcomeTimeFrame, "SecondaryOutcomeTimeFrame",
     "secondary_outcome_time_frame", "outcomes.secondary.time_frame", false},
    {TextField::kOtherOutcomeMeasure, "OtherOutcomeMeasure", "other_outcome_measure",
     "outcomes.other.measure", false},
    {TextField::kOtherOutcomeDescription, "OtherOutcomeDescription", "other_outcome_description",
     "outcomes.other.description", false},
    {TextField::kOtherOutcomeTimeFrame, "OtherOutcomeTimeFrame", "other_outcome_time_frame",
     "outcomes.other.time_frame", false},
    {TextField::kOutcomeMeasureTitle, "OutcomeMeasureTitle", "outcome_measure_title",
     "results.outcome_measures.title", false},
    {TextField::kOutcomeMeasureDescription, "OutcomeMeasureDescription",
     "outcome_measure_description", "results.outcome_measures.description", false},
    {TextField::kOutcomeMeasurePopulationDescription, "OutcomeMeasurePopulationDescription",
     "outcome_measure_population_description", "results.outcome_measures.population_description",
     false},
    {TextField::kEligibilityInclusion, "EligibilityInclusion", "eligibility_inclusion",
     "eligibility.criteria.text", false},
    {TextField::kEligibilityExclusion, "EligibilityExclusion", "eligibility_exclusion",
     "eligibility.criteria.text", false},
    {TextField::kEligibilityCriteria, "EligibilityCriteria", "eligibility_criteria",
     "eligibility.criteria.text", false},
    {TextField::kStudyPopulation, "StudyPopulation", "study_population",
     "eligibility.study_population", false},
    {TextField::kGenderDescription, "GenderDescription", "gender_description",
     "eligibility.gender_description", false},
    {TextField::kSex, "Sex", "sex", "eligibility.sex", false},
    {TextField::kStdAge, "StdAge", "std_age", "eligibility.standard_ages", false},
    {TextField::kSamplingMethod, "SamplingMethod", "sampling_method", "eligibility.sampling_method",
     false},
    {TextField::kLeadSponsorName, "LeadSponsorName", "lead_sponsor_name",
     "sponsorship.lead_sponsor.name", false},
    {TextField::kLeadSponsorClass, "LeadSponsorClass", "lead_sponsor_class",
     "sponsorship.lead_sponsor.agency_class", false},
    {TextField::kCollaboratorName, "CollaboratorName", "collaborator_name",
     "sponsorship.collaborators.name", false},
    {TextField::kCollaboratorClass, "CollaboratorClass", "collaborator_class",
     "sponsorship.collaborators.agency_class", false},
    {TextField::kResponsiblePartyInvestigatorFullName, "ResponsiblePartyInvestigatorFullName",
     "responsible_party_investigator_full_name",
     "sponsorship.responsible_party.investigator_full_name", false},
    {TextField::kResponsiblePartyInvestigatorTitle, "ResponsiblePartyInvestigatorTitle",
     "responsible_party_investigator_title", "sponsorship.responsible_party.investigator_title",
     false},
    {TextField::kResponsiblePartyInvestigatorAffiliation, "ResponsiblePartyInvestigatorAffiliation",
     "responsible_party_investigator_affiliation",
     "sponsorship.responsible_party.investigator_affiliation", false},
    {TextField::kResponsiblePartyOldNameTitle, "ResponsiblePartyOldNameTitle",
     "responsible_party_old_name_title", "sponsorship.responsible_party.old_name_title", false},
    {TextField::kResponsiblePartyOldOrganization, "ResponsiblePartyOldOrganization",
     "responsible_party_old_organization", "sponsorship.responsible_party.old_organization", false},
    {TextField::kOverallOfficialName, "OverallOfficialName", "overall_official_name",
     "contacts_locations.officials.name", false},
    {TextField::kOverallOfficialAffiliation, "OverallOfficialAffiliation",
     "overall_official_affiliation", "contacts_locations.officials.affiliation", false},
    {TextField::kOverallOfficialRole, "OverallOfficialRole", "overall_official_role",
     "contacts_locations.officials.role", false},
    {TextField::kCentralContactName, "CentralContactName", "central_contact_name",
     "contacts_locations.central_contacts.name", false},
    {TextField::kLocationFacility, "LocationFacility", "location_facility",
     "contacts_locations.locations.facility", true},
    {TextField::kLocationCity, "LocationCity", "location_city", "contacts_locations.locations.city",
     true},
    {TextField::kLocationState, "LocationState", "location_state",
     "contacts_locations.locations.state", true},
    {TextField::kLocationZip, "LocationZip", "location_zip", "contacts_locations.locations.zip",
     true},
    {TextField::kLocationCountry, "LocationCountry", "location_country",
     "contacts_locations.locations.country", true},
    {TextField::kLocationStatus, "LocationStatus", "location_status",
     "contacts_locations.locations.status", true},
    {TextField::kLocationContactName, "LocationContactName", "location_contact_name",
     "contacts_locations.locations.contacts.name", false},
    {TextField::kRemovedCountry, "RemovedCountry", "removed_country",
     "contacts_locations.countries.name", false},
    {TextField::kReferenceCitation, "ReferenceCitation", "reference_citation",
     "references.references.citation", false},
    {TextField::kSeeAlsoLinkLabel, "SeeAlsoLinkLabel", "see_also_link_label",
     "references.see_also_links.label", false},
    {TextField::kIpdSharingDescription, "IPDSharingDescription", "ipd_sharing_description",
     "ipd_sharing.description", false},
}};

constexpr bool IsInOrder() {
  for (size_t i = 0; i < kFields.size(); ++i) {
    if (static_cast<size_t>(kFields[i].field) != i) return false;
  }
  return true;
}
static_assert(IsInOrder(), "a field's row must stand at its ordinal");
static_assert(kTextFieldCount <= 127, "a field's ordinal has seven bits in a position");

}  // namespace

absl::Span<const TextFieldInfo> AllTextFields() { return kFields; }

const TextFieldInfo& InfoOf(TextField field) { return kFields[static_cast<size_t>(field)]; }

std::optional<TextField> FindTextField(absl::string_view name) {
  using Table = absl::flat_hash_map<std::string, TextField>;
  static const Table& by_name = *[] {
    auto* table = new Table;
    for (const TextFieldInfo& info : kFields) {
      table->emplace(absl::AsciiStrToLower(info.piece), info.field);
      table->emplace(info.name, info.field);
    }
    return table;
  }();
  const auto it = by_name.find(absl::AsciiStrToLower(name));
  if (it == by_name.end()) return std::nullopt;
  return it->second;
}

}  // namespace trialdex
