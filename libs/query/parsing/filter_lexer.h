// The text of a filter to lexemes.
#ifndef TRIALDEX_LIBS_QUERY_PARSING_FILTER_LEXER_H_
#define TRIALDEX_LIBS_QUERY_PARSING_FILTER_LEXER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace trialdex {

struct FilterLexeme {
  enum class Kind : uint8_t {
    kEnd,     // after the last one
    kWord,    // a name or a bare value
    kString,  // a quoted value
    kAnd,
    kOr,
    kNot,    // NOT, or a "-" that touches what it negates
    kOpen,   // (
    kClose,  // )
    kComma,
    kEqual,
    kNotEqual,
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual,
    kHas,  // :
  };
  Kind kind = Kind::kEnd;
  // Of a string without its quotes, escapes undone; of others as written.
  std::string text;
  // Byte of the filter it begins at.
  size_t position = 0;
};

// The lexemes of `text` with a kEnd behind them. A word ends at a blank, a
// parenthesis, a comma, a quote or a comparison; a "-" inside it belongs to it.
//
// INVALID_ARGUMENT, reason FILTER_SYNTAX, for a quote that is not closed and for stray signs.
absl::StatusOr<std::vector<FilterLexeme>> LexFilter(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSING_FILTER_LEXER_H_
