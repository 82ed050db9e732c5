// The text of a query to lexemes.
#ifndef TRIALDEX_LIBS_QUERY_QUERY_LEXER_H_
#define TRIALDEX_LIBS_QUERY_QUERY_LEXER_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace trialdex {

struct QueryLexeme {
  enum class Kind : uint8_t {
    kEnd,     // after the last one
    kWord,    // anything between blanks, quotes and parentheses; escapes not yet undone
    kPhrase,  // `text` is what stands between the quotes
    kAnd,
    kOr,
    kNot,
    kOpen,     // (
    kClose,    // )
    kArea,     // AREA[argument]
    kRange,    // RANGE[argument]
    kMissing,  // MISSING
    kAll,      // ALL
  };
  Kind kind = Kind::kEnd;
  absl::string_view text;
  absl::string_view argument;
  // Bytes of the query.
  uint32_t begin = 0;
  uint32_t end = 0;
};

// The lexemes of `text` with a kEnd behind them. Operators are written in capitals;
// a backslash takes the meaning from what follows ("\AND", "\"").
//
// INVALID_ARGUMENT, reason QUERY_SYNTAX (a quote or bracket that is not closed) or
// QUERY_UNSUPPORTED (an operator that is not there yet), as ParseQuery says.
absl::StatusOr<std::vector<QueryLexeme>> LexQuery(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_QUERY_LEXER_H_
