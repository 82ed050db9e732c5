#include <string>
#include <utility>

#include "absl/strings/str_replace.h"
#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"
#include "libs/trial/criteria/eligibility_criteria.h"

namespace trialdex::ctgov_v2 {
namespace {

absl::Status ReadCriteria(JsonReader& reader, JsonValue& value, v1::Eligibility& eligibility) {
  return reader.ReadString(value, [&](absl::string_view text) {
    std::string& criteria_text = *eligibility.mutable_criteria_text();
    criteria_text.assign(text.data(), text.size());
    if (criteria_text.find('\r') != std::string::npos) {
      absl::StrReplaceAll({{"\r\n", "\n"}, {"\r", "\n"}}, &criteria_text);
    }
    for (v1::Criterion& criterion : SplitCriteria(criteria_text)) {
      *eligibility.add_criteria() = std::move(criterion);
    }
  });
}

constexpr Field<v1::Eligibility> kEligibility[] = {
    {"eligibilityCriteria", "criteria_text", &ReadCriteria},
    {"healthyVolunteers", V2_SET(Eligibility, healthy_volunteers)},
    {"sex", V2_SET(Eligibility, sex)},
    {"genderBased", V2_SET(Eligibility, gender_based)},
    {"genderDescription", V2_INTO(Eligibility, gender_description)},
    {"minimumAge", V2_INTO(Eligibility, minimum_age)},
    {"maximumAge", V2_INTO(Eligibility, maximum_age)},
    {"stdAges", V2_ADD_EACH(Eligibility, standard_ages)},
    {"studyPopulation", V2_INTO(Eligibility, study_population)},
    {"samplingMethod", V2_SET(Eligibility, sampling_method)},
};

}  // namespace

absl::Status ReadEligibility(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Object<&v1::Trial::mutable_eligibility, kEligibility>(reader, value, trial);
}

}  // namespace trialdex::ctgov_v2
