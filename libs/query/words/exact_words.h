// Words as they are written, letter by letter.
#ifndef TRIALDEX_LIBS_QUERY_WORDS_EXACT_WORDS_H_
#define TRIALDEX_LIBS_QUERY_WORDS_EXACT_WORDS_H_

#include <optional>

#include "libs/query/words/query_words.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// The words of `text` side by side and in order, each just as it is written: case and
// accents count. `words` is raised by the number of words. nullopt if there is none.
std::optional<QueryNode> MakeExactWords(const QueryText& text, Analyzer& analyzer, int& words);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_WORDS_EXACT_WORDS_H_
