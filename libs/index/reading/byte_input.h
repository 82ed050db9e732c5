// Bytes of an index file, read back.
#ifndef TRIALDEX_LIBS_INDEX_READING_BYTE_INPUT_H_
#define TRIALDEX_LIBS_INDEX_READING_BYTE_INPUT_H_

#include <bit>
#include <cstdint>
#include <cstring>

#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "libs/base/eight_bytes.h"

namespace trialdex {

// Reads what ByteOutput wrote. Past the end everything is 0 and ok() is false from then
// on: ask once, after a run of reads. Does not own the bytes. Copyable.
class ByteInput {
 public:
  explicit ByteInput(absl::string_view bytes = {})
      : at_(bytes.data()), begin_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool ok() const { return ok_; }
  uint64_t offset() const { return static_cast<uint64_t>(at_ - begin_); }
  uint64_t left() const { return static_cast<uint64_t>(end_ - at_); }
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
    if (left() >= sizeof(uint64_t) && static_cast<uint8_t>(*at_) < 0x80) {
      return static_cast<uint8_t>(*at_++);
    }
    return MixedVint();
  }
  // The same, quicker where short and long ones are mixed: takes no branch for the length.
  uint64_t MixedVint() {
    if (ABSL_PREDICT_FALSE(left() < sizeof(uint64_t))) return VintByBytes();
    static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
    uint64_t word = 0;
    std::memcpy(&word, at_, sizeof(word));
    const uint64_t ends = ~word & EightOf(0x80);
    if (ABSL_PREDICT_FALSE(ends == 0)) return VintByBytes();
    at_ += (std::countr_zero(ends) + 1) / 8;
    // Up to the first end, without a branch for each byte: then seven bits of each eight
    // are pushed together, by twos, fours and all.
    word &= (ends ^ (ends - 1)) & 0x7f7f7f7f7f7f7f7f;
    word = (word & 0x007f007f007f007f) | (word & 0x7f007f007f007f00) >> 1;
    word = (word & 0x00003fff00003fff) | (word & 0x3fff00003fff0000) >> 2;
    return (word & 0x000000000fffffff) | (word & 0x0fffffff00000000) >> 4;
  }
  uint64_t BigEndian(int bytes) {
    uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) value = value << 8 | Byte();
    return value;
  }
  uint64_t LittleEndian64() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 8) value |= uint64_t{Byte()} << shift;
    return value;
  }
  absl::string_view Bytes(uint64_t size) {
    if (size > left()) {
      Fail();
      return {};
    }
    const absl::string_view bytes(at_, size);
    at_ += size;
    return bytes;
  }
  // What was read since offset() was `offset`.
  absl::string_view BytesSince(uint64_t offset) const {
    return {begin_ + offset, static_cast<size_t>(at_ - begin_) - offset};
  }
  // Goes behind the next `count` vints.
  void SkipVints(uint64_t count) {
    if (count == 0) return;
    // The last byte of a vint is the one without the highest bit.
    while (left() >= sizeof(uint64_t)) {
      uint64_t word = 0;
      std::memcpy(&word, at_, sizeof(word));
      uint64_t ends = ~word & EightOf(0x80);
      const uint64_t in_word = (ends >> 7) * EightOf(0x01) >> 56;
      if (in_word >= count) {
        for (; count > 1; --count) ends &= ends - 1;
        at_ += (std::countr_zero(ends) + 1) / 8;
        return;
      }
      count -= in_word;
      at_ += sizeof(word);
    }
    for (; count > 0 && ok_; --count) {
      while ((Byte() & 0x80) != 0) continue;
    }
  }
  // The bytes of the next `count` vints, as they are.
  absl::string_view VintBytes(uint64_t count) {
    const char* const begin = at_;
    SkipVints(count);
    if (!ok_) return {};
    return {begin, static_cast<size_t>(at_ - begin)};
  }

  // Makes ok() false.
  void Fail() {
    ok_ = false;
    at_ = end_;
  }

 private:
  uint64_t VintByBytes() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const uint8_t byte = Byte();
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return value;
    }
    Fail();
    return 0;
  }

  const char* at_;
  const char* begin_;
  const char* end_;
  bool ok_ = true;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_BYTE_INPUT_H_
