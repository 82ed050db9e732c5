#include "libs/index/terms/edit_distance.h"

#include <algorithm>
#include <utility>

namespace trialdex {

void AppendCodePoints(absl::string_view text, std::vector<char32_t>& code_points) {
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code_point = length == 1 ? lead : lead & (0xFFu >> (length + 1));
    for (size_t k = 1; k < length && i + k < text.size(); ++k) {
      code_point = code_point << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    }
    code_points.push_back(code_point);
    i += length;
  }
}

EditDistance::EditDistance(std::vector<char32_t> word, int max_edits)
    : word_(std::move(word)),
      max_edits_(max_edits),
      other_(max_depth() + 1),
      // What no Step reaches stays above the most.
      rows_((max_depth() + 1) * (word_.size() + 1), static_cast<uint8_t>(max_edits + 1)) {
  for (size_t j = 0; j <= std::min(word_.size(), static_cast<size_t>(max_edits_)); ++j) {
    Row(0)[j] = static_cast<uint8_t>(j);
  }
}

bool EditDistance::Step(size_t depth, char32_t c) {
  if (depth >= max_depth()) return false;
  other_[depth] = c;
  const auto most = static_cast<size_t>(max_edits_);
  const auto too_many = static_cast<uint8_t>(max_edits_ + 1);
  const uint8_t* const above = Row(depth);
  uint8_t* const row = Row(depth + 1);
  // Cells off the diagonal by more than the most edits never count.
  const size_t first = depth + 1 > most ? depth + 1 - most : 0;
  const size_t last = std::min(word_.size(), depth + 1 + most);
  if (first > 0) row[first - 1] = too_many;
  if (last < word_.size()) row[last + 1] = too_many;
  uint8_t lowest = too_many;
  for (size_t j = first; j <= last; ++j) {
    int edits = above[j] + 1;
    if (j > 0) {
      edits = std::min(edits, row[j - 1] + 1);
      edits = std::min(edits, above[j - 1] + (word_[j - 1] == c ? 0 : 1));
      if (j > 1 && depth > 0 && word_[j - 2] == c && word_[j - 1] == other_[depth - 1]) {
        edits = std::min(edits, Row(depth - 1)[j - 2] + 1);
      }
    }
    row[j] = static_cast<uint8_t>(std::min<int>(edits, too_many));
    lowest = std::min(lowest, row[j]);
  }
  return lowest <= max_edits_;
}

std::optional<int> EditDistance::Edits(size_t depth) const {
  if (depth > max_depth()) return std::nullopt;
  const int edits = Row(depth)[word_.size()];
  if (edits > max_edits_) return std::nullopt;
  return edits;
}

}  // namespace trialdex
