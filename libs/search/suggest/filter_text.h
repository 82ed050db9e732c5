// A filter's text taken apart.
#ifndef TRIALDEX_LIBS_SEARCH_SUGGEST_FILTER_TEXT_H_
#define TRIALDEX_LIBS_SEARCH_SUGGEST_FILTER_TEXT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// The parts of `filter` that AND, written or not, joins at the top, without it: what
// OR joins stays together, as it binds tighter. None if `filter` is blank. Errors of LexFilter.
absl::StatusOr<std::vector<std::string>> SplitFilterText(absl::string_view filter);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SUGGEST_FILTER_TEXT_H_
