// From the hash of a term to its number.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_TERM_TABLE_H_
#define TRIALDEX_LIBS_INDEX_WRITING_TERM_TABLE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "libs/base/large_memory.h"

namespace trialdex {

// Terms are numbered from 0 in order of addition. What they are, their owner knows. Not
// thread-safe.
class TermTable {
 public:
  static constexpr uint32_t kNone = ~uint32_t{0};

  // Has room for `size` / 2 terms before it grows; a power of two.
  explicit TermTable(size_t size) : slots_(size) {}

  // The number of the term of `hash` for which is_it(number) is true, or the next number,
  // which the term then has.
  template <typename IsIt>
  uint32_t FindOrAdd(uint32_t hash, IsIt&& is_it) {
    const size_t mask = slots_.size() - 1;
    size_t slot = hash & mask;
    for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
      if (slots_[slot] >> 32 == hash && is_it(NumberIn(slots_[slot]))) {
        return NumberIn(slots_[slot]);
      }
    }
    const uint32_t number = count_++;
    slots_[slot] = uint64_t{hash} << 32 | count_;
    if (size_t{count_} * 2 > slots_.size()) Grow();
    return number;
  }

  // Has the place near where Find begins.
  void Prefetch(uint32_t hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }
  // The number of the first term of `hash`, nearly always the only one; kNone if there is none.
  uint32_t Find(uint32_t hash) const {
    const size_t mask = slots_.size() - 1;
    size_t slot = hash & mask;
    while (slots_[slot] != 0 && slots_[slot] >> 32 != hash) slot = (slot + 1) & mask;
    return NumberIn(slots_[slot]);
  }

  size_t byte_size() const { return slots_.size() * sizeof(slots_[0]); }

  // Forgets all terms, and keeps the memory.
  void Clear() {
    std::fill(slots_.begin(), slots_.end(), 0);
    count_ = 0;
  }

 private:
  using Slots = std::vector<uint64_t, LargeAllocator<uint64_t>>;

  // Of an empty slot, kNone.
  static uint32_t NumberIn(uint64_t slot) { return static_cast<uint32_t>(slot) - 1; }

  void Grow() {
    Slots larger(slots_.size() * 2);
    const size_t mask = larger.size() - 1;
    for (const uint64_t taken : slots_) {
      if (taken == 0) continue;
      size_t slot = (taken >> 32) & mask;
      while (larger[slot] != 0) slot = (slot + 1) & mask;
      larger[slot] = taken;
    }
    slots_ = std::move(larger);
  }

  // Open addressing: hash in the upper half, 1 + number in the lower.
  Slots slots_;
  uint32_t count_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_TERM_TABLE_H_
