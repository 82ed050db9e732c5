#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"

namespace trialdex::ctgov_v2 {
namespace {

constexpr Field<v1::Arm> kArm[] = {
    {"label", V2_INTO(Arm, label)},
    {"type", V2_SET(Arm, type)},
    {"description", V2_INTO(Arm, description)},
    {"interventionNames", V2_INTO(Arm, intervention_names)},
};

constexpr Field<v1::Intervention> kIntervention[] = {
    {"type", V2_SET(Intervention, type)},
    {"name", V2_INTO(Intervention, name)},
    {"description", V2_INTO(Intervention, description)},
    {"armGroupLabels", V2_INTO(Intervention, arm_labels)},
    {"otherNames", V2_INTO(Intervention, other_names)},
};

constexpr Field<v1::Trial> kArmsInterventions[] = {
    {"armGroups", V2_LIST(Trial, arms, kArm)},
    {"interventions", V2_LIST(Trial, interventions, kIntervention)},
};

constexpr Field<v1::Outcome> kOutcome[] = {
    {"measure", V2_INTO(Outcome, measure)},
    {"description", V2_INTO(Outcome, description)},
    {"timeFrame", V2_INTO(Outcome, time_frame)},
};

constexpr Field<v1::Outcomes> kOutcomes[] = {
    {"primaryOutcomes", V2_LIST(Outcomes, primary, kOutcome)},
    {"secondaryOutcomes", V2_LIST(Outcomes, secondary, kOutcome)},
    {"otherOutcomes", V2_LIST(Outcomes, other, kOutcome)},
};

}  // namespace

absl::Status ReadArmsInterventions(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Same<v1::Trial, kArmsInterventions>(reader, value, trial);
}

absl::Status ReadOutcomes(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Object<&v1::Trial::mutable_outcomes, kOutcomes>(reader, value, trial);
}

}  // namespace trialdex::ctgov_v2
