// Tells a directory from another that has taken its name.
#ifndef TRIALDEX_LIBS_BASE_DIRECTORY_HANDLE_H_
#define TRIALDEX_LIBS_BASE_DIRECTORY_HANDLE_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace trialdex {

// Holds a directory open, so that its identity cannot go to another one even
// when it has been deleted. Movable; otherwise as thread-safe as an int.
class DirectoryHandle {
 public:
  // NOT_FOUND if there is no directory at `path`; otherwise the code that fits errno.
  static absl::StatusOr<DirectoryHandle> Open(const std::string& path);

  DirectoryHandle(DirectoryHandle&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  DirectoryHandle& operator=(DirectoryHandle&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~DirectoryHandle();

  // True if `path` leads to this very directory now.
  bool IsAt(const std::string& path) const;

 private:
  explicit DirectoryHandle(int fd) : fd_(fd) {}

  int fd_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_DIRECTORY_HANDLE_H_
