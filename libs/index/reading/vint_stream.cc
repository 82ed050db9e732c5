#include "libs/index/reading/vint_stream.h"

#include <algorithm>

#include "libs/index/reading/vint_block.h"

namespace trialdex {
namespace {

// So far ahead bytes are sent for: the processor by itself stops at the end of a page.
constexpr size_t kAhead = 1024;

}  // namespace

void VintStream::Fill(size_t count) {
  std::copy(numbers_.begin() + static_cast<ptrdiff_t>(begin_),
            numbers_.begin() + static_cast<ptrdiff_t>(end_), numbers_.begin());
  end_ -= begin_;
  begin_ = 0;
  // Each takes a byte at least: a count that is damaged makes no room for more.
  count = std::min(count, end_ + rest_.size());
  // A block may hold as many as it has bytes.
  if (numbers_.size() < count + kVintBlockBytes) numbers_.resize(count + kVintBlockBytes);
  while (end_ < count) {
    const bool decoded =
        rest_.size() >= kVintBlockBytes + sizeof(uint64_t) ? DecodeBlock() : DecodeNumber();
    if (!decoded) return;
  }
}

bool VintStream::DecodeBlock() {
  __builtin_prefetch(rest_.data() + kAhead);
  const VintBlock decoded = DecodeVintBlock(rest_.data(), numbers_.data() + end_);
  end_ += decoded.count;
  rest_.remove_prefix(decoded.bytes);
  return decoded.count > 0;
}

bool VintStream::DecodeNumber() {
  size_t size = 0;
  while (size < rest_.size() && (static_cast<uint8_t>(rest_[size]) & 0x80) != 0) ++size;
  if (size == rest_.size()) return false;
  numbers_[end_++] = DecodeVint(rest_.data(), ++size);
  rest_.remove_prefix(size);
  return true;
}

}  // namespace trialdex
