#include "absl/status/statusor.h"
#include "libs/sources/ctgov_xml/study_rules.h"
#include "libs/trial/age.h"

namespace trialdex::ctgov_xml {
namespace {

template <auto Mutable>
void ReadAge(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
             v1::Eligibility& eligibility) {
  const std::string text = reader.Text(element);
  const absl::StatusOr<std::optional<v1::Age>> age = ParseAge(text);
  if (!age.ok()) return reader.AddUnrecognized(field, text);
  if (age->has_value()) *(eligibility.*Mutable)() = **age;
}

void ReadHealthyVolunteers(StudyReader& reader, const pugi::xml_node& element,
                           absl::string_view field, v1::Eligibility& eligibility) {
  if (reader.Text(element) == "Accepts Healthy Volunteers") {
    eligibility.set_healthy_volunteers(true);
  } else if (const auto flag = reader.Flag(element, field)) {
    eligibility.set_healthy_volunteers(*flag);
  }
}

constexpr ElementRule<v1::Eligibility> kEligibilityRules[] = {
    {"criteria", "eligibility.criteria_text", Prose<&v1::Eligibility::mutable_criteria_text>},
    {"gender", "eligibility.sex", Word<&v1::Eligibility::set_sex>},
    {"gender_based", "eligibility.gender_based", Flag<&v1::Eligibility::set_gender_based>},
    {"gender_description", "eligibility.gender_description",
     Text<&v1::Eligibility::mutable_gender_description>},
    {"minimum_age", "eligibility.minimum_age", ReadAge<&v1::Eligibility::mutable_minimum_age>},
    {"maximum_age", "eligibility.maximum_age", ReadAge<&v1::Eligibility::mutable_maximum_age>},
    {"healthy_volunteers", "eligibility.healthy_volunteers", ReadHealthyVolunteers},
    {"study_pop", "eligibility.study_population",
     Prose<&v1::Eligibility::mutable_study_population>},
    {"sampling_method", "eligibility.sampling_method", Word<&v1::Eligibility::set_sampling_method>},
};

constexpr ElementRule<v1::Trial> kRules[] = {
    {"eligibility", "eligibility", Message<&v1::Trial::mutable_eligibility, kEligibilityRules>},
};

}  // namespace

StudyRules EligibilityRules() { return kRules; }

}  // namespace trialdex::ctgov_xml
