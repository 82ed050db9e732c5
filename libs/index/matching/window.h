// A window of documents: what queries are evaluated in, one after the other.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_WINDOW_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_WINDOW_H_

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/types/span.h"
#include "libs/index/doc_set.h"

namespace trialdex {

// Documents of a window: the bits, and the scores of those that match, stay in the
// processor's first cache, and a call per window and node costs next to nothing.
inline constexpr uint32_t kWindowShift = 11;
inline constexpr uint32_t kWindowDocs = 1U << kWindowShift;
// Documents of a block: one word of bits. Bounds of scores are known for each block.
inline constexpr uint32_t kBlockDocs = 64;
inline constexpr uint32_t kWindowBlocks = kWindowDocs / kBlockDocs;

// Documents of one window, a bit each; those of block i are word i.
using WindowBits = std::array<uint64_t, kWindowBlocks>;
// For each block a number that no score in it exceeds.
using BlockBounds = std::array<float, kWindowBlocks>;
// Documents of one window, ascending, by their place in it.
using Candidates = absl::Span<const uint16_t>;

// Windows that hold documents 0 to doc_count - 1.
inline uint32_t WindowCount(uint32_t doc_count) {
  return (doc_count + kWindowDocs - 1) >> kWindowShift;
}

inline bool HasBit(const WindowBits& bits, uint32_t offset) {
  return (bits[offset / kBlockDocs] >> (offset % kBlockDocs) & 1) != 0;
}
inline void SetBit(WindowBits& bits, uint32_t offset) {
  bits[offset / kBlockDocs] |= uint64_t{1} << (offset % kBlockDocs);
}

inline bool IsEmpty(const WindowBits& bits) {
  uint64_t any = 0;
  for (const uint64_t word : bits) any |= word;
  return any == 0;
}
inline uint32_t CountBits(const WindowBits& bits) {
  int count = 0;
  for (const uint64_t word : bits) count += __builtin_popcountll(word);
  return static_cast<uint32_t>(count);
}
inline void IntersectWith(WindowBits& bits, const WindowBits& other) {
  for (size_t i = 0; i < bits.size(); ++i) bits[i] &= other[i];
}
inline void UniteWith(WindowBits& bits, const WindowBits& other) {
  for (size_t i = 0; i < bits.size(); ++i) bits[i] |= other[i];
}
inline void Subtract(WindowBits& bits, const WindowBits& other) {
  for (size_t i = 0; i < bits.size(); ++i) bits[i] &= ~other[i];
}

// The documents of `set` in window `window`.
inline WindowBits BitsOf(const DocSet& set, uint32_t window) {
  WindowBits bits = {};
  const absl::Span<const uint64_t> words = set.words();
  const size_t begin = size_t{window} * kWindowBlocks;
  if (begin + kWindowBlocks <= words.size()) {
    std::copy_n(words.begin() + begin, kWindowBlocks, bits.begin());
  } else if (begin < words.size()) {
    std::copy(words.begin() + begin, words.end(), bits.begin());
  }
  return bits;
}

// Makes `bits` the documents of `set` in window `window`; none may be beyond its last.
inline void SetWindow(DocSet& set, uint32_t window, const WindowBits& bits) {
  const size_t begin = size_t{window} * kWindowBlocks;
  set.SetWords(begin, absl::MakeConstSpan(bits).subspan(
                          0, std::min<size_t>(kWindowBlocks, set.words().size() - begin)));
}

// Calls fn(offset) for each document of `bits`, ascending.
template <typename Fn>
void ForEachBit(const WindowBits& bits, Fn&& fn) {
  for (size_t block = 0; block < bits.size(); ++block) {
    for (uint64_t word = bits[block]; word != 0; word &= word - 1) {
      fn(static_cast<uint16_t>(block * kBlockDocs + static_cast<size_t>(__builtin_ctzll(word))));
    }
  }
}

// Bit i is byte i of `bytes`, which are 0 or 1.
inline uint64_t BitsOfBytes(const std::array<uint8_t, kBlockDocs>& bytes) {
  static_assert(std::endian::native == std::endian::little);
  uint64_t bits = 0;
  for (size_t i = 0; i < kBlockDocs; i += 8) {
    uint64_t eight = 0;
    std::memcpy(&eight, &bytes[i], sizeof(eight));
    // Moves byte j's bit to bit 56 + j; no two of the products meet.
    bits |= (eight * 0x0102040810204080ULL >> 56) << i;
  }
  return bits;
}

// The blocks of `bits` that have documents, ascending, in the first places of `blocks`; says how
// many. Which ones have cannot be foreseen: so this asks no question.
inline size_t ListBlocks(const WindowBits& bits, std::array<uint8_t, kWindowBlocks>& blocks) {
  size_t count = 0;
  for (size_t block = 0; block < kWindowBlocks; ++block) {
    blocks[count] = static_cast<uint8_t>(block);
    count += bits[block] != 0 ? 1 : 0;
  }
  return count;
}

// Documents of one window in a list that is filled again and again. Not initialized before:
// has room for a whole window.
class OffsetList {
 public:
  void Clear() { size_ = 0; }
  // Makes it the documents of `bits`, ascending.
  void Assign(const WindowBits& bits);
  // Adds a document, which comes after all others, if `wanted`, and without a branch.
  void AddIf(bool wanted, uint16_t offset) {
    offsets_[size_] = offset;
    size_ += wanted ? 1 : 0;
  }

  Candidates all() const { return Candidates(offsets_.data(), size_); }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  uint16_t operator[](size_t i) const { return offsets_[i]; }

 private:
  // Most words have few bits: writing so many places without asking, the last ones in vain,
  // costs less than a branch that cannot be foreseen.
  static constexpr size_t kAtOnce = 4;

  size_t size_ = 0;
  std::array<uint16_t, kWindowDocs + kAtOnce> offsets_;
};

inline void OffsetList::Assign(const WindowBits& bits) {
  constexpr uint64_t kNone = uint64_t{1} << 63;
  uint16_t* next = offsets_.data();
  std::array<uint8_t, kWindowBlocks> blocks;
  const size_t count = ListBlocks(bits, blocks);
  for (size_t i = 0; i < count; ++i) {
    const auto first = static_cast<uint16_t>(blocks[i] * kBlockDocs);
    uint64_t word = bits[blocks[i]];
    uint16_t* at = next;
    next += __builtin_popcountll(word);
    do {
      for (size_t place = 0; place < kAtOnce; ++place) {
        at[place] = static_cast<uint16_t>(first + __builtin_ctzll(word | kNone));
        word &= word - 1;
      }
      at += kAtOnce;
    } while (at < next);
  }
  size_ = static_cast<size_t>(next - offsets_.data());
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_WINDOW_H_
