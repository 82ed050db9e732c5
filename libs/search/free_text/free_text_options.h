// How a free text is ranked.
#ifndef TRIALDEX_LIBS_SEARCH_FREE_TEXT_FREE_TEXT_OPTIONS_H_
#define TRIALDEX_LIBS_SEARCH_FREE_TEXT_FREE_TEXT_OPTIONS_H_

#include <cstddef>

namespace trialdex {

// The defaults are the best of tests/relevance that hold for both
// of its years; docs/query_language.md says what they do.
struct FreeTextOptions {
  // What a rare word counts beyond its idf: idf to this power. Notes are mostly words that
  // tell little, and these are frequent.
  double rarity_power = 0.5;
  // What a word that is said n times counts: n to this power.
  double repetition_power = 0.5;
  // Words that tell less than this share of what the most telling word tells are left
  // out: they change no ranking, and "the" alone has more occurrences than most notes' words
  // together.
  double least_share = 0.002;
  // Of the others, those that tell most: bounds the time.
  size_t max_words = 200;

  // The conditions of the best so many trials are looked for as well; 0: of none.
  size_t feedback_trials = 5;
  // Words taken from them.
  size_t feedback_words = 20;
  // What they count of all words together.
  double feedback_share = 0.1;

  // Factor of trials for another age or sex than the text's patient has.
  float contradiction_factor = 0.7F;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FREE_TEXT_FREE_TEXT_OPTIONS_H_
