// What the operators before a term make of it: area, expansion, coverage.
#ifndef TRIALDEX_LIBS_QUERY_PARSING_QUERY_CONTEXT_H_
#define TRIALDEX_LIBS_QUERY_PARSING_QUERY_CONTEXT_H_

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "libs/query/parsing/query_area.h"
#include "libs/query/parsing/query_lexer.h"
#include "libs/query/query_options.h"

namespace trialdex {

// Holds for everything to the right of the operators read so far, up to the end of
// their expression. The innermost operator of a kind counts.
struct QueryContext {
  QueryArea area;
  QueryExpansion expansion = QueryExpansion::kRelaxation;
  // False if `expansion` is only the default, which COVERAGE replaces by kConcept.
  bool expansion_written = false;
  // Unset outside every COVERAGE.
  std::optional<Coverage> coverage;
  // True inside SEARCH[Location].
  bool in_site = false;
};

// Takes in AREA[…], COVERAGE[…] or EXPANSION[…]: the operators that do nothing by themselves.
//
// INVALID_ARGUMENT, reason UNKNOWN_AREA, or QUERY_SYNTAX if the argument is none of the
// operator's, with the nearest one, or if COVERAGE and EXPANSION do not go together:
// Lossy with any COVERAGE, Relaxation with any but Contains.
absl::Status ApplyOperator(const QueryLexeme& lexeme, QueryContext& context);

// What SEARCH[…] names: true for Location, false for Study. INVALID_ARGUMENT, reason
// QUERY_SYNTAX, for anything else.
absl::StatusOr<bool> IsSearchOfLocation(const QueryLexeme& lexeme);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSING_QUERY_CONTEXT_H_
