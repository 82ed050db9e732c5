// Singulars and plurals that differ by more than an ending that stemming takes away.
#ifndef TRIALDEX_LIBS_QUERY_WORDS_IRREGULAR_PLURALS_H_
#define TRIALDEX_LIBS_QUERY_WORDS_IRREGULAR_PLURALS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace trialdex {

// The plural of a singular, the singular of a plural: "metastases" for "metastasis",
// "child" for "children". Empty for words whose stem is that of their plural, and for
// those that nothing is known of. `word` is in lower case.
//
// Ends of words are enough for the Latin ones, so there are answers that are no words
// ("increasis"); nothing is found by them.
std::string OtherNumberOf(absl::string_view word);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_WORDS_IRREGULAR_PLURALS_H_
