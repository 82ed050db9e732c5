#include "libs/sources/ctgov_xml/study_rules.h"
#include "libs/trial/trial_id.h"

namespace trialdex::ctgov_xml {
namespace {

void ReadOrgStudyId(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                    v1::Trial& trial) {
  v1::Identifier& id = *trial.mutable_identification()->mutable_org_study_id();
  id.set_value(reader.Text(element));
  id.set_source(v1::IDENTIFIER_SOURCE_ORG_STUDY_ID);
}

void ReadSecondaryId(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                     v1::Trial& trial) {
  v1::Identifier& id = *trial.mutable_identification()->add_secondary_ids();
  id.set_value(reader.Text(element));
  id.set_source(v1::IDENTIFIER_SOURCE_SECONDARY_ID);
}

void ReadAlias(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
               v1::Trial& trial) {
  const std::string text = reader.Text(element);
  if (auto alias = CanonicalTrialId(text); alias.ok()) {
    trial.mutable_identification()->add_aliases(*std::move(alias));
  } else {
    reader.AddUnrecognized(field, text);
  }
}

void ReadSource(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
                v1::Trial& trial) {
  Text<&v1::Organization::mutable_name>(reader, element, field,
                                        *trial.mutable_identification()->mutable_organization());
}

void ReadCondition(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                   v1::Trial& trial) {
  trial.mutable_conditions()->add_conditions(reader.Text(element));
}

void ReadKeyword(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                 v1::Trial& trial) {
  trial.mutable_conditions()->add_keywords(reader.Text(element));
}

void ReadMeshTerm(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                  v1::Browse& browse) {
  browse.add_meshes()->set_term(reader.Text(element));
}

constexpr ElementRule<v1::Trial> kIdRules[] = {
    {"nct_id", "id", Skip},
    {"org_study_id", "identification.org_study_id", ReadOrgStudyId},
    {"secondary_id", "identification.secondary_ids", ReadSecondaryId},
    {"nct_alias", "identification.aliases", ReadAlias},
};

constexpr ElementRule<v1::Organization> kLeadSponsorRules[] = {
    {"agency", "sponsorship.lead_sponsor.name", Text<&v1::Organization::mutable_name>},
    {"agency_class", "sponsorship.lead_sponsor.agency_class",
     Word<&v1::Organization::set_agency_class>},
};

constexpr ElementRule<v1::Organization> kCollaboratorRules[] = {
    {"agency", "sponsorship.collaborators.name", Text<&v1::Organization::mutable_name>},
    {"agency_class", "sponsorship.collaborators.agency_class",
     Word<&v1::Organization::set_agency_class>},
};

constexpr ElementRule<v1::Sponsorship> kSponsorRules[] = {
    {"lead_sponsor", "sponsorship.lead_sponsor",
     Message<&v1::Sponsorship::mutable_lead_sponsor, kLeadSponsorRules>},
    {"collaborator", "sponsorship.collaborators",
     Message<&v1::Sponsorship::add_collaborators, kCollaboratorRules>},
};

constexpr ElementRule<v1::ResponsibleParty> kResponsiblePartyRules[] = {
    {"responsible_party_type", "sponsorship.responsible_party.type",
     Word<&v1::ResponsibleParty::set_type>},
    {"investigator_full_name", "sponsorship.responsible_party.investigator_full_name",
     Text<&v1::ResponsibleParty::mutable_investigator_full_name>},
    {"investigator_title", "sponsorship.responsible_party.investigator_title",
     Text<&v1::ResponsibleParty::mutable_investigator_title>},
    {"investigator_affiliation", "sponsorship.responsible_party.investigator_affiliation",
     Text<&v1::ResponsibleParty::mutable_investigator_affiliation>},
    {"name_title", "sponsorship.responsible_party.old_name_title",
     Text<&v1::ResponsibleParty::mutable_old_name_title>},
    {"organization", "sponsorship.responsible_party.old_organization",
     Text<&v1::ResponsibleParty::mutable_old_organization>},
};

constexpr ElementRule<v1::Oversight> kOversightRules[] = {
    {"has_dmc", "oversight.has_dmc", Flag<&v1::Oversight::set_has_dmc>},
    {"is_fda_regulated_drug", "oversight.is_fda_regulated_drug",
     Flag<&v1::Oversight::set_is_fda_regulated_drug>},
    {"is_fda_regulated_device", "oversight.is_fda_regulated_device",
     Flag<&v1::Oversight::set_is_fda_regulated_device>},
    {"is_unapproved_device", "oversight.is_unapproved_device",
     Flag<&v1::Oversight::set_is_unapproved_device>},
    {"is_ppsd", "oversight.is_pediatric_postmarket_surveillance",
     Flag<&v1::Oversight::set_is_pediatric_postmarket_surveillance>},
    {"is_us_export", "oversight.is_us_export", Flag<&v1::Oversight::set_is_us_export>},
};

constexpr ElementRule<v1::Browse> kConditionBrowseRules[] = {
    {"mesh_term", "conditions.condition_browse.meshes.term", ReadMeshTerm},
};

constexpr ElementRule<v1::Browse> kInterventionBrowseRules[] = {
    {"mesh_term", "conditions.intervention_browse.meshes.term", ReadMeshTerm},
};

constexpr ElementRule<v1::Trial> kRules[] = {
    {"required_header", "", Skip},  // About the download.
    {"id_info", "identification", Group<v1::Trial, kIdRules>},
    {"brief_title", "identification.brief_title",
     In<&v1::Trial::mutable_identification, Text<&v1::Identification::mutable_brief_title>>},
    {"official_title", "identification.official_title",
     In<&v1::Trial::mutable_identification, Text<&v1::Identification::mutable_official_title>>},
    {"acronym", "identification.acronym",
     In<&v1::Trial::mutable_identification, Text<&v1::Identification::mutable_acronym>>},
    {"source", "identification.organization.name", ReadSource},
    {"sponsors", "sponsorship", Message<&v1::Trial::mutable_sponsorship, kSponsorRules>},
    {"responsible_party", "sponsorship.responsible_party",
     In<&v1::Trial::mutable_sponsorship,
        Message<&v1::Sponsorship::mutable_responsible_party, kResponsiblePartyRules>>},
    {"oversight_info", "oversight", Message<&v1::Trial::mutable_oversight, kOversightRules>},
    {"brief_summary", "description.brief_summary",
     In<&v1::Trial::mutable_description, Prose<&v1::Description::mutable_brief_summary>>},
    {"detailed_description", "description.detailed_description",
     In<&v1::Trial::mutable_description, Prose<&v1::Description::mutable_detailed_description>>},
    {"condition", "conditions.conditions", ReadCondition},
    {"keyword", "conditions.keywords", ReadKeyword},
    {"condition_browse", "conditions.condition_browse",
     In<&v1::Trial::mutable_conditions,
        Message<&v1::Conditions::mutable_condition_browse, kConditionBrowseRules>>},
    {"intervention_browse", "conditions.intervention_browse",
     In<&v1::Trial::mutable_conditions,
        Message<&v1::Conditions::mutable_intervention_browse, kInterventionBrowseRules>>},
};

}  // namespace

void Skip(StudyReader&, const pugi::xml_node&, absl::string_view, v1::Trial&) {}

StudyRules IdentificationRules() { return kRules; }

}  // namespace trialdex::ctgov_xml
