#include "libs/base/directory_handle.h"

#include <filesystem>
#include <string>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

TEST(DirectoryHandleTest, ADirectoryMadeAgainIsAnother) {
  const TempDir temp;
  const std::string path = temp.path() + "/index";
  // Often enough for the file system to use a number again.
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(std::filesystem::create_directory(path));
    const auto handle = DirectoryHandle::Open(path);
    ASSERT_OK(handle);
    EXPECT_TRUE(handle->IsAt(path));
    std::filesystem::remove(path);
    EXPECT_FALSE(handle->IsAt(path));
    std::filesystem::create_directory(path);
    EXPECT_FALSE(handle->IsAt(path));
    std::filesystem::remove(path);
  }
}

TEST(DirectoryHandleTest, ADirectoryThatMovesStaysItself) {
  const TempDir temp;
  const std::string before = temp.path() + "/before";
  const std::string after = temp.path() + "/after";
  std::filesystem::create_directory(before);
  const auto handle = DirectoryHandle::Open(before);
  ASSERT_OK(handle);
  std::filesystem::rename(before, after);
  EXPECT_FALSE(handle->IsAt(before));
  EXPECT_TRUE(handle->IsAt(after));
}

TEST(DirectoryHandleTest, WhatIsNotThereIsNotFound) {
  const TempDir temp;
  EXPECT_THAT(DirectoryHandle::Open(temp.path() + "/none"), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace trialdex
