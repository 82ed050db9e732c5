// Many byte streams that grow side by side in one block of memory.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_BYTE_SLICES_H_
#define TRIALDEX_LIBS_INDEX_WRITING_BYTE_SLICES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "absl/strings/string_view.h"

namespace trialdex {

// Where a stream of a ByteArena begins and where it goes on. Begins empty.
struct ByteStream {
  uint32_t head = 0;
  uint32_t next = 0;
  // End of the room in the slice that `next` is in.
  uint32_t end = 0;
  uint8_t level = 0;
};

// Streams take slices of growing size, each of which ends in the place of the next: a
// term that stands once costs 12 bytes, and no stream is ever copied. At most 4 GiB.
// Not thread-safe.
class ByteArena {
 public:
  // The arena's first byte is never given out: 0 means "nowhere".
  ByteArena() : bytes_(1) {}

  void Append(ByteStream& stream, uint8_t byte) {
    if (stream.next == stream.end) Grow(stream);
    bytes_[stream.next++] = byte;
  }
  void AppendVint(ByteStream& stream, uint32_t value) {
    while (value >= 0x80) {
      Append(stream, static_cast<uint8_t>(value | 0x80));
      value >>= 7;
    }
    Append(stream, static_cast<uint8_t>(value));
  }

  // Has the place where `stream` goes on brought near, for an Append soon.
  void Prefetch(const ByteStream& stream) const { __builtin_prefetch(&bytes_[stream.next], 1); }

  // Copies `bytes` to a place of their own, and answers where.
  uint32_t Keep(absl::string_view bytes) {
    const uint32_t at = Take(static_cast<uint32_t>(bytes.size()));
    if (!bytes.empty()) std::memcpy(&bytes_[at], bytes.data(), bytes.size());
    return at;
  }
  absl::string_view View(uint32_t at, size_t size) const {
    return {reinterpret_cast<const char*>(bytes_.data()) + at, size};
  }

  size_t byte_size() const { return bytes_.size(); }
  // Forgets everything, and keeps the memory.
  void Clear() { bytes_.resize(1); }

 private:
  friend class ByteStreamReader;

  static constexpr std::array<uint32_t, 10> kSliceBytes = {12,  20,  36,   68,   132,
                                                           260, 516, 1028, 4100, 16388};
  static constexpr uint32_t kLinkBytes = sizeof(uint32_t);

  static uint32_t SliceBytes(uint8_t level) {
    return kSliceBytes[level < kSliceBytes.size() ? level : kSliceBytes.size() - 1];
  }

  uint32_t Take(uint32_t size) {
    const auto at = static_cast<uint32_t>(bytes_.size());
    bytes_.resize(bytes_.size() + size);
    return at;
  }

  void Grow(ByteStream& stream) {
    const uint32_t size = SliceBytes(stream.level);
    const uint32_t at = Take(size);
    if (stream.head == 0) {
      stream.head = at;
    } else {
      std::memcpy(&bytes_[stream.end], &at, kLinkBytes);
    }
    stream.next = at;
    stream.end = at + size - kLinkBytes;
    ++stream.level;
  }

  std::vector<uint8_t> bytes_;
};

// Reads a stream from its beginning. The arena must not grow meanwhile.
class ByteStreamReader {
 public:
  ByteStreamReader(const ByteArena& arena, const ByteStream& stream)
      : bytes_(arena.bytes_.data()),
        at_(stream.head),
        end_(stream.head + ByteArena::SliceBytes(0) - ByteArena::kLinkBytes),
        stop_(stream.next) {}

  bool AtEnd() const { return at_ == stop_; }

  // There must be more.
  uint8_t Byte() {
    if (at_ == end_) {
      std::memcpy(&at_, bytes_ + end_, ByteArena::kLinkBytes);
      end_ = at_ + ByteArena::SliceBytes(++level_) - ByteArena::kLinkBytes;
    }
    return bytes_[at_++];
  }
  uint32_t Vint() {
    uint32_t value = 0;
    for (int shift = 0;; shift += 7) {
      const uint8_t byte = Byte();
      value |= static_cast<uint32_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return value;
    }
  }

 private:
  const uint8_t* bytes_;
  uint32_t at_;
  uint32_t end_;
  uint32_t stop_;
  uint8_t level_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_BYTE_SLICES_H_
