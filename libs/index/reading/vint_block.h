// Decodes a block of vints at a time.
#ifndef TRIALDEX_LIBS_INDEX_READING_VINT_BLOCK_H_
#define TRIALDEX_LIBS_INDEX_READING_VINT_BLOCK_H_

#include <cstddef>
#include <cstdint>
#include <limits>

namespace trialdex {

inline constexpr size_t kVintBlockBytes = 64;

// Stands for a number that does not fit 32 bits.
inline constexpr uint32_t kTooLargeVint = std::numeric_limits<uint32_t>::max();

// The numbers that end in a block.
struct VintBlock {
  size_t count = 0;
  // Bytes up to the end of the last one.
  size_t bytes = 0;
};

// Decodes the vints that begin at `block` and end in the kVintBlockBytes there, of which eight more
// bytes can be read, to `numbers`, which has room for kVintBlockBytes. Where numbers end is
// known for the whole block at once, so that none waits for the length of the one before.
VintBlock DecodeVintBlock(const char* block, uint32_t* numbers);

// The same, with instructions only that every processor has.
VintBlock DecodeVintBlockOnAny(const char* block, uint32_t* numbers);

// The vint that begins at `bytes` and has `size` of them.
uint32_t DecodeVint(const char* bytes, size_t size);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_VINT_BLOCK_H_
