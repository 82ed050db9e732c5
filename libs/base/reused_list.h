// A list for what is filled and emptied again and again.
#ifndef TRIALDEX_LIBS_BASE_REUSED_LIST_H_
#define TRIALDEX_LIBS_BASE_REUSED_LIST_H_

#include <cstddef>
#include <vector>

namespace trialdex {

// Of plain values. Adding one is a comparison and a store: Clear keeps the values, and Add answers
// one that is there already, or was never used. Not thread-safe.
template <typename T>
class ReusedList {
 public:
  // The next value, to be assigned: it has what an earlier one had.
  T& Add() {
    if (size_ == capacity_) Grow();
    return items_[size_++];
  }
  void Clear() { size_ = 0; }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return items_.data(); }
  const T* data() const { return items_.data(); }
  T& operator[](size_t index) { return items_[index]; }
  const T& operator[](size_t index) const { return items_[index]; }
  T& back() { return items_[size_ - 1]; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }

 private:
  static constexpr size_t kFirst = 64;

  void Grow() {
    capacity_ = 2 * capacity_ + kFirst;
    items_.resize(capacity_);
  }

  std::vector<T> items_;
  size_t size_ = 0;
  // items_.size(), which takes a division.
  size_t capacity_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_REUSED_LIST_H_
