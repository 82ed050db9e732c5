// Documents of one window with their scores.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_SCORED_OFFSETS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_SCORED_OFFSETS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "libs/index/matching/window.h"

namespace trialdex {

// Documents, ascending, each with a score; filled again and again. Not initialized before:
// has room for a whole window.
class ScoredOffsets {
 public:
  void Clear() { offsets_.Clear(); }

  // Makes it the documents of `docs`, with scores of 0.
  void Assign(const WindowBits& docs) {
    offsets_.Assign(docs);
    std::fill_n(scores_.begin(), size(), 0);
  }

  // Adds a document, which comes after all others, if `wanted`, and without a branch.
  void AddIf(bool wanted, uint16_t offset, double score) {
    scores_[size()] = score;
    offsets_.AddIf(wanted, offset);
  }

  size_t size() const { return offsets_.size(); }
  Candidates offsets() const { return offsets_.all(); }
  // As many as offsets().
  double* scores() { return scores_.data(); }
  uint16_t offset(size_t i) const { return offsets_[i]; }
  double score(size_t i) const { return scores_[i]; }

 private:
  OffsetList offsets_;
  // One more for what is not wanted.
  std::array<double, kWindowDocs + 1> scores_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_SCORED_OFFSETS_H_
