// A table of words, written as one text.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_WORD_TABLE_H_
#define TRIALDEX_LIBS_ELIGIBILITY_WORD_TABLE_H_

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"

namespace trialdex {

// Splits a literal at its spaces and sorts the words, all of it when compiling:
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
  }

  bool Holds(absl::string_view word) const {
    return std::binary_search(words_.begin(), words_.begin() + count_, word);
  }

 private:
  std::array<absl::string_view, kBytes / 2 + 1> words_{};
  size_t count_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_WORD_TABLE_H_
