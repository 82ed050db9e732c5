// Answers, item by item, whether a patient meets the criteria of a trial.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_ANSWER_H_
#define TRIALDEX_LIBS_ELIGIBILITY_ANSWER_H_

#include <vector>

#include "libs/eligibility/patient_facts.h"
#include "trialdex/v1/eligibility.pb.h"
#include "trialdex/v1/match.pb.h"

namespace trialdex {

// Compares `facts` with the fields (age limits, sex, healthy volunteers) and the items of
// `eligibility`: sets the counts of `match`, and its `criteria` if `with_items`.
//
// MEETS: an inclusion item is satisfied, or an exclusion item does not apply. FAILS: an inclusion
// item is not satisfied, or an exclusion item applies. UNKNOWN: the item, or what is known
// of the patient, does not say enough; never a guess. Deterministic; thread-safe.
void AnswerCriteria(const PatientFacts& facts, const v1::Eligibility& eligibility, bool with_items,
                    v1::TrialMatch& match);

// `facts` one by one, for people to check.
std::vector<v1::PatientFact> ListFacts(const PatientFacts& facts);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_ANSWER_H_
