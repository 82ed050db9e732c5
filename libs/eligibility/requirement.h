// What one eligibility item asks of a patient, as far as it was understood.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_REQUIREMENT_H_
#define TRIALDEX_LIBS_ELIGIBILITY_REQUIREMENT_H_

#include <optional>
#include <variant>
#include <vector>

#include "libs/eligibility/patient_values.h"
#include "libs/eligibility/words/text_span.h"
#include "trialdex/v1/eligibility.pb.h"

namespace trialdex {

// FEMALE or MALE.
struct SexAsked {
  v1::Sex sex = v1::SEX_UNSPECIFIED;
};

// A healthy volunteer.
struct HealthAsked {};

// A cancer of one of these stages.
struct StagesAsked {
  StageSet any_of = 0;
};

// At least one of these states.
struct ConditionsAsked {
  ConditionSet any_of = 0;
};

// At least one of these.
struct MarkersAsked {
  std::vector<MarkerState> any_of;
};

// At least one of these treatments.
struct TherapyAsked {
  TherapySet any_of = 0;
  // Only treatments that ended no longer ago count; unset: whenever.
  std::optional<double> within_days;
};

using Asked = std::variant<AgeLimits, SexAsked, HealthAsked, Performance, StagesAsked,
                           ConditionsAsked, MarkersAsked, TherapyAsked>;

struct Requirement {
  Asked asked;
  // True if the patient must not be so.
  bool negated = false;
  // True if more is asked than was read ("BRAF V600E mutation" is read as a BRAF
  // mutation): a patient who is as asked may still not be what is wanted.
  bool narrower = false;
  // Where in the item it stands.
  TextSpan span;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_REQUIREMENT_H_
