// A real disk that can be filled, for tests of what happens then.
#ifndef TRIALDEX_TESTS_SUPPORT_SMALL_DISK_H_
#define TRIALDEX_TESTS_SUPPORT_SMALL_DISK_H_

#include <string>

namespace trialdex {

// A file system of 256 MiB that only this process and its children see, gone with it.
class SmallDisk {
 public:
  // Mounts it at `path`, which is made. Where that is not allowed mounted() is false and
  // errno says why. Without root it needs a process that has one thread still.
  explicit SmallDisk(std::string path);
  ~SmallDisk();
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const { return mounted_; }

  // Takes all the room that is left, and gives it back.
  void Fill();
  void MakeRoom();

 private:
  std::string Ballast() const;

  const std::string path_;
  bool mounted_ = false;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_SUPPORT_SMALL_DISK_H_
