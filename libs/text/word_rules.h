// What the analysis knows about words of medicine.
#ifndef TRIALDEX_LIBS_TEXT_WORD_RULES_H_
#define TRIALDEX_LIBS_TEXT_WORD_RULES_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace trialdex {

// All words are ASCII in lower case.

// True if `letters` and `number` with a hyphen or nothing between them name one
// thing: "her" "2", "pd" "l1", "covid" "19". `letters` are one to five, `number` is
// one to four digits, with at most one letter before and one after. False after a
// word that counts ("type" "2", "day" "28") or a prefix ("anti" "1").
bool IsSymbol(absl::string_view letters, absl::string_view number);

// True for a word that counts what follows it: "phase", "week", "arm".
bool IsCountingWord(absl::string_view word);

namespace word_rules_internal {

// The same of a word whose first letters are those of one of them.
bool AnnouncesNumeral(absl::string_view word);

}  // namespace word_rules_internal

// True for a word after which a roman and an arabic numeral mean the same:
// stage, phase, grade, type, class and their plurals. Asked of every word of a text: for nearly all
// the second letter of those that have the same first one answers.
inline bool AnnouncesNumeral(absl::string_view word) {
  constexpr absl::string_view kSecondLetters = "..l...r........h..ty......";
  if (word.size() < 4 || word.size() > 7 || word[0] < 'a' || word[0] > 'z') return false;
  return word[1] == kSecondLetters[static_cast<size_t>(word[0] - 'a')] &&
         word_rules_internal::AnnouncesNumeral(word);
}

// True for a word that may stand between two such numerals: "or", "and", "to".
bool LinksNumerals(absl::string_view word);

// The other spelling of a numeral up to ten, with a letter after it or not: "4" for
// "iv", "iiib" for "3b". Empty if `word` is no such numeral. Valid for ever.
absl::string_view OtherNumeral(absl::string_view word);

// True for a unit that is written against its number: "mg", "ml", "kg".
bool IsUnit(absl::string_view word);

// Where `word` of digits and letters falls apart in two words: "10mg" before the
// unit, "phase2" before the number. 0 if it does not.
size_t SplitPoint(absl::string_view word);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_WORD_RULES_H_
