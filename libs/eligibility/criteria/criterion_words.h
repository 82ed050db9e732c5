// What the words of a criterion do to the requirements that stand between them.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_CRITERIA_CRITERION_WORDS_H_
#define TRIALDEX_LIBS_ELIGIBILITY_CRITERIA_CRITERION_WORDS_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "libs/eligibility/words/words.h"
#include "trialdex/v1/eligibility.pb.h"

namespace trialdex {

enum class WordRole {
  // Says nothing of its own: "patients", "must", "the", brackets.
  kFiller,
  // Joins: "and", "or", commas.
  kJoin,
  // Turns round what follows: "no", "without".
  kNegation,
  // Makes what stands by it depend on something, or speaks of somebody else: "unless", "if",
  // "cohort", "partner". An item with one is not read at all.
  kCondition,
  // Anything else: asks for more than was read.
  kContent,
};

// What word `i` does. "are excluded" is filler among exclusions, a condition elsewhere.
WordRole RoleOf(const Words& words, size_t i, v1::CriterionKind kind);

// How many words at `i` say nothing whatever stands around them, though one of their parts
// may: "male or female", "histologically or cytologically". 0 if none.
size_t NeutralPhrase(const Words& words, size_t i);

// True if items of `kind` under the heading `group` may be read as if it were not there:
// "Performance status", "Must meet all of"; false for "Cohort B", "Prior medication: allowed"
// and, among inclusions, "Any of".
bool IsPlainGroup(absl::string_view group, v1::CriterionKind kind);

// True if `group` is a heading of texts that only list what patients must be ("DISEASE
// CHARACTERISTICS") without saying "inclusion".
bool ImpliesInclusion(absl::string_view group);

// True if `group` ends in the heading "Age".
bool IsAgeGroup(absl::string_view group);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_CRITERIA_CRITERION_WORDS_H_
