// Words of a query to nodes: which terms stand for a word, what a phrase is made of.
#ifndef TRIALDEX_LIBS_QUERY_WORDS_QUERY_WORDS_H_
#define TRIALDEX_LIBS_QUERY_WORDS_QUERY_WORDS_H_

#include <cstdint>
#include <memory>
#include <optional>

#include "absl/strings/string_view.h"
#include "libs/query/plan.h"
#include "libs/query/synonym_source.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// Synonyms for the words of one query. Each costs a phrase to look for, so their
// number is bounded.
struct QuerySynonyms {
  // Null: there are none.
  const SynonymSource* source = nullptr;
  // How many more the query may have.
  int left = 120;
};

// A text of the query and where to look for it.
struct QueryText {
  absl::string_view text;
  // Byte of the whole query that it begins at.
  uint32_t begin = 0;
  std::shared_ptr<const FieldWeights> weights;
  // Null: words stand for themselves only.
  QuerySynonyms* synonyms = nullptr;
};

// Words over a hyphen are a phrase or the joined word, whichever scores higher;
// so are letters and a number that look like a symbol ("HER 2").
//
// Words that have synonyms are the best of what is written and of each synonym as a
// phrase; of words that overlap, the longest run counts. A synonym's node is of
// origin kSynonym, with the synonym's weight as boost; its children have no more.

// All words of `text`, but for function words ("of", "the") beside others; those
// that stand side by side score more. `words` is raised
// by the number of words. nullopt if there is no word in it.
std::optional<QueryNode> MakeWords(const QueryText& text, Analyzer& analyzer, int& words);

// The words of `text` side by side and in order, or a synonym of all of them; a
// single one is just that word.
std::optional<QueryNode> MakePhrase(const QueryText& text, Analyzer& analyzer, int& words);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_WORDS_QUERY_WORDS_H_
