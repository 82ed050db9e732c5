// Memory for tens of megabytes that grow.
#ifndef TRIALDEX_LIBS_BASE_LARGE_MEMORY_H_
#define TRIALDEX_LIBS_BASE_LARGE_MEMORY_H_

#include <cstddef>

namespace trialdex {

// From so many bytes on memory comes from the system, which can make it larger without copying;
// not every malloc does.
inline constexpr size_t kLargeBytes = size_t{2} << 20;

// The bytes that a block for `bytes` has: large ones are a multiple of kLargeBytes.
constexpr size_t LargeSize(size_t bytes) {
  return bytes < kLargeBytes ? bytes : (bytes + kLargeBytes - 1) / kLargeBytes * kLargeBytes;
}

// `bytes`, as all sizes here, is one that LargeSize answers. Throws std::bad_alloc. Free gives
// back what it is told the size of. Thread-safe.
void* AllocateLarge(size_t bytes);
void FreeLarge(void* block, size_t bytes);

// Makes `block` larger; it may be null if `from_bytes` is 0. What stands there stays, and where
// it is large it moves by the page table of the processor, without copying.
void* GrowLarge(void* block, size_t from_bytes, size_t to_bytes);

// For containers.
template <typename T>
struct LargeAllocator {
  using value_type = T;

  LargeAllocator() = default;
  template <typename Other>
  explicit(false) LargeAllocator(const LargeAllocator<Other>&) {}

  T* allocate(size_t count) { return static_cast<T*>(AllocateLarge(LargeSize(count * sizeof(T)))); }
  void deallocate(T* block, size_t count) { FreeLarge(block, LargeSize(count * sizeof(T))); }
  bool operator==(const LargeAllocator&) const { return true; }
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_LARGE_MEMORY_H_
