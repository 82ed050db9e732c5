#include "libs/eligibility/note/patient_note.h"

#include "libs/eligibility/note/note_demographics.h"
#include "libs/eligibility/note/note_facts.h"
#include "libs/eligibility/words/words.h"

namespace trialdex {

PatientFacts ReadPatientNote(absl::string_view note) {
  const Words words(note);
  PatientFacts facts;
  ReadDemographics(words, facts);
  ReadNoteFacts(words, facts);
  return facts;
}

}  // namespace trialdex
