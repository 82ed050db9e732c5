// Any text reads as a note and as a criterion: spans lie in it and cut no code point.
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "libs/base/utf8.h"
#include "libs/eligibility/answer.h"
#include "libs/eligibility/criteria/criterion_rules.h"
#include "libs/eligibility/note/patient_note.h"
#include "libs/eligibility/verdict.h"

namespace {

void CheckSpan(absl::string_view text, size_t begin, size_t end) {
  if (begin > end || end > text.size()) std::abort();
  if (!trialdex::IsValidUtf8(text.substr(begin, end - begin))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  if (!trialdex::IsValidUtf8(text)) return 0;
  const trialdex::PatientFacts facts = trialdex::ReadPatientNote(text);
  for (const trialdex::v1::PatientFact& fact : trialdex::ListFacts(facts)) {
    CheckSpan(text, static_cast<size_t>(fact.begin()), static_cast<size_t>(fact.end()));
    if (fact.value().empty()) std::abort();
  }
  for (const auto kind :
       {trialdex::v1::CRITERION_KIND_INCLUSION, trialdex::v1::CRITERION_KIND_EXCLUSION}) {
    const trialdex::ItemReading reading = trialdex::ReadItem(text, kind, size % 2 == 0);
    if (reading.requirements.empty()) continue;
    for (const trialdex::Requirement& requirement : reading.requirements) {
      CheckSpan(text, requirement.span.begin, requirement.span.end);
    }
    if (trialdex::Judge(reading, facts).requirement >= reading.requirements.size()) std::abort();
  }
  return 0;
}
