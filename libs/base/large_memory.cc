#include "libs/base/large_memory.h"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace trialdex {
namespace {

void* CheckMapped(void* block) {
  if (block == MAP_FAILED) throw std::bad_alloc();
  return block;
}

void* Map(size_t bytes) {
  return CheckMapped(
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
}

}  // namespace

void* AllocateLarge(size_t bytes) {
  if (bytes >= kLargeBytes) return Map(bytes);
  // A line of the processor's cache, for whatever is aligned to it.
  constexpr size_t kLine = 64;
  void* const block = std::aligned_alloc(kLine, (bytes + kLine - 1) / kLine * kLine);
  if (block == nullptr && bytes > 0) throw std::bad_alloc();
  return block;
}

void FreeLarge(void* block, size_t bytes) {
  if (bytes < kLargeBytes) {
    std::free(block);
  } else {
    munmap(block, bytes);
  }
}

void* GrowLarge(void* block, size_t from_bytes, size_t to_bytes) {
  if (from_bytes >= kLargeBytes) {
    return CheckMapped(mremap(block, from_bytes, to_bytes, MREMAP_MAYMOVE));
  }
  void* const larger = AllocateLarge(to_bytes);
  if (from_bytes > 0) std::memcpy(larger, block, from_bytes);
  FreeLarge(block, from_bytes);
  return larger;
}

}  // namespace trialdex
