// Keeps short texts at fixed addresses until all of them go at once.
#ifndef TRIALDEX_LIBS_TEXT_TEXT_ARENA_H_
#define TRIALDEX_LIBS_TEXT_TEXT_ARENA_H_

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"

namespace trialdex {

class TextArena {
 public:
  // So many bytes behind a text may be read.
  static constexpr size_t kSlack = 16;

  // A copy of `parts`, one after the other; valid until Clear.
  absl::string_view Store(std::initializer_list<absl::string_view> parts) {
    size_t size = 0;
    for (const absl::string_view part : parts) size += part.size();
    char* const to = Allocate(size);
    char* next = to;
    for (const absl::string_view part : parts) {
      if (!part.empty()) std::memcpy(next, part.data(), part.size());
      next += part.size();
    }
    return {to, size};
  }

  // Forgets everything; keeps the memory.
  void Clear() {
    block_ = 0;
    used_ = 0;
  }

 private:
  static constexpr size_t kBlockBytes = 64 * 1024;

  struct Block {
    std::unique_ptr<char[]> bytes;
    size_t size;
  };

  char* Allocate(size_t size) {
    while (block_ < blocks_.size() && used_ + size + kSlack > blocks_[block_].size) {
      ++block_;
      used_ = 0;
    }
    if (block_ == blocks_.size()) {
      const size_t bytes = std::max(size + kSlack, kBlockBytes);
      blocks_.push_back({std::make_unique<char[]>(bytes), bytes});
    }
    char* const at = blocks_[block_].bytes.get() + used_;
    used_ += size;
    return at;
  }

  std::vector<Block> blocks_;
  size_t block_ = 0;
  size_t used_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_TEXT_ARENA_H_
