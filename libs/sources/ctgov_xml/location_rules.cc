#include "absl/strings/str_cat.h"
#include "libs/sources/ctgov_xml/study_rules.h"

namespace trialdex::ctgov_xml {
namespace {

// A name comes as one text, or as parts in the order in which they are said;
// degrees follow a comma.
template <typename Person>
void ReadNamePart(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                  Person& person) {
  absl::StrAppend(person.mutable_name(), person.name().empty() ? "" : " ", reader.Text(element));
}

template <typename Person>
void ReadDegrees(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                 Person& person) {
  absl::StrAppend(person.mutable_name(), person.name().empty() ? "" : ", ", reader.Text(element));
}

constexpr ElementRule<v1::Contact> kContactRules[] = {
    {"first_name", "", ReadNamePart<v1::Contact>},
    {"middle_name", "", ReadNamePart<v1::Contact>},
    {"last_name", "", ReadNamePart<v1::Contact>},
    {"degrees", "", ReadDegrees<v1::Contact>},
    {"role", "contacts_locations.locations.contacts.role", Word<&v1::Contact::set_role>},
    {"phone", "", Text<&v1::Contact::mutable_phone>},
    {"phone_ext", "", Text<&v1::Contact::mutable_phone_ext>},
    {"email", "", Text<&v1::Contact::mutable_email>},
};

// <contact> and <contact_backup> carry no role of their own; an <investigator> does.
template <auto Add>
void ReadContact(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                 OwnerOf<Add>& target) {
  v1::Contact& contact = *(target.*Add)();
  contact.set_role(v1::CONTACT_ROLE_CONTACT);
  ReadChildren(reader, element, absl::MakeConstSpan(kContactRules), contact);
}

constexpr ElementRule<v1::Official> kOfficialRules[] = {
    {"first_name", "contacts_locations.officials.name", ReadNamePart<v1::Official>},
    {"middle_name", "contacts_locations.officials.name", ReadNamePart<v1::Official>},
    {"last_name", "contacts_locations.officials.name", ReadNamePart<v1::Official>},
    {"degrees", "contacts_locations.officials.name", ReadDegrees<v1::Official>},
    {"role", "contacts_locations.officials.role", Word<&v1::Official::set_role>},
    {"affiliation", "contacts_locations.officials.affiliation",
     Text<&v1::Official::mutable_affiliation>},
};

constexpr ElementRule<v1::Location> kAddressRules[] = {
    {"city", "contacts_locations.locations.city", Text<&v1::Location::mutable_city>},
    {"state", "contacts_locations.locations.state", Text<&v1::Location::mutable_state>},
    {"zip", "contacts_locations.locations.zip", Text<&v1::Location::mutable_zip>},
    {"country", "contacts_locations.locations.country", Text<&v1::Location::mutable_country>},
};

constexpr ElementRule<v1::Location> kFacilityRules[] = {
    {"name", "contacts_locations.locations.facility", Text<&v1::Location::mutable_facility>},
    {"address", "contacts_locations.locations", Group<v1::Location, kAddressRules>},
};

constexpr ElementRule<v1::Location> kLocationRules[] = {
    {"facility", "contacts_locations.locations", Group<v1::Location, kFacilityRules>},
    {"status", "contacts_locations.locations.status", Word<&v1::Location::set_status>},
    {"contact", "contacts_locations.locations.contacts", ReadContact<&v1::Location::add_contacts>},
    {"contact_backup", "contacts_locations.locations.contacts",
     ReadContact<&v1::Location::add_contacts>},
    {"investigator", "contacts_locations.locations.contacts",
     Message<&v1::Location::add_contacts, kContactRules>},
};

void ReadCountry(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                 v1::ContactsLocations& places) {
  places.add_countries()->set_name(reader.Text(element));
}

void ReadRemovedCountry(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                        v1::Miscellaneous& miscellaneous) {
  miscellaneous.add_removed_countries(reader.Text(element));
}

constexpr ElementRule<v1::ContactsLocations> kCountryRules[] = {
    {"country", "contacts_locations.countries.name", ReadCountry},
};

constexpr ElementRule<v1::Miscellaneous> kRemovedCountryRules[] = {
    {"country", "miscellaneous.removed_countries", ReadRemovedCountry},
};

template <auto Read>
constexpr ElementReader<v1::Trial> kInPlaces = In<&v1::Trial::mutable_contacts_locations, Read>;

constexpr ElementRule<v1::Trial> kRules[] = {
    {"overall_official", "contacts_locations.officials",
     kInPlaces<Message<&v1::ContactsLocations::add_officials, kOfficialRules>>},
    {"overall_contact", "contacts_locations.central_contacts",
     kInPlaces<ReadContact<&v1::ContactsLocations::add_central_contacts>>},
    {"overall_contact_backup", "contacts_locations.central_contacts",
     kInPlaces<ReadContact<&v1::ContactsLocations::add_central_contacts>>},
    {"location", "contacts_locations.locations",
     kInPlaces<Message<&v1::ContactsLocations::add_locations, kLocationRules>>},
    {"location_countries", "contacts_locations.countries",
     kInPlaces<Group<v1::ContactsLocations, kCountryRules>>},
    {"removed_countries", "miscellaneous.removed_countries",
     Message<&v1::Trial::mutable_miscellaneous, kRemovedCountryRules>},
};

}  // namespace

StudyRules LocationRules() { return kRules; }

}  // namespace trialdex::ctgov_xml
