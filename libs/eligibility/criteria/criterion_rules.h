// Reads eligibility items by rules.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_CRITERIA_CRITERION_RULES_H_
#define TRIALDEX_LIBS_ELIGIBILITY_CRITERIA_CRITERION_RULES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "libs/eligibility/requirement.h"
#include "trialdex/v1/eligibility.pb.h"

namespace trialdex {

// What an item says of the patients that it lets in (inclusion) or keeps out (exclusion).
struct ItemReading {
  enum class Join : uint8_t { kAll, kAny };
  // How the requirements, and what was not read, belong together.
  Join join = Join::kAll;
  // True if nothing is asked but the requirements. Otherwise something unread is one
  // more member of the join.
  bool complete = false;
  // Empty: nothing could be read for sure.
  std::vector<Requirement> requirements;
};

// Reads `item` on its own, in the list `kind` (INCLUSION or EXCLUSION).
//
// The rule of the rules: rather nothing than a guess. An item is left unread if it has
// conditions ("unless", "if", "may", "cohort B"), lists of alternatives of which a part was
// not understood, or a negation that may reach further than what was understood.
// `age_heading`: the item stands under the heading "Age", so that "18 and over" is an age.
ItemReading ReadItem(absl::string_view item, v1::CriterionKind kind, bool age_heading = false);

// An item of a list, with the list that it turned out to be of.
struct ReadCriterion {
  // INCLUSION or EXCLUSION; UNSPECIFIED if that is not known: then nothing is read.
  v1::CriterionKind kind = v1::CRITERION_KIND_UNSPECIFIED;
  ItemReading reading;
};

// Reads every item of `criteria`, in order, with its heading, the items above it and its
// children: one that depends on a heading ("Cohort B"), that is one of several alternatives, or
// that its children change is left unread.
std::vector<ReadCriterion> ReadCriteria(const v1::Eligibility& eligibility);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_CRITERIA_CRITERION_RULES_H_
