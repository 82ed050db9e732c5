// The words of a query text and the forms that stand for each.
#ifndef TRIALDEX_LIBS_QUERY_WORDS_WORD_ANALYSIS_H_
#define TRIALDEX_LIBS_QUERY_WORDS_WORD_ANALYSIS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/query/query_node.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// A position of the query text.
struct QueryWord {
  std::string written;
  // What synonyms know it by (SynonymKey).
  std::string key;
  std::vector<Alternative> alternatives;
  // Bytes [begin, end) of the text.
  uint32_t begin = 0;
  uint32_t end = 0;
};

// Words [first, last] that may also be written as the one word `term`.
struct WordJoin {
  size_t first = 0;
  size_t last = 0;
  std::string term;
  // True if they hang together in the query too, by a hyphen.
  bool tied = false;
};

struct WordAnalysis {
  std::vector<QueryWord> words;
  std::vector<WordJoin> joins;  // by `first`, without overlap
};

WordAnalysis AnalyzeWords(absl::string_view text, Analyzer& analyzer);

// Words that nearly every text has: a trial without them is not left out, they only
// count in phrases and beside their neighbours. No "a": there is hepatitis A.
bool IsFunctionWord(absl::string_view word);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_WORDS_WORD_ANALYSIS_H_
