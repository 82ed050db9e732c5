// The form in which names are compared: "São  Paulo" and "SÃO PAULO" are one.
#ifndef TRIALDEX_LIBS_BASE_CASE_FOLD_H_
#define TRIALDEX_LIBS_BASE_CASE_FOLD_H_

#include <string>

#include "absl/strings/string_view.h"

namespace trialdex {

// `text` in Unicode's NFKC_Casefold, white space around it taken off and runs of
// it inside folded to one space. Accents stay. `text` must be UTF-8; malformed
// bytes become U+FFFD. Plain ASCII goes without ICU. Thread-safe.
std::string CaseFold(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_CASE_FOLD_H_
