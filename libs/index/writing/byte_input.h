// Bytes of an index file, read back.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_BYTE_INPUT_H_
#define TRIALDEX_LIBS_INDEX_WRITING_BYTE_INPUT_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace trialdex {

// Reads what ByteOutput wrote. Past the end everything is 0 and ok() is false from then
// on: ask once, after a run of reads. Does not own the bytes. Copyable.
class ByteInput {
 public:
  explicit ByteInput(absl::string_view bytes = {})
      : at_(bytes.data()), begin_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool ok() const { return ok_; }
  uint64_t offset() const { return static_cast<uint64_t>(at_ - begin_); }
  bool AtEnd() const { return at_ == end_; }

  void Seek(uint64_t offset) {
    if (offset > static_cast<uint64_t>(end_ - begin_)) {
      Fail();
    } else {
      at_ = begin_ + offset;
    }
  }

  uint8_t Byte() {
    if (at_ == end_) {
      ok_ = false;
      return 0;
    }
    return static_cast<uint8_t>(*at_++);
  }
  uint64_t Vint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const uint8_t byte = Byte();
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return value;
    }
    Fail();
    return 0;
  }
  uint64_t BigEndian(int bytes) {
    uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) value = value << 8 | Byte();
    return value;
  }
  absl::string_view Bytes(uint64_t size) {
    if (size > static_cast<uint64_t>(end_ - at_)) {
      Fail();
      return {};
    }
    const absl::string_view bytes(at_, size);
    at_ += size;
    return bytes;
  }
  // The bytes of the next `count` vints, as they are.
  absl::string_view VintBytes(uint64_t count) {
    const char* const begin = at_;
    for (; count > 0; --count) {
      while ((Byte() & 0x80) != 0) continue;
      if (!ok_) return {};
    }
    return {begin, static_cast<size_t>(at_ - begin)};
  }

 private:
  void Fail() {
    ok_ = false;
    at_ = end_;
  }

  const char* at_;
  const char* begin_;
  const char* end_;
  bool ok_ = true;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_BYTE_INPUT_H_
