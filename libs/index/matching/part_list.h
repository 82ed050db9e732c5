// The documents of one word or phrase, ready for scoring.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_PART_LIST_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_PART_LIST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "libs/index/doc_set.h"
#include "libs/index/matching/best_docs.h"
#include "libs/index/matching/window.h"

namespace trialdex {

// A small number for each document of a window.
using WindowSums = std::array<uint16_t, kWindowDocs>;

// Documents of one segment, each with the frequency part of its score (FrequencyPart in
// libs/index/scoring/relevance.h): all that a word's score takes from the document. How rare the
// word is, which changes with every commit, is left to whoever scores, so that a list
// lasts as long as its segment. Deleted documents are in it.
//
// Lists that have one document in 32 or more are bits and ranks, those with one in 8 have a
// byte for every document besides; others are places in their window: 5 to 14 bytes a document.
// Never changes; thread-safe.
class PartList {
 public:
  // `docs` ascending, below `doc_count`; `parts` theirs, above 0 and up to 1.
  // `only_in_exclusion` says which of them have it among their exclusion criteria and in no other
  // field that is searched; empty: none.
  PartList(const std::vector<uint32_t>& docs, std::vector<float> parts, uint32_t doc_count,
           std::vector<bool> only_in_exclusion = {});

  // Documents in the list.
  size_t size() const { return parts_.size(); }
  size_t byte_size() const;

  // The number of `doc` in the list; none if it is not in it.
  std::optional<size_t> Find(uint32_t doc) const;
  // True if the document of that number has it among its exclusion criteria only.
  bool OnlyInExclusion(size_t number) const {
    return !only_in_exclusion_.empty() && only_in_exclusion_[number];
  }

  // Hints that the list will be gone through: its arrays begin in places far from one another.
  void Prefetch() const;

  // Calls fn(doc, part) for each document, ascending.
  template <typename Fn>
  void ForEach(Fn&& fn) const;

  // True if so few documents are in the list that they are best looked at one by one.
  bool sparse() const { return bits_.empty(); }

  // Of a sparse list: calls fn(offset, part) for each document in window `window`, ascending.
  template <typename Fn>
  void ForEachIn(uint32_t window, Fn&& fn) const {
    for (uint32_t at = begin_[window]; at < begin_[window + 1]; ++at) fn(offsets_[at], parts_[at]);
  }

  // Of a list that is not sparse: the documents with the highest parts, and how many of all of
  // them are among `docs`.
  const BestDocs& best() const { return best_; }
  uint32_t CountIn(const DocSet& docs) const;

  // The documents in window `window`. False if there are none; `bits` is then undefined.
  bool Match(uint32_t window, WindowBits& bits) const;

  // Takes all other documents out of `bits`. False if none are left; `bits` is then undefined.
  bool Intersect(uint32_t window, WindowBits& bits) const;

  // Adds these documents to `bits`.
  void UniteInto(uint32_t window, WindowBits& bits) const;

  // Takes out of `docs` documents whose part is below `part` or that are not in the list: most.
  void KeepReaching(uint32_t window, float part, WindowBits& docs) const;

  // Adds to the sum of each document of window `window` that has one `weight` times its part:
  // up to 1 less, and up to 1 and a two-hundredth of `weight` more. Sums of blocks without any of
  // `docs` are then undefined.
  void AddApproximately(uint32_t window, uint16_t weight, const WindowBits& docs,
                        WindowSums& sums) const;

  // Adds to each block of `bounds` `factor` times the highest part in it; up to a
  // thousandth more, never less.
  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) const;

  // Adds to each of `scores` `factor` times the part of its candidate, if that is in the list.
  void AddScores(uint32_t window, double factor, Candidates candidates, double* scores) const;

  // The parts of one window.
  struct WindowParts {
    // The part of a document in the list: of block `block`, its bit the one above those of `below`.
    float Of(size_t block, uint64_t below) const {
      return parts[ranks[block] + static_cast<size_t>(__builtin_popcountll(bits[block] & below))];
    }

    const uint64_t* bits;
    const uint16_t* ranks;
    const float* parts;
  };
  // Those of window `window`. A sparse list puts them into `room`, which has room for a whole
  // window and must outlive them. Documents that are not in the list have no part there.
  WindowParts PartsIn(uint32_t window, float* room) const;

  // Makes each of `lowest` at most the part of its candidate, 0 if that is not in the list.
  void Lower(uint32_t window, Candidates candidates, double* lowest) const;

 private:
  bool has_levels() const { return !levels_.empty(); }

  // Calls fn(offset, part) for each document in window `window`; where it costs nothing, only in
  // blocks with any of `docs`.
  template <typename Fn>
  void ForEachNear(uint32_t window, const WindowBits& docs, Fn&& fn) const;

  // Calls fn(i, part) for each candidate i that is in the list, in order.
  template <typename Fn>
  void ForEachPart(uint32_t window, Candidates candidates, Fn&& fn) const;

  // Windows' first places in parts_ (and offsets_); one more at the end.
  std::vector<uint32_t> begin_;
  // By document.
  std::vector<float> parts_;
  // Of a list that is not dense: by document, the place in its window.
  std::vector<uint16_t> offsets_;
  // Of a dense list, by block, whole windows: the documents, how many come before in the
  // window, and the highest part in 255ths, rounded up.
  std::vector<uint64_t> bits_;
  std::vector<uint16_t> ranks_;
  std::vector<uint8_t> highest_;
  // Of a very dense list, by document of the segment, whole windows: the part in 255ths,
  // rounded up; 0 of others.
  std::vector<uint8_t> levels_;
  // By document; empty: none.
  std::vector<bool> only_in_exclusion_;
  // Of a dense list.
  BestDocs best_;
};

inline void PartList::Prefetch() const {
  __builtin_prefetch(begin_.data());
  __builtin_prefetch(parts_.data());
  if (sparse()) {
    __builtin_prefetch(offsets_.data());
    return;
  }
  constexpr size_t kLineWords = 8;
  for (size_t block = 0; block < kWindowBlocks; block += kLineWords) {
    __builtin_prefetch(&bits_[block]);
  }
  __builtin_prefetch(ranks_.data());
  __builtin_prefetch(highest_.data());
}

template <typename Fn>
void PartList::ForEach(Fn&& fn) const {
  for (uint32_t window = 0; window + 1 < begin_.size(); ++window) {
    const uint32_t first_doc = window << kWindowShift;
    if (sparse()) {
      ForEachIn(window, [&](uint16_t offset, float part) { fn(first_doc + offset, part); });
      continue;
    }
    uint32_t at = begin_[window];
    for (uint32_t block = 0; block < kWindowBlocks; ++block) {
      const uint32_t first = first_doc + block * kBlockDocs;
      for (uint64_t word = bits_[first / kBlockDocs]; word != 0; word &= word - 1) {
        fn(first + static_cast<uint32_t>(__builtin_ctzll(word)), parts_[at++]);
      }
    }
  }
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_PART_LIST_H_
