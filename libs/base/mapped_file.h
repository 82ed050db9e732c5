// A file as memory.
#ifndef TRIALDEX_LIBS_BASE_MAPPED_FILE_H_
#define TRIALDEX_LIBS_BASE_MAPPED_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// The content of a file that nobody writes to any more, read by the kernel where it is
// touched. It stays readable after the file is deleted. Thread-safe. Movable.
class MappedFile {
 public:
  // NOT_FOUND if there is none; otherwise the code that fits errno.
  static absl::StatusOr<MappedFile> Open(const std::string& path);

  MappedFile() = default;
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;

  absl::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

  // Says that it will be read once, front to back.
  void ReadAhead() const;

 private:
  void* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_MAPPED_FILE_H_
