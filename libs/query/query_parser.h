// The text of a query to the tree that ranks.
#ifndef TRIALDEX_LIBS_QUERY_QUERY_PARSER_H_
#define TRIALDEX_LIBS_QUERY_QUERY_PARSER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/query/plan.h"
#include "libs/query/query_options.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// Parses the language of docs/query_language.md: words, "phrases", AND, OR, NOT,
// parentheses, AREA[…], RANGE[…], MISSING, ALL. A blank text is kAll. Trial ids and
// nothing else are these trials.
//
// The tree is at most 64 levels and 256 clauses (words, phrases, filters); every
// node knows the bytes of `text` it is from. `analyzer` is used during the call.
//
// INVALID_ARGUMENT for the field "query", with a reason:
// * QUERY_SYNTAX: the message says what was expected, metadata "position" which
//   byte of the text it is at, from 0.
// * QUERY_UNSUPPORTED: an operator that is not there yet; metadata "position", "operator".
// * UNKNOWN_AREA: metadata "position", "area" and, if one is near, "suggestion".
// * QUERY_TOO_LARGE: more than 16 kB of text, 256 clauses or 64 levels.
absl::StatusOr<QueryNode> ParseQuery(absl::string_view text, Analyzer& analyzer,
                                     const QueryOptions& options = {});

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_QUERY_PARSER_H_
