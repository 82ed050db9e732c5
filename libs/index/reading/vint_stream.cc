#include "libs/index/reading/vint_stream.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "libs/base/eight_bytes.h"

namespace trialdex {
namespace {

static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");

// A vint of 32 bits has at most so many bytes; of the last one only the low bits.
constexpr size_t kMostBytes = 5;
constexpr uint64_t kBeyond32Bits = uint64_t{0x70} << 32;

// So far ahead bytes are sent for: the processor by itself stops at the end of a page.
constexpr size_t kAhead = 1024;

// What a number of so many bytes has of the eight that begin with it.
constexpr std::array<uint64_t, kMostBytes + 1> kOwnBits = {0,        0x7f,       0x7f7f,
                                                           0x7f7f7f, 0x7f7f7f7f, 0x7f7f7f7f7f};

uint64_t LoadWord(const char* at) {
  uint64_t word = 0;
  std::memcpy(&word, at, sizeof(word));
  return word;
}

// Bit i is set if a number ends in byte i of the 64 at `block`.
uint64_t EndsIn(const char* block) {
  uint64_t ends = 0;
  for (size_t i = 0; i < 64; i += 8) {
    // The last byte of a number is the one without the highest bit. Byte j's bit is moved to
    // bit 56 + j; no two of the products meet.
    const uint64_t of_bytes = ~LoadWord(block + i) >> 7 & EightOf(0x01);
    ends |= (of_bytes * 0x0102040810204080 >> 56) << i;
  }
  return ends;
}

// Pushes together seven bits of each of five bytes, by twos, fours and all.
uint64_t Squeeze(uint64_t bits) {
  bits = (bits & 0x007f007f007f007f) | (bits & 0x7f007f007f007f00) >> 1;
  bits = (bits & 0x00003fff00003fff) | (bits & 0x3fff00003fff0000) >> 2;
  return (bits & 0x000000000fffffff) | (bits & 0x0fffffff00000000) >> 4;
}

// Some that follow one another: without a branch or a call, so that the compiler takes several in
// one register.
constexpr size_t kAtOnce = 8;
void SqueezeSome(const uint64_t* __restrict bits, uint32_t* __restrict numbers) {
  for (size_t i = 0; i < kAtOnce; ++i) numbers[i] = static_cast<uint32_t>(Squeeze(bits[i]));
}

}  // namespace

void VintStream::Fill(size_t count) {
  std::copy(numbers_.begin() + static_cast<ptrdiff_t>(begin_),
            numbers_.begin() + static_cast<ptrdiff_t>(end_), numbers_.begin());
  end_ -= begin_;
  begin_ = 0;
  // Each takes a byte at least: a count that is damaged makes no room for more.
  count = std::min(count, end_ + rest_.size());
  // A block may hold as many as it has bytes.
  if (numbers_.size() < count + kBlockBytes) numbers_.resize(count + kBlockBytes);
  while (end_ < count) {
    const bool decoded =
        rest_.size() >= kBlockBytes + sizeof(uint64_t) ? DecodeBlock() : DecodeNumber();
    if (!decoded) return;
  }
}

bool VintStream::DecodeBlock() {
  __builtin_prefetch(rest_.data() + kAhead);
  uint64_t all = 0;
  size_t count = 0;
  size_t begin = 0;
  for (uint64_t ends = EndsIn(rest_.data()); ends != 0; ends &= ends - 1) {
    const size_t end = static_cast<size_t>(std::countr_zero(ends)) + 1;
    const size_t size = end - begin;
    bits_[count] =
        size <= kMostBytes ? LoadWord(rest_.data() + begin) & kOwnBits[size] : kBeyond32Bits;
    all |= bits_[count++];
    begin = end;
  }
  uint32_t* const to = numbers_.data() + end_;
  for (size_t i = 0; i < count; i += kAtOnce) SqueezeSome(&bits_[i], to + i);
  if ((all & kBeyond32Bits) != 0) {
    for (size_t i = 0; i < count; ++i) {
      if ((bits_[i] & kBeyond32Bits) != 0) to[i] = kTooLarge;
    }
  }
  end_ += count;
  rest_.remove_prefix(begin);
  return count > 0;
}

bool VintStream::DecodeNumber() {
  size_t size = 0;
  while (size < rest_.size() && (static_cast<uint8_t>(rest_[size]) & 0x80) != 0) ++size;
  if (size == rest_.size()) return false;
  ++size;
  uint64_t bits = kBeyond32Bits;
  if (size <= kMostBytes) {
    bits = 0;
    std::memcpy(&bits, rest_.data(), size);
    bits &= kOwnBits[size];
  }
  numbers_[end_++] = (bits & kBeyond32Bits) != 0 ? kTooLarge : static_cast<uint32_t>(Squeeze(bits));
  rest_.remove_prefix(size);
  return true;
}

}  // namespace trialdex
