// Terms of a query to nodes: what words mean at a level of expansion.
#ifndef TRIALDEX_LIBS_QUERY_WORDS_QUERY_TERMS_H_
#define TRIALDEX_LIBS_QUERY_WORDS_QUERY_TERMS_H_

#include <optional>

#include "absl/status/statusor.h"
#include "libs/query/parsing/query_context.h"
#include "libs/query/words/query_words.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// The node of a term inside `context`: words in a row, or one phrase, or one pattern;
// `lexeme` is of the first word. `words` is raised by the number of words. nullopt if there
// is no word in `text`. INVALID_ARGUMENT as ReadWordSuffix.
absl::StatusOr<std::optional<QueryNode>> MakeTerm(const QueryText& text, const QueryLexeme& lexeme,
                                                  const QueryContext& context, Analyzer& analyzer,
                                                  int& words);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_WORDS_QUERY_TERMS_H_
