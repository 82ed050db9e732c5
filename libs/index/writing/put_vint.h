// Numbers of seven bits a byte, without a branch.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_PUT_VINT_H_
#define TRIALDEX_LIBS_INDEX_WRITING_PUT_VINT_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace trialdex {

// PutVint writes so many bytes, whatever the number.
inline constexpr size_t kPutVintBytes = sizeof(uint64_t);

// Writes `value` as Lucene's vint to `to`, and answers where it ends. Bytes behind it, up to
// kPutVintBytes from `to`, are overwritten. How long a number is nobody foresees, neither does
// the processor: all lengths take the same way.
inline uint8_t* PutVint(uint32_t value, uint8_t* to) {
  const uint64_t bits = value;
  const uint64_t sevens = (bits & 0x7F) | (bits & 0x3F80) << 1 | (bits & 0x1FC000) << 2 |
                          (bits & 0xFE00000) << 3 | (bits & 0xF0000000) << 4;
  const auto size = static_cast<unsigned>(std::bit_width(value | 1) + 6) / 7;
  // All bytes but the last say that one follows.
  const uint64_t more = 0x8080808080 & ((uint64_t{1} << (8 * (size - 1))) - 1);
  const uint64_t bytes = sevens | more;
  std::memcpy(to, &bytes, sizeof(bytes));
  return to + size;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_PUT_VINT_H_
