// Compares what is asked with what is known.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_VERDICT_H_
#define TRIALDEX_LIBS_ELIGIBILITY_VERDICT_H_

#include <string>

#include "libs/eligibility/criteria/criterion_rules.h"
#include "libs/eligibility/patient_facts.h"
#include "libs/eligibility/requirement.h"

namespace trialdex {

enum class Truth : uint8_t { kFalse, kUnknown, kTrue };

// An answer and the fact that decides it.
struct Verdict {
  Truth truth = Truth::kUnknown;
  // The fact in words ("age 45"); empty if nothing is known.
  std::string fact;
  // Where the note says so; empty if it comes from elsewhere.
  TextSpan note;
};

// Whether `requirement` holds of the patient.
Verdict Judge(const Requirement& requirement, const PatientFacts& facts);

// A verdict of all of an item's requirements and the one that decides, or of the first
// if none does.
struct ItemVerdict {
  Verdict verdict;
  size_t requirement = 0;
};

// Whether what `reading` says holds of the patient: by three-valued logic, what was not
// read being unknown. `reading` must have requirements.
ItemVerdict Judge(const ItemReading& reading, const PatientFacts& facts);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_VERDICT_H_
