// The words of a criteria text, as an item keeps them.
#ifndef TRIALDEX_LIBS_TRIAL_CRITERIA_CRITERIA_TEXT_H_
#define TRIALDEX_LIBS_TRIAL_CRITERIA_CRITERIA_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace trialdex {

// Appends `text` with white space folded and markdown escapes undone, after one
// space if there is something before it.
void AppendFolded(absl::string_view text, std::string& out);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_CRITERIA_CRITERIA_TEXT_H_
