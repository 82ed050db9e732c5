#include "tests/support/watched_syncs.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "absl/base/const_init.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"

namespace trialdex {
namespace {

ABSL_CONST_INIT absl::Mutex mutex(absl::kConstInit);
// Null while nobody watches.
WatchedSyncs::Watch* watching = nullptr;

int AskWatch(int fd) {
  absl::MutexLock lock(&mutex);
  if (watching == nullptr) return 0;
  std::error_code error;
  const auto path = std::filesystem::read_symlink(absl::StrCat("/proc/self/fd/", fd), error);
  return (*watching)(path.string());
}

}  // namespace

WatchedSyncs::WatchedSyncs(Watch watch) {
  absl::MutexLock lock(&mutex);
  watching = new Watch(std::move(watch));
}

WatchedSyncs::~WatchedSyncs() {
  absl::MutexLock lock(&mutex);
  delete std::exchange(watching, nullptr);
}

}  // namespace trialdex

extern "C" int fsync(int fd) {
  if (const int refused = trialdex::AskWatch(fd); refused != 0) {
    errno = refused;
    return -1;
  }
  return static_cast<int>(syscall(SYS_fsync, fd));
}
