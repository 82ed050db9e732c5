#include "libs/index/writing/byte_output.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "libs/base/file.h"

namespace trialdex {
namespace {

constexpr size_t kWriteBehind = size_t{1} << 18;
// After so many bytes the disk is told to begin with them.
constexpr size_t kDiskBytes = size_t{4} << 20;

void BigEndian(uint64_t value, int bytes, char* to) {
  for (int i = 0; i < bytes; ++i) to[i] = static_cast<char>(value >> (8 * (bytes - 1 - i)));
}

}  // namespace

absl::StatusOr<ByteOutput> ByteOutput::Create(const std::string& path) {
  ByteOutput output;
  output.path_ = path;
  output.file_ = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (output.file_ < 0) return ErrnoToStatus(errno, "create", path);
  output.write_behind_ = kWriteBehind;
  output.Grow(kWriteBehind + kWriteBehind / 4);
  return output;
}

ByteOutput::~ByteOutput() {
  if (file_ >= 0) close(file_);
}

ByteOutput::ByteOutput(ByteOutput&& other) noexcept
    : bytes_(std::move(other.bytes_)),
      size_(std::exchange(other.size_, 0)),
      write_behind_(other.write_behind_),
      written_(other.written_),
      started_(other.started_),
      file_(std::exchange(other.file_, -1)),
      path_(std::move(other.path_)),
      status_(std::move(other.status_)) {}

ByteOutput& ByteOutput::operator=(ByteOutput&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  std::swap(size_, other.size_);
  std::swap(write_behind_, other.write_behind_);
  std::swap(written_, other.written_);
  std::swap(started_, other.started_);
  std::swap(file_, other.file_);
  std::swap(path_, other.path_);
  std::swap(status_, other.status_);
  return *this;
}

void ByteOutput::Int32(uint32_t value) {
  char bytes[4];
  BigEndian(value, 4, bytes);
  Bytes(absl::string_view(bytes, 4));
}

void ByteOutput::Int64(uint64_t value) {
  char bytes[8];
  BigEndian(value, 8, bytes);
  Bytes(absl::string_view(bytes, 8));
}

void ByteOutput::String(absl::string_view utf8) {
  Vint(utf8.size());
  Bytes(utf8);
}

void ByteOutput::PatchInt64(uint64_t offset, uint64_t value) {
  char bytes[8];
  BigEndian(value, 8, bytes);
  if (file_ >= 0) WriteBehind();
  if (offset >= written_) {
    std::memcpy(bytes_.data() + (offset - written_), bytes, sizeof(bytes));
  } else if (status_.ok() &&
             pwrite(file_, bytes, sizeof(bytes), static_cast<off_t>(offset)) != sizeof(bytes)) {
    Fail("write");
  }
}

absl::Status ByteOutput::Flush() {
  WriteBehind();
  bytes_ = GrowingBytes();
  if (status_.ok()) StartDisk();
  return status_;
}

absl::Status ByteOutput::Close() {
  WriteBehind();
  if (status_.ok() && fsync(file_) != 0) Fail("sync");
  if (close(std::exchange(file_, -1)) != 0) Fail("close");
  return status_;
}

void ByteOutput::WriteBehind() {
  Write({bytes_.data(), size_});
  size_ = 0;
}

void ByteOutput::WriteThrough(absl::string_view bytes) {
  WriteBehind();
  Write(bytes);
}

void ByteOutput::Write(absl::string_view bytes) {
  while (status_.ok() && !bytes.empty()) {
    const ssize_t count = write(file_, bytes.data(), std::min(bytes.size(), kDiskBytes));
    if (count >= 0) {
      bytes.remove_prefix(static_cast<size_t>(count));
      written_ += static_cast<uint64_t>(count);
      if (written_ - started_ >= kDiskBytes) StartDisk();
    } else if (errno != EINTR) {
      Fail("write");
    }
  }
  // After an error sizes go on as if there had been none.
  written_ += bytes.size();
}

void ByteOutput::StartDisk() {
  // Only so that less is to be waited for in the end: it may fail.
  sync_file_range(file_, static_cast<off_t>(started_), static_cast<off_t>(written_ - started_),
                  SYNC_FILE_RANGE_WRITE);
  started_ = written_;
}

void ByteOutput::Fail(absl::string_view doing) {
  if (status_.ok()) status_ = ErrnoToStatus(errno, doing, path_);
}

}  // namespace trialdex
