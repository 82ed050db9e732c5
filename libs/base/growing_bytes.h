// Memory for bytes that become more and more.
#ifndef TRIALDEX_LIBS_BASE_GROWING_BYTES_H_
#define TRIALDEX_LIBS_BASE_GROWING_BYTES_H_

#include <algorithm>
#include <cstddef>
#include <utility>

#include "libs/base/large_memory.h"

namespace trialdex {

// A block of memory that does not fill what it adds, and where it is large grows by the page
// table of the processor, without copying: neither is what std::string does. Not thread-safe.
// Movable.
class GrowingBytes {
 public:
  GrowingBytes() = default;
  ~GrowingBytes() { FreeLarge(data_, capacity_); }
  GrowingBytes(GrowingBytes&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), capacity_(std::exchange(other.capacity_, 0)) {}
  GrowingBytes& operator=(GrowingBytes&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }

  char* data() { return data_; }
  const char* data() const { return data_; }
  size_t capacity() const { return capacity_; }

  // Makes it at least `size` bytes, and twice as many as before. What stood there stays.
  void Grow(size_t size) {
    const size_t capacity = LargeSize(std::max(size, 2 * capacity_));
    data_ = static_cast<char*>(GrowLarge(data_, capacity_, capacity));
    capacity_ = capacity;
  }

 private:
  char* data_ = nullptr;
  size_t capacity_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_GROWING_BYTES_H_
