// Words beyond ASCII in their normal form.
#ifndef TRIALDEX_LIBS_TEXT_NORMALIZER_H_
#define TRIALDEX_LIBS_TEXT_NORMALIZER_H_

#include <string>

#include "absl/strings/string_view.h"

namespace trialdex {

// Sets `normal` to NFKC_Casefold of `word`, without what is no letter, mark or
// number in it; it may come out empty. `word` must be UTF-8.
void NormalizeWord(absl::string_view word, std::string& normal);

// Sets `plain` to `normal` in plain letters: accents off, ø ł æ and the like
// spelled out, up to three Greek letters named ("tgfβ" is "tgfbeta"; "μg" is "ug").
void PlainWord(absl::string_view normal, std::string& plain);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_NORMALIZER_H_
