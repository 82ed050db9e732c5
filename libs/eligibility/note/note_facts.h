// What a note about a patient says beside age and sex.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_NOTE_NOTE_FACTS_H_
#define TRIALDEX_LIBS_ELIGIBILITY_NOTE_NOTE_FACTS_H_

#include <cstddef>

#include "libs/eligibility/patient_facts.h"
#include "libs/eligibility/words/words.h"

namespace trialdex {

// Adds performance, stages, markers, pregnancy and health to `facts`, whose age and sex
// have been read.
void ReadNoteFacts(const Words& words, PatientFacts& facts);

// Adds what the sentence [begin, end) says of treatments.
void ReadNoteTherapies(const Words& words, size_t begin, size_t end, PatientFacts& facts);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_NOTE_NOTE_FACTS_H_
