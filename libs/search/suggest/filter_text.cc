#include "libs/search/suggest/filter_text.h"

#include "absl/strings/ascii.h"
#include "libs/base/status_macros.h"
#include "libs/query/parsing/filter_lexer.h"

namespace trialdex {
namespace {

using Kind = FilterLexeme::Kind;

bool IsComparison(Kind kind) {
  switch (kind) {
    case Kind::kEqual:
    case Kind::kNotEqual:
    case Kind::kLess:
    case Kind::kLessOrEqual:
    case Kind::kGreater:
    case Kind::kGreaterOrEqual:
    case Kind::kHas:
      return true;
    default:
      return false;
  }
}

// True if a term begins at lexeme `at` though nothing joins it to the one before.
bool BeginsTerm(const std::vector<FilterLexeme>& lexemes, size_t at) {
  const Kind kind = lexemes[at].kind;
  if (at == 0 || (kind != Kind::kWord && kind != Kind::kNot && kind != Kind::kOpen)) return false;
  const Kind before = lexemes[at - 1].kind;
  if (before == Kind::kClose || before == Kind::kString) return true;
  // A word behind a comparison is a value, and a term is over; other words go on.
  return before == Kind::kWord && at >= 2 && IsComparison(lexemes[at - 2].kind);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> SplitFilterText(absl::string_view filter) {
  ASSIGN_OR_RETURN(const std::vector<FilterLexeme> lexemes, LexFilter(filter));
  std::vector<std::string> parts;
  size_t begin = 0;
  const auto end_part = [&](size_t end) {
    const absl::string_view part = absl::StripAsciiWhitespace(filter.substr(begin, end - begin));
    if (!part.empty()) parts.emplace_back(part);
  };
  int depth = 0;
  for (size_t i = 0; i < lexemes.size(); ++i) {
    const FilterLexeme& lexeme = lexemes[i];
    if (depth == 0 && lexeme.kind == Kind::kAnd) {
      end_part(lexeme.position);
      begin = lexemes[i + 1].position;
    } else if (depth == 0 && BeginsTerm(lexemes, i)) {
      end_part(lexeme.position);
      begin = lexeme.position;
    }
    if (lexeme.kind == Kind::kOpen) ++depth;
    if (lexeme.kind == Kind::kClose) --depth;
  }
  end_part(filter.size());
  return parts;
}

}  // namespace trialdex
