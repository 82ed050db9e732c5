// Trials that are not for a patient.
#ifndef TRIALDEX_LIBS_SEARCH_FREE_TEXT_PATIENT_FILTER_H_
#define TRIALDEX_LIBS_SEARCH_FREE_TEXT_PATIENT_FILTER_H_

#include "libs/eligibility/patient_facts.h"
#include "libs/query/filter_node.h"

namespace trialdex {

// The trials whose age limits or sex contradict `facts`, or that accept no healthy
// volunteers if the patient is one; kNone if nothing of that is known. Trials without a
// limit contradict nobody.
FilterNode TrialsForOthers(const PatientFacts& facts);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FREE_TEXT_PATIENT_FILTER_H_
