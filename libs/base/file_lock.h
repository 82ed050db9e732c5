// One owner at a time for a directory, across processes.
#ifndef TRIALDEX_LIBS_BASE_FILE_LOCK_H_
#define TRIALDEX_LIBS_BASE_FILE_LOCK_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace trialdex {

// Holds flock(2) on a file for as long as it lives. The kernel lets go when the
// process ends, however it ends; the file stays. As thread-safe as an int.
class FileLock {
 public:
  // Creates `path` if missing. FAILED_PRECONDITION if somebody else holds the
  // lock, this process included.
  static absl::StatusOr<FileLock> Acquire(const std::string& path);

  FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}

  int fd_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_FILE_LOCK_H_
