#include "libs/index/reading/vint_block.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "libs/base/eight_bytes.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace trialdex {
namespace {

static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");

// A vint of 32 bits has at most so many bytes; of the last one only the four low bits.
constexpr size_t kMostBytes = 5;
constexpr uint64_t kBeyond32Bits = ~uint64_t{0} << 36;

// What a number of so many bytes has of the eight that begin with it. One that has too many keeps
// the bit that says that it goes on, and so is too large.
constexpr std::array<uint64_t, kVintBlockBytes + 1> kOwnBits = [] {
  std::array<uint64_t, kVintBlockBytes + 1> bits = {0,        0x7f,       0x7f7f,
                                                    0x7f7f7f, 0x7f7f7f7f, 0x7f7f7f7f7f};
  std::fill(bits.begin() + kMostBytes + 1, bits.end(), ~uint64_t{0});
  return bits;
}();

uint64_t LoadWord(const char* at) {
  uint64_t word = 0;
  std::memcpy(&word, at, sizeof(word));
  return word;
}

// Pushes together seven bits of each of five bytes, by twos, fours and all.
uint64_t Squeeze(uint64_t bits) {
  bits = (bits & 0x007f007f007f007f) | (bits & 0x7f007f007f007f00) >> 1;
  bits = (bits & 0x00003fff00003fff) | (bits & 0x3fff00003fff0000) >> 2;
  return (bits & 0x000000000fffffff) | (bits & 0x0fffffff00000000) >> 4;
}

uint32_t ToNumber(uint64_t bits) {
  return (bits & kBeyond32Bits) != 0 ? kTooLargeVint : static_cast<uint32_t>(Squeeze(bits));
}

// Bit i is set if a number ends in byte i of the 64 at `block`: the last byte of a number is the
// one without the highest bit.
uint64_t EndsIn(const char* block) {
  uint64_t ends = 0;
#ifdef __SSE2__
  for (size_t i = 0; i < kVintBlockBytes; i += sizeof(__m128i)) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + i));
    ends |= uint64_t{static_cast<uint16_t>(~_mm_movemask_epi8(bytes))} << i;
  }
#else
  for (size_t i = 0; i < kVintBlockBytes; i += 8) {
    // Byte j's bit is moved to bit 56 + j; no two of the products meet.
    const uint64_t of_bytes = ~LoadWord(block + i) >> 7 & EightOf(0x01);
    ends |= (of_bytes * 0x0102040810204080 >> 56) << i;
  }
#endif
  return ends;
}

// Some that follow one another: without a branch or a call, so that the compiler takes several in
// one register.
constexpr size_t kAtOnce = 8;
void SqueezeSome(const uint64_t* __restrict bits, uint32_t* __restrict numbers) {
  for (size_t i = 0; i < kAtOnce; ++i) numbers[i] = static_cast<uint32_t>(Squeeze(bits[i]));
}

#ifdef __x86_64__

// True if the processor has an instruction for all of Squeeze; the first two that had it took
// longer for it than for the rest together.
bool CanPick() {
  return __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_is("znver1") == 0 &&
         __builtin_cpu_is("znver2") == 0;
}

// False if a number does not fit 32 bits; what is in `decoded` and `numbers` then means nothing.
__attribute__((target("bmi,bmi2"))) bool PickNumbers(const char* block, uint32_t* numbers,
                                                     VintBlock& decoded) {
  size_t count = 0;
  size_t begin = 0;
  uint64_t all = 0;
  for (uint64_t ends = EndsIn(block); ends != 0; ends &= ends - 1) {
    const size_t end = static_cast<size_t>(std::countr_zero(ends)) + 1;
    const uint64_t number = _pext_u64(LoadWord(block + begin), kOwnBits[end - begin]);
    numbers[count++] = static_cast<uint32_t>(number);
    all |= number;
    begin = end;
  }
  decoded = {count, begin};
  return all >> 32 == 0;
}

#endif

}  // namespace

VintBlock DecodeVintBlockOnAny(const char* block, uint32_t* numbers) {
  VintBlock decoded;
  std::array<uint64_t, kVintBlockBytes> bits;
  uint64_t all = 0;
  for (uint64_t ends = EndsIn(block); ends != 0; ends &= ends - 1) {
    const size_t end = static_cast<size_t>(std::countr_zero(ends)) + 1;
    bits[decoded.count] = LoadWord(block + decoded.bytes) & kOwnBits[end - decoded.bytes];
    all |= bits[decoded.count++];
    decoded.bytes = end;
  }
  // Of the last ones it does not matter what comes out.
  const size_t rounded = (decoded.count + kAtOnce - 1) / kAtOnce * kAtOnce;
  std::fill(bits.begin() + decoded.count, bits.begin() + rounded, 0);
  for (size_t i = 0; i < decoded.count; i += kAtOnce) SqueezeSome(&bits[i], numbers + i);
  if ((all & kBeyond32Bits) != 0) {
    std::transform(bits.begin(), bits.begin() + decoded.count, numbers, ToNumber);
  }
  return decoded;
}

VintBlock DecodeVintBlock(const char* block, uint32_t* numbers) {
#ifdef __x86_64__
  VintBlock decoded;
  if (CanPick() && PickNumbers(block, numbers, decoded)) return decoded;
#endif
  return DecodeVintBlockOnAny(block, numbers);
}

uint32_t DecodeVint(const char* bytes, size_t size) {
  if (size > kMostBytes) return kTooLargeVint;
  uint64_t bits = 0;
  std::memcpy(&bits, bytes, size);
  return ToNumber(bits & kOwnBits[size]);
}

}  // namespace trialdex
