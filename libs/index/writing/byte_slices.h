// Many byte streams that grow side by side in one block of memory.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_BYTE_SLICES_H_
#define TRIALDEX_LIBS_INDEX_WRITING_BYTE_SLICES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "absl/strings/string_view.h"
#include "libs/base/growing_bytes.h"

namespace trialdex {

// Where a stream of a ByteArena begins and where it goes on. Begins empty.
struct ByteStream {
  uint32_t head = 0;
  uint32_t next = 0;
  // End of the room in the slice that `next` is in, and its size, as an index.
  uint32_t end = 0;
  uint8_t level = 0;
};

// Streams take slices of growing size, each of which ends in the place of the next: a
// term that stands once costs 12 bytes, and no stream is ever copied. At most 4 GiB.
// Not thread-safe.
class ByteArena {
 public:
  static constexpr size_t kSlack = 16;

  // The arena's first byte is never given out: 0 means "nowhere".
  ByteArena() = default;

  void Append(ByteStream& stream, uint8_t byte) {
    if (stream.next == stream.end) Grow(stream);
    *At(stream.next++) = static_cast<char>(byte);
  }
  void AppendVint(ByteStream& stream, uint32_t value) {
    while (value >= 0x80) {
      Append(stream, static_cast<uint8_t>(value | 0x80));
      value >>= 7;
    }
    Append(stream, static_cast<uint8_t>(value));
  }

  void Append(ByteStream& stream, absl::string_view bytes) {
    while (bytes.size() > stream.end - stream.next) {
      const absl::string_view fitting = bytes.substr(0, stream.end - stream.next);
      Copy(fitting, stream.next);
      bytes.remove_prefix(fitting.size());
      Grow(stream);
    }
    Copy(bytes, stream.next);
    stream.next += static_cast<uint32_t>(bytes.size());
  }

  // Where `stream` goes on, if there is room for `size` bytes in one piece: they may be written
  // there, and taken by Advance, as many as they are. Null if there is not.
  uint8_t* Room(const ByteStream& stream, size_t size) {
    if (stream.end - stream.next < size) return nullptr;
    return reinterpret_cast<uint8_t*>(At(stream.next));
  }
  static void Advance(ByteStream& stream, size_t size) {
    stream.next += static_cast<uint32_t>(size);
  }

  // The bytes of `stream`, valid until the arena grows. Those that are not in one piece are
  // put together in `scratch`, which has to stay, too. kSlack bytes behind them may be read.
  absl::string_view Contents(const ByteStream& stream, std::string& scratch) const;

  // Has the place where `stream` goes on brought near, for an Append soon.
  void Prefetch(const ByteStream& stream) const { __builtin_prefetch(At(stream.next), 1); }
  // The same of a place that Keep has answered, to read it.
  void Prefetch(uint32_t at) const { __builtin_prefetch(At(at)); }

  // Copies `bytes` to a place of their own, and answers where.
  uint32_t Keep(absl::string_view bytes) {
    const uint32_t at = Take(static_cast<uint32_t>(bytes.size()));
    Copy(bytes, at);
    return at;
  }
  absl::string_view View(uint32_t at, size_t size) const { return {At(at), size}; }

  size_t byte_size() const { return size_; }
  // Forgets everything, and keeps the memory.
  void Clear() { size_ = 1; }

 private:
  static constexpr std::array<uint32_t, 10> kSliceBytes = {12,  20,  36,   68,   132,
                                                           260, 516, 1028, 4100, 16388};
  static constexpr uint32_t kLinkBytes = sizeof(uint32_t);

  static uint8_t NextLevel(uint8_t level) {
    return level == kSliceBytes.size() - 1 ? level : static_cast<uint8_t>(level + 1);
  }
  // Where the link of the slice that begins at `at` stands.
  static uint32_t EndOfSlice(uint32_t at, uint8_t level) {
    return at + kSliceBytes[level] - kLinkBytes;
  }

  char* At(uint32_t at) { return bytes_.data() + at; }
  const char* At(uint32_t at) const { return bytes_.data() + at; }

  uint32_t Take(uint32_t size) {
    const uint32_t at = size_;
    const size_t needed = at + size_t{size} + kSlack;
    if (needed > bytes_.capacity()) bytes_.Grow(needed);
    size_ += size;
    return at;
  }

  void Copy(absl::string_view bytes, uint32_t to) {
    if (!bytes.empty()) std::memcpy(At(to), bytes.data(), bytes.size());
  }

  void Grow(ByteStream& stream) {
    if (stream.head != 0) stream.level = NextLevel(stream.level);
    const uint32_t at = Take(kSliceBytes[stream.level]);
    if (stream.head == 0) {
      stream.head = at;
    } else {
      std::memcpy(At(stream.end), &at, kLinkBytes);
    }
    stream.next = at;
    stream.end = EndOfSlice(at, stream.level);
  }

  GrowingBytes bytes_;
  uint32_t size_ = 1;
};

inline absl::string_view ByteArena::Contents(const ByteStream& stream, std::string& scratch) const {
  scratch.clear();
  if (stream.head == 0) return {scratch.append(kSlack, '\0').data(), 0};
  uint32_t at = stream.head;
  uint8_t level = 0;
  if (EndOfSlice(at, level) == stream.end) return View(at, stream.next - at);
  while (EndOfSlice(at, level) != stream.end) {
    const uint32_t end = EndOfSlice(at, level);
    const absl::string_view slice = View(at, end - at);
    scratch.append(slice.data(), slice.size());
    std::memcpy(&at, At(end), kLinkBytes);
    level = NextLevel(level);
  }
  const absl::string_view last = View(at, stream.next - at);
  scratch.append(last.data(), last.size()).append(kSlack, '\0');
  return absl::string_view(scratch).substr(0, scratch.size() - kSlack);
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_BYTE_SLICES_H_
