// Free text, such as a note about a patient, to the words in it.
#ifndef TRIALDEX_LIBS_QUERY_FREE_TEXT_H_
#define TRIALDEX_LIBS_QUERY_FREE_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/query/query_node.h"
#include "libs/schema/areas.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// A longer text is refused.
inline constexpr size_t kMaxFreeTextBytes = size_t{64} << 10;

// A word that a text says, once or more often.
struct FreeTextWord {
  // The same for all English forms of a word: "~tumor".
  std::string stem;
  // Its forms (word_forms.h), as first written.
  Place place;
  // How often the text says it, in any of its English forms; at least 1.
  int count = 0;
  // Bytes [begin, end) where it is said first.
  uint32_t begin = 0;
  uint32_t end = 0;
};

// The different words of `text`, in the order in which they are first said. Nothing in a
// text is syntax: "AND", quotes and brackets are words or nothing. "tumor" and "tumors" are
// one word; "T-cell" is "t" and "cell", and "tcell" as well.
std::vector<FreeTextWord> FreeTextWords(absl::string_view text, Analyzer& analyzer);

// Where words of a free text are looked for, and what they count there; never null. Unlike
// the default area, which is for a few chosen words, it looks into the criteria as much as
// into titles, and not at all into sites, sponsors, outcomes, or what excludes.
const std::shared_ptr<const FieldWeights>& FreeTextWeights();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_FREE_TEXT_H_
