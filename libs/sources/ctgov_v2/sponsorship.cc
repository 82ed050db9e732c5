#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"

namespace trialdex::ctgov_v2 {
namespace {

constexpr Field<v1::ResponsibleParty> kResponsibleParty[] = {
    {"type", V2_SET(ResponsibleParty, type)},
    {"investigatorFullName", V2_INTO(ResponsibleParty, investigator_full_name)},
    {"investigatorTitle", V2_INTO(ResponsibleParty, investigator_title)},
    {"investigatorAffiliation", V2_INTO(ResponsibleParty, investigator_affiliation)},
    {"oldNameTitle", V2_INTO(ResponsibleParty, old_name_title)},
    {"oldOrganization", V2_INTO(ResponsibleParty, old_organization)},
};

constexpr Field<v1::Organization> kSponsor[] = {
    {"name", V2_INTO(Organization, name)},
    {"class", V2_SET(Organization, agency_class)},
};

constexpr Field<v1::Sponsorship> kSponsorship[] = {
    {"responsibleParty", V2_OBJECT(Sponsorship, responsible_party, kResponsibleParty)},
    {"leadSponsor", V2_OBJECT(Sponsorship, lead_sponsor, kSponsor)},
    {"collaborators", V2_LIST(Sponsorship, collaborators, kSponsor)},
};

}  // namespace

absl::Status ReadSponsorship(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Object<&v1::Trial::mutable_sponsorship, kSponsorship>(reader, value, trial);
}

}  // namespace trialdex::ctgov_v2
