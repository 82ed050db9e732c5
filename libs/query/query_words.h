// Words of a query to nodes: which terms stand for a word, what a phrase is made of.
#ifndef TRIALDEX_LIBS_QUERY_QUERY_WORDS_H_
#define TRIALDEX_LIBS_QUERY_QUERY_WORDS_H_

#include <cstdint>
#include <memory>
#include <optional>

#include "absl/strings/string_view.h"
#include "libs/query/plan.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// A text of the query and where to look for it.
struct QueryText {
  absl::string_view text;
  // Byte of the whole query that it begins at.
  uint32_t begin = 0;
  std::shared_ptr<const FieldWeights> weights;
};

// Words over a hyphen are a phrase or the joined word, whichever scores higher;
// so are letters and a number that look like a symbol ("HER 2").

// All words of `text`, but for function words ("of", "the") beside others; those
// that stand side by side score more. `words` is raised
// by the number of words. nullopt if there is no word in it.
std::optional<QueryNode> MakeWords(const QueryText& text, Analyzer& analyzer, int& words);

// The words of `text` side by side and in order; a single one is just that word.
std::optional<QueryNode> MakePhrase(const QueryText& text, Analyzer& analyzer, int& words);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_QUERY_WORDS_H_
