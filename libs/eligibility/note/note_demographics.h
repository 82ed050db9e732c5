// Age and sex in a note about a patient.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_NOTE_NOTE_DEMOGRAPHICS_H_
#define TRIALDEX_LIBS_ELIGIBILITY_NOTE_NOTE_DEMOGRAPHICS_H_

#include "libs/eligibility/patient_facts.h"
#include "libs/eligibility/words/words.h"

namespace trialdex {

// Sets `facts.age` and `facts.sex`.
//
// The age is the first one that is neither a relative's ("her 5-year-old son") nor of
// another time ("at the age of 20"). The sex is that of the noun by the age ("45-year-old
// man", "48 M"), else of the first such noun in the first words, else that of the
// pronouns, if the note uses only "he" or only "she".
void ReadDemographics(const Words& words, PatientFacts& facts);

// True if `word` names a relative or another person ("mother", "donor").
bool IsOtherPerson(absl::string_view word);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_NOTE_NOTE_DEMOGRAPHICS_H_
