// Facts and requirements in a few English words.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_DESCRIBE_H_
#define TRIALDEX_LIBS_ELIGIBILITY_DESCRIBE_H_

#include <string>

#include "libs/eligibility/patient_facts.h"
#include "libs/eligibility/requirement.h"

namespace trialdex {

// "age 45 years", "age 3 months".
std::string Describe(const AgeSpan& age);
// "female".
std::string Describe(v1::Sex sex);
// "ECOG 1", "Karnofsky 70 to 100".
std::string Describe(const Performance& performance);
// "stage IIIB", "stage III to IV".
std::string Describe(const StagesAsked& stages);
// "HER2 positive".
std::string Describe(const MarkerState& state);
// "chemotherapy", "no surgery", "radiotherapy 90 days ago".
std::string Describe(const PriorTherapy& therapy);

// "age from 18 years to under 66 years", "neither pregnant nor breast-feeding".
std::string Describe(const Requirement& requirement);

// "age", "sex", "healthy", "ecog", "karnofsky", "stage", "pregnancy", "marker:HER2",
// "therapy", "washout".
std::string KindOf(const Requirement& requirement);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_DESCRIBE_H_
