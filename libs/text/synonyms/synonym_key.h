// When two words are one word to synonyms.
#ifndef TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_KEY_H_
#define TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_KEY_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// The key of the word whose forms are `tokens`: those of one position, the written
// one first. "HER-2" and "her2" have one key, so have "Sjögren" and "sjogren",
// "attacks" and "attack". Words of up to four letters keep their ending: "aids" is
// not "aid".
std::string SynonymKey(absl::Span<const Token> tokens);

// The keys of all words of `text`, in their order.
std::vector<std::string> SynonymKeys(absl::string_view text, Analyzer& analyzer);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_KEY_H_
