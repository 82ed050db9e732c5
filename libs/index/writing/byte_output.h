// Bytes of an index file on their way to the disk.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_BYTE_OUTPUT_H_
#define TRIALDEX_LIBS_INDEX_WRITING_BYTE_OUTPUT_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/growing_bytes.h"

namespace trialdex {

// Collects the bytes of one file in Lucene's encodings: numbers are big-endian,
// "vint" is seven bits a byte, low ones first. Kept in memory, or written behind
// while they come (Create). Not thread-safe. Movable.
class ByteOutput {
 public:
  static constexpr size_t kShortBytes = 16;

  // Keeps everything in memory.
  ByteOutput() = default;
  // Writes to a new file; what is there is replaced. The code that fits errno.
  static absl::StatusOr<ByteOutput> Create(const std::string& path);
  ~ByteOutput();
  ByteOutput(ByteOutput&& other) noexcept;
  ByteOutput& operator=(ByteOutput&& other) noexcept;

  void Byte(uint8_t byte) {
    if (size_ == bytes_.capacity()) Grow(1);
    bytes_.data()[size_++] = static_cast<char>(byte);
  }
  void Bytes(absl::string_view bytes) {
    if (bytes.size() >= write_behind_) return WriteThrough(bytes);
    if (bytes_.capacity() - size_ < bytes.size()) Grow(bytes.size());
    if (!bytes.empty()) std::memcpy(bytes_.data() + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
    if (size_ >= write_behind_) WriteBehind();
  }
  // The same of bytes behind which kShortBytes more may be read: quick for a few.
  void ShortBytes(absl::string_view bytes) {
    if (bytes.size() > kShortBytes || bytes_.capacity() - size_ < kShortBytes) return Bytes(bytes);
    std::memcpy(bytes_.data() + size_, bytes.data(), kShortBytes);
    size_ += bytes.size();
    if (size_ >= write_behind_) WriteBehind();
  }
  void Int32(uint32_t value);
  void Int64(uint64_t value);
  void Vint(uint64_t value) {
    if (bytes_.capacity() - size_ < kMaxVintBytes) Grow(kMaxVintBytes);
    char* next = bytes_.data() + size_;
    while (value >= 0x80) {
      *next++ = static_cast<char>(value | 0x80);
      value >>= 7;
    }
    *next++ = static_cast<char>(value);
    size_ = static_cast<size_t>(next - bytes_.data());
    if (size_ >= write_behind_) WriteBehind();
  }
  // Length in bytes, then the bytes.
  void String(absl::string_view utf8);

  // Bytes so far.
  uint64_t size() const { return written_ + size_; }

  // Replaces the eight bytes at `offset`; they must have been written before.
  void PatchInt64(uint64_t offset, uint64_t value);

  // Of an output in memory: everything, and to begin again.
  absl::string_view bytes() const { return {bytes_.data(), size_}; }
  void Clear() { size_ = 0; }

  // Of a file: hands on what still waits in memory, and frees that. The disk goes on with it
  // in the background. Says if anything went wrong since Create: RESOURCE_EXHAUSTED on a full
  // disk, else as errno fits.
  absl::Status Flush();

  // Of a file: writes what is left, makes it durable and closes it. Errors as Flush.
  absl::Status Close();

 private:
  static constexpr size_t kMaxVintBytes = 10;

  // Makes room for `more` bytes.
  void Grow(size_t more) { bytes_.Grow(size_ + more); }
  void WriteBehind();
  // Writes what waits, then `bytes`, which need not be copied.
  void WriteThrough(absl::string_view bytes);
  void Write(absl::string_view bytes);
  void StartDisk();
  void Fail(absl::string_view doing);

  // What waits in memory.
  GrowingBytes bytes_;
  size_t size_ = 0;
  // Bytes that may wait in memory.
  size_t write_behind_ = std::numeric_limits<size_t>::max();
  uint64_t written_ = 0;
  // Of these, those that the disk was told to begin with.
  uint64_t started_ = 0;
  int file_ = -1;
  std::string path_;
  absl::Status status_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_BYTE_OUTPUT_H_
