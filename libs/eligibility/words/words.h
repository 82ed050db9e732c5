// A text as the readers of patients and criteria see it: words, numbers, symbols.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_WORDS_WORDS_H_
#define TRIALDEX_LIBS_ELIGIBILITY_WORDS_WORDS_H_

#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/eligibility/words/text_span.h"

namespace trialdex {

struct Word {
  enum class Kind : uint8_t { kWord, kNumber, kSymbol };
  Kind kind = Kind::kSymbol;
  // True if white space, or the text's begin, stands before it.
  bool spaced = false;
  // True if it is a word that was written with a capital first letter.
  bool capital = false;
  // Lower case, a possessive "'s" taken off. Symbols in ASCII, whatever they were
  // written as: "<=" for "≤" and "=<", "-" for every dash. Roman numerals that are one
  // character ("Ⅳ") are words.
  std::string text;
  // Of a number.
  double number = 0;
  TextSpan span;
};

// The words of one text, in order. Looking outside of them is allowed and finds
// nothing, so that readers need not count. Immutable, hence thread-safe.
class Words {
 public:
  // Splits `text`, which must be UTF-8. "55yo" is a number and a word, "HER2" one word,
  // "PD-L1" two words and a dash. At most 4 GiB.
  explicit Words(absl::string_view text);

  size_t size() const { return words_.size(); }
  // Any index, also "-1" or beyond the end.
  const Word& at(size_t i) const { return i < words_.size() ? words_[i] : kNothing; }

  bool IsNumber(size_t i) const { return at(i).kind == Word::Kind::kNumber; }
  bool Is(size_t i, absl::string_view text) const { return at(i).text == text; }
  bool IsAnyOf(size_t i, std::initializer_list<absl::string_view> texts) const;
  // How many words, 0 if not all, of `phrase` stand at `i`; the phrase's are split by
  // one space: "years of age". A dash that the text has between them is skipped.
  size_t Match(size_t i, absl::string_view phrase) const;
  // The longest match among `phrases`.
  size_t MatchAnyOf(size_t i, std::initializer_list<absl::string_view> phrases) const;
  // True if a sentence ends before `i`: after a full stop, "?" or "!" that is followed by a
  // capital or a number, and after a ";" or a line that is followed by a blank one.
  bool StartsSentence(size_t i) const;
  // The bytes of words [begin, end).
  TextSpan SpanOf(size_t begin, size_t end) const;

 private:
  static const Word kNothing;
  std::vector<Word> words_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_WORDS_WORDS_H_
