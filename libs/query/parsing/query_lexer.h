// The text of a query to lexemes.
#ifndef TRIALDEX_LIBS_QUERY_PARSING_QUERY_LEXER_H_
#define TRIALDEX_LIBS_QUERY_PARSING_QUERY_LEXER_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/query/query_node.h"

namespace trialdex {

struct QueryLexeme {
  enum class Kind : uint8_t {
    kEnd,     // after the last one
    kWord,    // anything between blanks, quotes and parentheses; escapes not yet undone
    kPhrase,  // `text` is what stands between the quotes
    kAnd,
    kOr,
    kNot,
    kOpen,   // (
    kClose,  // )
    kArea,   // the operators that take an argument: AREA[argument] …
    kSearch,
    kCoverage,
    kExpansion,
    kTilt,
    kRange,
    kDistance,
    kMissing,  // MISSING
    kAll,      // ALL
  };
  Kind kind = Kind::kEnd;
  // As written, without what hangs behind it ("~1", "^2"); the "*" of a pattern stays.
  absl::string_view text;
  absl::string_view argument;
  // Bytes of the query, with what hangs behind.
  uint32_t begin = 0;
  uint32_t end = 0;

  // Of kWord: set if it stands for the words like it.
  std::optional<TermPattern::Kind> pattern;
  int max_edits = 0;
  // Of kPhrase.
  uint32_t slop = 0;
  // Of kWord, kPhrase and kClose.
  float boost = 1.0F;

  // A word with nothing behind it.
  bool IsPlainWord() const {
    return kind == Kind::kWord && !pattern.has_value() && text.size() == end - begin;
  }
};

// The lexemes of `text` with a kEnd behind them. Operators are written in capitals;
// a backslash takes the meaning from what follows ("\AND", "\"", "\*").
//
// INVALID_ARGUMENT, reason QUERY_SYNTAX, as ParseQuery says: a quote or bracket that is
// not closed, a number out of range, a name in capitals before a bracket that is nearly
// an operator's.
absl::StatusOr<std::vector<QueryLexeme>> LexQuery(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSING_QUERY_LEXER_H_
