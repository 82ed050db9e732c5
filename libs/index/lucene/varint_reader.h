// Reads the numbers of Lucene++'s files.
#ifndef TRIALDEX_LIBS_INDEX_LUCENE_VARINT_READER_H_
#define TRIALDEX_LIBS_INDEX_LUCENE_VARINT_READER_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "libs/index/lucene/lucene.h"

namespace trialdex::lucene {

// Reads numbers of 7 bits a byte, the low ones first, from where `input` stands.
class VarintReader {
 public:
  explicit VarintReader(Lucene::IndexInputPtr input)
      : input_(std::move(input)), left_(input_->length() - input_->getFilePointer()) {}

  // 0 if there is none.
  uint32_t Next() {
    uint32_t value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (at_ == end_ && !Fill()) return 0;
      const uint32_t byte = buffer_[at_++];
      value |= (byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }

  // The same of up to 64 bits.
  uint64_t NextLong() {
    uint64_t value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at_ == end_ && !Fill()) return 0;
      const uint64_t byte = buffer_[at_++];
      value |= (byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }

  // Appends the next `count` bytes to `text`.
  void Append(size_t count, std::string& text) {
    while (count > 0) {
      if (at_ == end_ && !Fill()) return;
      const size_t part = std::min(count, end_ - at_);
      text.append(reinterpret_cast<const char*>(buffer_.data()) + at_, part);
      at_ += part;
      count -= part;
    }
  }

  // True if the file ended within a number, or held what is none.
  bool failed() const { return failed_; }

 private:
  bool Fill() {
    end_ = static_cast<size_t>(std::min<int64_t>(left_, static_cast<int64_t>(buffer_.size())));
    at_ = 0;
    failed_ = failed_ || end_ == 0;
    if (end_ == 0) return false;
    input_->readBytes(buffer_.data(), 0, static_cast<int32_t>(end_));
    left_ -= static_cast<int64_t>(end_);
    return true;
  }

  const Lucene::IndexInputPtr input_;
  int64_t left_;
  std::array<uint8_t, 4096> buffer_;
  size_t at_ = 0;
  size_t end_ = 0;
  bool failed_ = false;
};

}  // namespace trialdex::lucene

#endif  // TRIALDEX_LIBS_INDEX_LUCENE_VARINT_READER_H_
