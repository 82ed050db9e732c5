// Locations and countries.

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "libs/sources/trial_page/section_readers.h"

namespace trialdex {
namespace {

using CountryNames = std::vector<absl::string_view>;

// Takes a country of the page's list, or else what follows the last comma, off
// the end of `place`. A place without a comma is a country only if it is listed.
absl::string_view TakeCountry(const CountryNames& countries, absl::string_view& place) {
  absl::string_view country;
  for (const absl::string_view name : countries) {
    const bool whole_parts =
        place == name ||
        (absl::EndsWith(place, name) && absl::EndsWith(absl::StripSuffix(place, name), ", "));
    if (whole_parts && name.size() > country.size()) country = name;
  }
  if (country.empty()) {
    const size_t comma = place.rfind(", ");
    if (comma == absl::string_view::npos) return {};
    country = place.substr(comma + 2);
  }
  place.remove_suffix(country.size());
  place = absl::StripSuffix(place, ", ");
  return country;
}

// "City, State, Country", of which the state or more may be missing.
void ReadPlace(const CountryNames& countries, absl::string_view place, v1::Location& location) {
  location.set_country(std::string(TakeCountry(countries, place)));
  const size_t comma = place.find(", ");
  location.set_city(std::string(place.substr(0, comma)));
  if (comma != absl::string_view::npos) location.set_state(std::string(place.substr(comma + 2)));
}

bool IsPlace(const CountryNames& countries, absl::string_view text) {
  absl::string_view rest = text;
  const absl::string_view country = TakeCountry(countries, rest);
  for (const absl::string_view name : countries) {
    if (country == name) return true;
  }
  return countries.empty() && !country.empty();
}

}  // namespace

void ReadCountries(const PageSectionBody& body, PageTrial& trial) {
  for (const PageLine& line : body.lines) {
    trial->mutable_contacts_locations()->add_countries()->set_name(
        std::string(WithoutBullet(line.text)));
  }
}

void ReadLocations(const PageSectionBody& body, PageTrial& trial) {
  v1::ContactsLocations& contacts = *trial->mutable_contacts_locations();
  CountryNames countries;
  for (const v1::Country& country : contacts.countries()) countries.push_back(country.name());

  const std::vector<absl::string_view> paragraphs = Paragraphs(body.lines);
  std::vector<absl::string_view> before;
  const auto add = [&]() -> v1::Location& {
    v1::Location& location = *contacts.add_locations();
    const bool has_place = before.size() > 1 || IsPlace(countries, before.front());
    if (has_place) ReadPlace(countries, before.back(), location);
    if (before.size() > 1 || !has_place) location.set_facility(std::string(before.front()));
    for (size_t i = 1; i + 1 < before.size(); ++i) trial.AddUnknown(body, before[i]);
    before.clear();
    return location;
  };
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    auto status = LabelValue(paragraphs[i], page_label::kSiteStatus);
    if (!status.has_value()) {
      before.push_back(paragraphs[i]);
      continue;
    }
    if (status->empty() && i + 1 < paragraphs.size() &&
        ParseEnum<v1::RecruitmentStatus>(paragraphs[i + 1]).has_value()) {
      status = paragraphs[++i];
    }
    if (before.empty()) {
      if (!status->empty()) trial.AddUnknown(body, *status);
      continue;
    }
    v1::Location& location = add();
    if (!status->empty()) {
      location.set_status(
          trial.ReadEnum<v1::RecruitmentStatus>(*status, "contacts_locations.locations.status"));
    }
  }
  if (!before.empty()) add();
}

void FlagHistoricalCountries(v1::Trial& trial) {
  if (!trial.has_contacts_locations()) return;
  v1::ContactsLocations& contacts = *trial.mutable_contacts_locations();
  absl::flat_hash_set<absl::string_view> current;
  for (const v1::Location& location : contacts.locations()) current.insert(location.country());
  for (v1::Country& country : *contacts.mutable_countries()) {
    country.set_historical(!current.contains(country.name()));
  }
}

}  // namespace trialdex
