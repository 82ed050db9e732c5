// A directory of a test's own, gone when the test ends.
#ifndef TRIALDEX_TESTS_SUPPORT_TEMP_DIR_H_
#define TRIALDEX_TESTS_SUPPORT_TEMP_DIR_H_

#include <cstdlib>
#include <filesystem>
#include <string>

#include "gtest/gtest.h"

namespace trialdex {

class TempDir {
 public:
  TempDir() {
    std::string pattern = testing::TempDir() + "trialdex-XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  // Absolute, without a slash at the end.
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_SUPPORT_TEMP_DIR_H_
