// The text of `order_by` to sort keys.
#ifndef TRIALDEX_LIBS_QUERY_ORDER_PARSER_H_
#define TRIALDEX_LIBS_QUERY_ORDER_PARSER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/query/plan.h"

namespace trialdex {

// Parses "start_date desc, enrollment". Names are those of columns, "relevance"
// (best first, unless "asc"), "distance(location, 52.5, 13.4)" (nearest first) and "id". Empty:
// relevance if `ranked`, else id. The answer ends in kId: what follows a given id would never be
// looked at and is dropped.
//
// INVALID_ARGUMENT for the field "order_by", reason ORDER_SYNTAX (metadata
// "position"), UNKNOWN_FIELD (metadata "field" and, if one is near, "suggestion") or
// ORDER_TOO_LARGE (more than 16 kB of text).
absl::StatusOr<std::vector<SortKey>> ParseOrder(absl::string_view text, bool ranked);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_ORDER_PARSER_H_
