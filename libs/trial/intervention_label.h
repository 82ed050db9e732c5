// How arms name their interventions.
#ifndef TRIALDEX_LIBS_TRIAL_INTERVENTION_LABEL_H_
#define TRIALDEX_LIBS_TRIAL_INTERVENTION_LABEL_H_

#include <string>

#include "trialdex/v1/design.pb.h"

namespace trialdex {

// "Dietary Supplement: Vitamin D", as `Arm.intervention_names` has it; the name
// alone if the type is not known.
std::string InterventionLabel(const v1::Intervention& intervention);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_INTERVENTION_LABEL_H_
