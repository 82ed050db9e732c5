// Short texts as numbers.
#ifndef TRIALDEX_LIBS_BASE_EIGHT_BYTES_H_
#define TRIALDEX_LIBS_BASE_EIGHT_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/string_view.h"

namespace trialdex {

// A number with this byte in each place, for what is done to eight bytes at a time.
constexpr uint64_t EightOf(uint8_t byte) { return uint64_t{0x0101010101010101} * byte; }

namespace eight_bytes_internal {

template <typename Int>
uint64_t Load(const char* bytes) {
  Int value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

}  // namespace eight_bytes_internal

// The first eight bytes of `text` as they are in memory, zeros behind a shorter one. Reads
// nothing beyond it.
inline uint64_t EightBytes(absl::string_view text) {
  using eight_bytes_internal::Load;
  const char* const begin = text.data();
  const size_t size = text.size();
  if (size >= 8) return Load<uint64_t>(begin);
  // The two halves overlap in bytes that are the same.
  if (size >= 4) {
    return Load<uint32_t>(begin) | Load<uint32_t>(begin + size - 4) << (8 * (size - 4));
  }
  if (size >= 2) {
    return Load<uint16_t>(begin) | Load<uint16_t>(begin + size - 2) << (8 * (size - 2));
  }
  return size == 1 ? Load<uint8_t>(begin) : 0;
}

// The highest bit of each byte of ASCII that is from `first` to `last`, inclusive. `first` is
// above 0.
constexpr uint64_t BytesBetween(uint64_t bytes, char first, char last) {
  // Sums that carry into the highest bit from `first` on, and above `last`.
  const uint64_t low = bytes & EightOf(0x7F);
  const uint64_t from_first = low + EightOf(static_cast<uint8_t>(0x80 - first));
  const uint64_t above_last = low + EightOf(static_cast<uint8_t>(0x7F - last));
  return (from_first ^ above_last) & ~bytes & EightOf(0x80);
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_EIGHT_BYTES_H_
