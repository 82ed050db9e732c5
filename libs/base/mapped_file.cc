#include "libs/base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "libs/base/file.h"

namespace trialdex {

absl::StatusOr<MappedFile> MappedFile::Open(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return ErrnoToStatus(errno, "open", path);
  struct stat about = {};
  MappedFile mapped;
  int error = fstat(file, &about) == 0 ? 0 : errno;
  // Nothing cannot be mapped.
  if (error == 0 && about.st_size > 0) {
    mapped.size_ = static_cast<size_t>(about.st_size);
    mapped.data_ = mmap(nullptr, mapped.size_, PROT_READ, MAP_SHARED, file, 0);
    if (mapped.data_ == MAP_FAILED) {
      error = errno;
      mapped.data_ = nullptr;
    }
  }
  close(file);
  if (error != 0) return ErrnoToStatus(error, "map", path);
  return mapped;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) munmap(data_, size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

void MappedFile::ReadAhead() const {
  // Advice only: whoever does not take it reads as correctly.
  if (data_ != nullptr) static_cast<void>(madvise(data_, size_, MADV_SEQUENTIAL));
}

}  // namespace trialdex
