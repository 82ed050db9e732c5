#include "libs/base/directory_handle.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "libs/base/file.h"

namespace trialdex {

absl::StatusOr<DirectoryHandle> DirectoryHandle::Open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return ErrnoToStatus(errno, "cannot open", path);
  return DirectoryHandle(fd);
}

DirectoryHandle::~DirectoryHandle() {
  if (fd_ >= 0) ::close(fd_);
}

bool DirectoryHandle::IsAt(const std::string& path) const {
  struct stat ours = {};
  struct stat there = {};
  return ::fstat(fd_, &ours) == 0 && ::stat(path.c_str(), &there) == 0 &&
         ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

}  // namespace trialdex
