// Splits a criteria text into its inclusion and exclusion items.
#ifndef TRIALDEX_LIBS_TRIAL_ELIGIBILITY_CRITERIA_H_
#define TRIALDEX_LIBS_TRIAL_ELIGIBILITY_CRITERIA_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "trialdex/v1/eligibility.pb.h"

namespace trialdex {

// Splits `text` by its headings ("Inclusion Criteria:", "Key exclusion
// criteria", "INCLUSION -") and bullets ("-", "*", "•", "* •", "1.", "a)",
// "(iv)"), in order. Blank lines do not end a list. Hard-wrapped lines are
// joined to the item they continue. A line that ends in ":" and is followed by
// items is itself an item; deeper bullets get depth, as do the items that
// follow a parent line which announces them. Markdown escapes (`\>`, `\[`, `\*`)
// are undone. Never fails: a text without any structure is one item per paragraph.
std::vector<v1::Criterion> SplitCriteria(absl::string_view text);

// Undoes the markdown escapes that API v2 puts before punctuation: `\>` `\<`
// `\[` `\]` `\*` `\_` `\#` `\-` `\+` `\.` `\~` `\(` `\)` `\\`.
std::string UnescapeMarkdown(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_ELIGIBILITY_CRITERIA_H_
