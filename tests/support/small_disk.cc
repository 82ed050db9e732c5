#include "tests/support/small_disk.h"

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"

namespace trialdex {
namespace {

constexpr char kDiskSize[] = "size=256m";

bool WriteLine(const char* path, const std::string& line) {
  std::ofstream file(path);
  file << line << std::flush;
  return file.good();
}

// Gives this process mounts of its own; without root by a user namespace, which
// a process with one thread may enter.
bool OwnMounts() {
  const std::string user = absl::StrCat("0 ", ::getuid(), " 1");
  const std::string group = absl::StrCat("0 ", ::getgid(), " 1");
  if (::geteuid() == 0) {
    if (::unshare(CLONE_NEWNS) != 0) return false;
  } else if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0 ||
             !WriteLine("/proc/self/uid_map", user) || !WriteLine("/proc/self/setgroups", "deny") ||
             !WriteLine("/proc/self/gid_map", group)) {
    return false;
  }
  return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

}  // namespace

SmallDisk::SmallDisk(std::string path) : path_(std::move(path)) {
  std::filesystem::create_directory(path_);
  mounted_ = OwnMounts() && ::mount("tmpfs", path_.c_str(), "tmpfs", 0, kDiskSize) == 0;
}

SmallDisk::~SmallDisk() {
  if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
}

void SmallDisk::Fill() {
  std::ofstream ballast(Ballast());
  const std::string block(1 << 12, 'x');
  while (ballast.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
  }
}

void SmallDisk::MakeRoom() { std::filesystem::remove(Ballast()); }

std::string SmallDisk::Ballast() const { return path_ + "/ballast"; }

}  // namespace trialdex
