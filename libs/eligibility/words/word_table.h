// A table of words, written as one text.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_WORDS_WORD_TABLE_H_
#define TRIALDEX_LIBS_ELIGIBILITY_WORDS_WORD_TABLE_H_

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"

namespace trialdex {

// Splits a literal of lower-case ASCII words at its spaces and sorts the words by their first
// letters, all of it when compiling. Immutable, hence thread-safe:
//
//   constexpr WordTable kSeasons("spring summer autumn winter");
template <size_t kBytes>
class WordTable {
 public:
  explicit constexpr WordTable(const char (&text)[kBytes]) {
    size_t begin = 0;
    for (size_t i = 0; i < kBytes; ++i) {
      if (text[i] != ' ' && text[i] != '\0') continue;
      if (i > begin) words_[count_++] = absl::string_view(text + begin, i - begin);
      begin = i + 1;
    }
    std::sort(words_.begin(), words_.begin() + count_);
    size_t next = 0;
    for (size_t letter = 0; letter < kLetters; ++letter) {
      while (next < count_ && words_[next][0] < 'a' + static_cast<char>(letter)) ++next;
      first_[letter] = next;
    }
    first_[kLetters] = count_;
  }

  bool Holds(absl::string_view word) const {
    if (word.empty() || word[0] < 'a' || word[0] > 'z') return false;
    const auto letter = static_cast<size_t>(word[0] - 'a');
    for (size_t i = first_[letter]; i < first_[letter + 1]; ++i) {
      if (words_[i] == word) return true;
    }
    return false;
  }

 private:
  static constexpr size_t kLetters = 26;

  std::array<absl::string_view, kBytes / 2 + 1> words_{};
  size_t count_ = 0;
  // Where the words of each letter begin; those of the last end at `count_`.
  std::array<size_t, kLetters + 1> first_{};
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_WORDS_WORD_TABLE_H_
