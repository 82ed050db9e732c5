// The text of a query to the tree that ranks.
#ifndef TRIALDEX_LIBS_QUERY_QUERY_PARSER_H_
#define TRIALDEX_LIBS_QUERY_QUERY_PARSER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/query/plan.h"
#include "libs/query/query_options.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// Parses the language of docs/query_language.md: words, "phrases", patterns, AND, OR,
// NOT, parentheses, boosts, and the operators AREA, SEARCH, COVERAGE, EXPANSION, TILT,
// RANGE, DISTANCE, MISSING and ALL. What binds tighter comes first: terms and what is in
// parentheses, then NOT and the operators with an argument, each of which acts on what
// follows it, then AND, then OR. A blank text is kAll. Trial ids and nothing else are
// these trials.
//
// The tree is at most 64 levels and 256 clauses (words, patterns, filters); every
// node knows the bytes of `text` it is from. `analyzer` is used during the call.
//
// INVALID_ARGUMENT for the field "query", with a reason; metadata "position" is the byte
// of the text, from 0, and "suggestion" the nearest known name, if one is near:
// * QUERY_SYNTAX: the message says what was expected.
// * UNKNOWN_AREA: metadata "area".
// * UNKNOWN_VALUE: no value of the closed list that the area is.
// * QUERY_TOO_LARGE: more than 16 kB of text, 256 clauses or 64 levels.
absl::StatusOr<QueryNode> ParseQuery(absl::string_view text, Analyzer& analyzer,
                                     const QueryOptions& options = {});

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_QUERY_PARSER_H_
