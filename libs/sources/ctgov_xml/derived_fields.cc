#include "libs/sources/ctgov_xml/derived_fields.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/trial/age.h"
#include "libs/trial/criteria/eligibility_criteria.h"
#include "libs/trial/enum_names.h"

namespace trialdex::ctgov_xml {
namespace {

void SplitEligibility(v1::Eligibility& eligibility) {
  for (v1::Criterion& criterion : SplitCriteria(eligibility.criteria_text())) {
    *eligibility.add_criteria() = std::move(criterion);
  }
}

// The registry's groups that the limits leave a part of; both limits count as in.
void FillStandardAges(v1::Eligibility& eligibility) {
  constexpr double kAdult = 18;
  constexpr double kOlderAdult = 65;
  const double minimum = eligibility.has_minimum_age() ? AgeInYears(eligibility.minimum_age()) : 0;
  const bool has_maximum = eligibility.has_maximum_age();
  const double maximum = has_maximum ? AgeInYears(eligibility.maximum_age()) : 0;
  if (minimum < kAdult) eligibility.add_standard_ages(v1::STANDARD_AGE_CHILD);
  if (minimum < kOlderAdult && (!has_maximum || maximum >= kAdult)) {
    eligibility.add_standard_ages(v1::STANDARD_AGE_ADULT);
  }
  if (!has_maximum || maximum >= kOlderAdult) {
    eligibility.add_standard_ages(v1::STANDARD_AGE_OLDER_ADULT);
  }
}

// "Dietary Supplement" for DIETARY_SUPPLEMENT.
std::string DisplayWord(v1::InterventionType type) {
  std::string word = absl::AsciiStrToLower(EnumWord(type));
  bool starts_word = true;
  for (char& c : word) {
    if (c == '_') c = ' ';
    if (starts_word) c = absl::ascii_toupper(static_cast<unsigned char>(c));
    starts_word = c == ' ';
  }
  return word;
}

std::string DisplayName(const v1::Intervention& intervention) {
  const std::string type = DisplayWord(intervention.type());
  return absl::StrCat(type, type.empty() ? "" : ": ", intervention.name());
}

void NameInterventionsOfArms(v1::Trial& trial) {
  absl::flat_hash_map<absl::string_view, std::vector<v1::Arm*>> arms;
  for (v1::Arm& arm : *trial.mutable_arms()) arms[arm.label()].push_back(&arm);
  for (const v1::Intervention& intervention : trial.interventions()) {
    for (const std::string& label : intervention.arm_labels()) {
      const auto found = arms.find(label);
      if (found == arms.end()) continue;
      for (v1::Arm* arm : found->second) arm->add_intervention_names(DisplayName(intervention));
    }
  }
}

void FillCountries(v1::Trial& trial) {
  v1::ContactsLocations& places = *trial.mutable_contacts_locations();
  const std::vector<v1::Country> named(places.countries().begin(), places.countries().end());
  places.clear_countries();
  absl::flat_hash_set<std::string> seen;
  const auto add = [&](const std::string& name, bool historical) {
    if (name.empty() || !seen.insert(name).second) return;
    v1::Country& country = *places.add_countries();
    country.set_name(name);
    country.set_historical(historical);
  };
  for (const v1::Location& location : places.locations()) add(location.country(), false);
  for (const v1::Country& country : named) add(country.name(), false);
  for (const std::string& name : trial.miscellaneous().removed_countries()) add(name, true);
}

}  // namespace

void FillDerivedFields(v1::Trial& trial) {
  if (trial.has_eligibility()) {
    SplitEligibility(*trial.mutable_eligibility());
    FillStandardAges(*trial.mutable_eligibility());
  }
  if (trial.arms_size() > 0) NameInterventionsOfArms(trial);
  if (trial.has_contacts_locations() || trial.has_miscellaneous()) FillCountries(trial);
}

}  // namespace trialdex::ctgov_xml
