// The form in which what is typed and what it may become are compared.
#ifndef TRIALDEX_LIBS_SEARCH_SUGGEST_FOLDED_TEXT_H_
#define TRIALDEX_LIBS_SEARCH_SUGGEST_FOLDED_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace trialdex {

// The words of `text` in small plain letters with one space between them: "Crohn's Disease"
// is "crohns disease", "Sjögren-Syndrom" is "sjogren syndrom". Other scripts keep their letters;
// signs separate words. Never holds a NUL. `text` must be UTF-8. Thread-safe.
std::string FoldForTyping(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SUGGEST_FOLDED_TEXT_H_
