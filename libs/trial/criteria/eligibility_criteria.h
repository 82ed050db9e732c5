// Splits a criteria text into its inclusion and exclusion items.
#ifndef TRIALDEX_LIBS_TRIAL_CRITERIA_ELIGIBILITY_CRITERIA_H_
#define TRIALDEX_LIBS_TRIAL_CRITERIA_ELIGIBILITY_CRITERIA_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "trialdex/v1/eligibility.pb.h"

namespace trialdex {

// Splits `text` by its headings ("Inclusion Criteria:", "Key exclusion
// criteria", "INCLUSION -") and bullets ("-", "*", "•", "* •", "1.", "a)",
// "(iv)"), in order. Never fails: a text without any structure is one item per
// paragraph. The rules:
//
// - Blank lines do not end a list. A hard-wrapped line is joined to the item it
//   continues, white space is folded, and markdown escapes are undone.
// - Another heading, a short line without a bullet that ends in ":" or stands
//   before a list ("Cohort A"), is the `group` of the items under it. One that
//   follows another with no item between them is added to it ("A: B").
// - A bullet further to the right is a child of the item above: depth + 1. So is
//   another style of bullet after an item that ends in ":".
// - The same bullet after an item that ends in ":", with no blank line between
//   them, is its child too. Nothing in such a text says where the children end:
//   they are taken to end at a blank line, at the next item that itself ends in
//   ":", or with the list.
// - A paragraph between the bullets is an item of its own.
std::vector<v1::Criterion> SplitCriteria(absl::string_view text);

// Undoes the markdown escapes that API v2 puts before punctuation: a backslash
// before any ASCII punctuation goes (`\>`, `\[`, `\*`), every other one stays.
std::string UnescapeMarkdown(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_CRITERIA_ELIGIBILITY_CRITERIA_H_
