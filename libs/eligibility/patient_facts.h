// What is known of a patient.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_PATIENT_FACTS_H_
#define TRIALDEX_LIBS_ELIGIBILITY_PATIENT_FACTS_H_

#include <optional>
#include <vector>

#include "libs/eligibility/patient_values.h"
#include "libs/eligibility/words/text_span.h"
#include "trialdex/v1/eligibility.pb.h"

namespace trialdex {

// A value and where the note says so; the span is empty if it comes from elsewhere
// (a field of a request).
template <typename T>
struct Stated {
  T value{};
  TextSpan span;
};

// What is not said is absent: never assumed, and never taken for "no".
struct PatientFacts {
  std::optional<Stated<AgeSpan>> age;
  // FEMALE or MALE.
  std::optional<Stated<v1::Sex>> sex;
  // A healthy volunteer, or not one.
  std::optional<Stated<bool>> healthy;
  std::optional<Stated<bool>> pregnant;
  std::optional<Stated<bool>> breastfeeding;
  // At most one of each scale.
  std::vector<Stated<Performance>> performance;
  // Possible stages of the cancer; several entries if the note gives several.
  std::vector<Stated<StageSet>> stages;
  // In the note's order; the same marker may be given twice, also in two states.
  std::vector<Stated<MarkerState>> markers;
  std::vector<Stated<PriorTherapy>> therapies;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_PATIENT_FACTS_H_
