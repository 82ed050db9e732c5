// "Did you mean": for names that users mistype.
#ifndef TRIALDEX_LIBS_SCHEMA_SUGGESTION_H_
#define TRIALDEX_LIBS_SCHEMA_SUGGESTION_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace trialdex {

// The candidate nearest to `name` by edit distance, case, "_", "-" and spaces
// apart; the first of equals. Empty if all are further than a third of the name's
// length away, unless one begins with the name (of three letters or more).
std::string NearestName(absl::string_view name, absl::Span<const absl::string_view> candidates);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_SUGGESTION_H_
