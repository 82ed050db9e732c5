// How many typing errors lie between a word and many others.
#ifndef TRIALDEX_LIBS_INDEX_TERMS_EDIT_DISTANCE_H_
#define TRIALDEX_LIBS_INDEX_TERMS_EDIT_DISTANCE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"

namespace trialdex {

// Appends the code points of `text`, which must be well-formed UTF-8.
void AppendCodePoints(absl::string_view text, std::vector<char32_t>& code_points);

// Compares one word with others: inserted, left out and wrong code points and
// swapped neighbours are one edit each (optimal string alignment). Goes through the
// others code point by code point, so that those which begin alike share the work.
// Not thread-safe.
class EditDistance {
 public:
  // `word` of at most 255 code points; `max_edits` 0 to 2.
  EditDistance(std::vector<char32_t> word, int max_edits);

  // Puts `c` after the first `depth` code points of the last other word. False if
  // no word that begins so is near enough. Any depth up to that of the last Step,
  // if that was true, plus 1 may follow.
  bool Step(size_t depth, char32_t c);

  // Edits to the other word of the first `depth` code points; nullopt if they
  // are more than the most.
  std::optional<int> Edits(size_t depth) const;

  // Code points of the longest words that are near enough.
  size_t max_depth() const { return word_.size() + static_cast<size_t>(max_edits_); }

 private:
  // Row of the first `depth` code points: edits to each beginning of the word.
  uint8_t* Row(size_t depth) { return rows_.data() + depth * (word_.size() + 1); }
  const uint8_t* Row(size_t depth) const { return rows_.data() + depth * (word_.size() + 1); }

  const std::vector<char32_t> word_;
  const int max_edits_;
  // Of the other word.
  std::vector<char32_t> other_;
  std::vector<uint8_t> rows_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TERMS_EDIT_DISTANCE_H_
