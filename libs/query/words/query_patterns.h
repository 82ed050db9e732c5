// Words of a query that stand for words like them: "immun*", "w?rd", "tumor~1".
#ifndef TRIALDEX_LIBS_QUERY_WORDS_QUERY_PATTERNS_H_
#define TRIALDEX_LIBS_QUERY_WORDS_QUERY_PATTERNS_H_

#include <optional>

#include "absl/status/statusor.h"
#include "libs/query/words/query_words.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// The pattern of one word, as ReadWordSuffix took it apart. Its text is in plain
// letters without hyphens ("pdl1" is a spelling of "PD-L1" in the index), so "Sjö*" and
// "sjo*" are one pattern, and so are "PD-L*" and "PDL*". Of a fuzzy word the word itself
// counts in full. nullopt if there is no letter or digit in it.
std::optional<QueryNode> MakePattern(const QueryText& text, TermPattern::Kind kind, int max_edits,
                                     Analyzer& analyzer);

// The words of `text` side by side, some of them patterns: "immun* therapy". nullopt if
// there is no pattern in it, or a word without letters; then it is words only. `words` is
// raised by the number of words. INVALID_ARGUMENT as ReadWordSuffix.
absl::StatusOr<std::optional<QueryNode>> MakePatternPhrase(const QueryText& text,
                                                           Analyzer& analyzer, int& words);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_WORDS_QUERY_PATTERNS_H_
