#include "libs/text/lowered_text.h"

#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace trialdex {
namespace {

// The compiler's own vectors: comparisons answer 0 or -1 in each place.
constexpr size_t kVector = 16;
using Vector = signed char __attribute__((vector_size(kVector)));
using UnsignedVector = unsigned char __attribute__((vector_size(kVector)));

// The highest bit of each byte, the first the lowest.
uint64_t HighestBits(Vector bytes) {
#ifdef __SSE2__
  return static_cast<uint16_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(bytes)));
#else
  uint64_t bits = 0;
  for (size_t i = 0; i < kVector; ++i) bits |= uint64_t{bytes[i] < 0} << i;
  return bits;
#endif
}

// Which bytes of ASCII are from `first` to `last`: moved to the end of what is positive, these
// are the only ones above a bound. The others wrap round, or stay below it: no range of letters
// or digits is so low that a byte that is not ASCII, which is negative, would come that far.
Vector Between(Vector bytes, signed char first, signed char last) {
  constexpr signed char kHighest = 127;
  const auto moved = reinterpret_cast<Vector>(reinterpret_cast<UnsignedVector>(bytes) +
                                              static_cast<unsigned char>(kHighest - last));
  return moved > static_cast<signed char>(kHighest - 1 - (last - first));
}

}  // namespace

void LoweredText::Assign(absl::string_view utf8) {
  size_ = utf8.size();
  const size_t blocks = (size_ + kBlock - 1) / kBlock;
  const size_t padded = blocks * kBlock + kSlack;
  if (bytes_.size() < padded) {
    bytes_.resize(2 * padded);
    // Runs have a byte between them; bits are read two blocks at a time.
    runs_.resize(padded);
    digits_.resize(2 * blocks + 1);
    capitals_.resize(2 * blocks + 1);
  }
  if (size_ > 0) std::memcpy(bytes_.data(), utf8.data(), size_);
  std::memset(bytes_.data() + size_, 0, padded - size_);
  // Begins and ends of runs in turn.
  Run* run = runs_.data();
  bool inside = false;
  for (size_t i = 0; i < blocks; ++i) {
    const uint64_t bits = TakeBlock(i);
    uint64_t edges = bits ^ (bits << 1 | (inside ? 1 : 0));
    const auto first = static_cast<uint32_t>(i * kBlock);
    for (; edges != 0; edges &= edges - 1) {
      const uint32_t at = first + static_cast<uint32_t>(std::countr_zero(edges));
      if (inside) {
        run++->end = at;
      } else {
        run->begin = at;
      }
      inside = !inside;
    }
  }
  if (inside) run++->end = static_cast<uint32_t>(size_);
  run_count_ = static_cast<size_t>(run - runs_.data());
}

uint64_t LoweredText::TakeBlock(size_t index) {
  constexpr signed char kSmall = 'a' - 'A';
  uint64_t words = 0;
  uint64_t digits = 0;
  uint64_t capitals = 0;
  for (size_t i = 0; i < kBlock; i += kVector) {
    char* const at = bytes_.data() + index * kBlock + i;
    Vector bytes;
    std::memcpy(&bytes, at, kVector);
    const Vector capital = Between(bytes, 'A', 'Z');
    bytes += capital & kSmall;
    std::memcpy(at, &bytes, kVector);
    const Vector digit = Between(bytes, '0', '9');
    words |= HighestBits(digit | Between(bytes, 'a', 'z')) << i;
    digits |= HighestBits(digit) << i;
    capitals |= HighestBits(capital) << i;
  }
  digits_[index] = digits;
  capitals_[index] = capitals;
  return words;
}

}  // namespace trialdex
