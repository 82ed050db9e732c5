// Reads a note about a patient.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_NOTE_PATIENT_NOTE_H_
#define TRIALDEX_LIBS_ELIGIBILITY_NOTE_PATIENT_NOTE_H_

#include "absl/strings/string_view.h"
#include "libs/eligibility/patient_facts.h"

namespace trialdex {

// Reads from `note`, free text in English, what can be read for sure: "A 45-year-old
// woman", "48 M", "HER2 negative", "ECOG 1", "completed chemotherapy 3 months ago".
// What is denied ("no history of", "denies", "negative for") is known to be absent; what
// is said of relatives, suspected or planned is left out. The first age that is the
// patient's counts. `note` must be UTF-8. Never fails; thread-safe.
PatientFacts ReadPatientNote(absl::string_view note);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_NOTE_PATIENT_NOTE_H_
