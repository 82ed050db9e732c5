#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"

namespace trialdex::ctgov_v2 {
namespace {

constexpr Field<v1::Contact> kContact[] = {
    {"name", V2_INTO(Contact, name)},   {"role", V2_SET(Contact, role)},
    {"phone", V2_INTO(Contact, phone)}, {"phoneExt", V2_INTO(Contact, phone_ext)},
    {"email", V2_INTO(Contact, email)},
};

constexpr Field<v1::Official> kOfficial[] = {
    {"name", V2_INTO(Official, name)},
    {"affiliation", V2_INTO(Official, affiliation)},
    {"role", V2_SET(Official, role)},
};

constexpr Field<v1::GeoPoint> kGeoPoint[] = {
    {"lat", V2_SET(GeoPoint, latitude)},
    {"lon", V2_SET(GeoPoint, longitude)},
};

constexpr Field<v1::Location> kLocation[] = {
    {"facility", V2_INTO(Location, facility)},
    {"status", V2_SET(Location, status)},
    {"city", V2_INTO(Location, city)},
    {"state", V2_INTO(Location, state)},
    {"zip", V2_INTO(Location, zip)},
    {"country", V2_INTO(Location, country)},
    {"countryCode", V2_INTO(Location, country_code)},
    {"contacts", V2_LIST(Location, contacts, kContact)},
    {"geoPoint", V2_OBJECT(Location, geo_point, kGeoPoint)},
};

constexpr Field<v1::ContactsLocations> kContactsLocations[] = {
    {"centralContacts", V2_LIST(ContactsLocations, central_contacts, kContact)},
    {"overallOfficials", V2_LIST(ContactsLocations, officials, kOfficial)},
    {"locations", V2_LIST(ContactsLocations, locations, kLocation)},
};

}  // namespace

absl::Status ReadContactsLocations(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Object<&v1::Trial::mutable_contacts_locations, kContactsLocations>(reader, value, trial);
}

}  // namespace trialdex::ctgov_v2
