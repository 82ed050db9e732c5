// Many numbers in few bytes.
#ifndef TRIALDEX_LIBS_INDEX_COLUMNS_PACKED_NUMBERS_H_
#define TRIALDEX_LIBS_INDEX_COLUMNS_PACKED_NUMBERS_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

namespace trialdex {

// A list of numbers, each kept in 0, 1, 2, 4 or 8 bytes: what the distance of the lowest from
// the highest takes. Filled once, then thread-safe.
class PackedNumbers {
 public:
  void Append(int64_t value) {
    lowest_ = std::min(lowest_, value);
    highest_ = std::max(highest_, value);
    if (size_ == 0) base_ = static_cast<uint64_t>(value);
    if (static_cast<uint64_t>(value) - base_ > MaxOffset(width_)) Widen();
    Put(size_++, static_cast<uint64_t>(value) - base_);
  }

  int64_t operator[](size_t i) const {
    switch (width_) {
      case 0:
        return static_cast<int64_t>(base_);
      case 1:
        return static_cast<int64_t>(base_ + bytes_[i]);
      case 2:
        return Get<uint16_t>(i);
      case 4:
        return Get<uint32_t>(i);
      default:
        return Get<uint64_t>(i);
    }
  }

  size_t size() const { return size_; }
  size_t byte_size() const { return bytes_.capacity(); }
  void ShrinkToFit() {
    bytes_.resize(size_ * width_);
    bytes_.shrink_to_fit();
  }

 private:
  // Distances are taken modulo 2^64: no number is out of reach.
  static constexpr uint64_t MaxOffset(size_t width) {
    return width == 8 ? ~uint64_t{0} : (uint64_t{1} << (8 * width)) - 1;
  }

  template <typename Stored>
  int64_t Get(size_t i) const {
    Stored stored = 0;
    std::memcpy(&stored, &bytes_[i * sizeof(Stored)], sizeof(Stored));
    return static_cast<int64_t>(base_ + stored);
  }

  // Makes number `i`, the last one, `offset`.
  void Put(size_t i, uint64_t offset) {
    static_assert(std::endian::native == std::endian::little, "the low bytes come first");
    if (width_ == 0) return;
    // Eight bytes of any number, so that no size has to be told apart; the next number is
    // written over those that are not its own.
    const size_t end = i * width_ + sizeof(offset);
    if (end > bytes_.size()) bytes_.resize(2 * end);
    std::memcpy(&bytes_[i * width_], &offset, sizeof(offset));
  }

  // Makes room for all numbers from lowest_ to highest_, and as many below as above, so
  // that a list that grows both ways is seldom packed anew.
  void Widen() {
    PackedNumbers wider;
    const uint64_t distance = static_cast<uint64_t>(highest_) - static_cast<uint64_t>(lowest_);
    wider.width_ = 1;
    while (distance > MaxOffset(wider.width_)) wider.width_ *= 2;
    wider.base_ = static_cast<uint64_t>(lowest_) - (MaxOffset(wider.width_) - distance) / 2;
    for (size_t i = 0; i < size_; ++i) {
      wider.Put(i, static_cast<uint64_t>((*this)[i]) - wider.base_);
    }
    base_ = wider.base_;
    width_ = wider.width_;
    bytes_ = std::move(wider.bytes_);
  }

  int64_t lowest_ = std::numeric_limits<int64_t>::max();
  int64_t highest_ = std::numeric_limits<int64_t>::min();
  // What is added to what is kept, and the bytes of that.
  uint64_t base_ = 0;
  size_t width_ = 0;
  size_t size_ = 0;
  // More than its numbers take until it is shrunk.
  std::vector<uint8_t> bytes_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_COLUMNS_PACKED_NUMBERS_H_
