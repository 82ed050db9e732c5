// The text of a filter (AIP-160) to the tree that selects.
#ifndef TRIALDEX_LIBS_QUERY_FILTER_PARSER_H_
#define TRIALDEX_LIBS_QUERY_FILTER_PARSER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/query/plan.h"

namespace trialdex {

// Parses `overall_status = RECRUITING AND enrollment > 100` and the like; see
// docs/query_language.md. OR binds tighter than AND, as AIP-160 has it. Empty: kAll.
// Functions are certain(…) and possible(…) around dates, and
// distance(location, 52.5, 13.4, 50km).
//
// INVALID_ARGUMENT for the field "filter", with a reason; metadata "position" is
// the byte of the text, from 0:
// * FILTER_SYNTAX: the message says what was expected.
// * UNKNOWN_FIELD: metadata "field" and, if one is near, "suggestion".
// * UNKNOWN_VALUE: metadata "field", "value" and, if one is near, "suggestion".
// * FILTER_TOO_LARGE: more than 16 kB of text, 256 clauses or 64 levels.
absl::StatusOr<FilterNode> ParseFilter(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_FILTER_PARSER_H_
