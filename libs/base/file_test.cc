#include "libs/base/file.h"

#include <filesystem>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

TEST(FileTest, WhatIsWrittenIsRead) {
  const TempDir dir;
  const std::string path = dir.path() + "/CURRENT";
  ASSERT_OK(WriteFileDurably(path, "one"));
  ASSERT_OK(WriteFileDurably(path, "two"));
  EXPECT_EQ(*ReadFile(path), "two");
  EXPECT_FALSE(std::filesystem::exists(path + ".tmp"));
}

TEST(FileTest, AMissingFileIsNotFoundAndNamed) {
  const TempDir dir;
  EXPECT_THAT(ReadFile(dir.path() + "/none"),
              StatusIs(absl::StatusCode::kNotFound, testing::HasSubstr("/none")));
}

TEST(FileTest, AFileWhereADirectoryShouldBeIsRefused) {
  const TempDir dir;
  ASSERT_OK(WriteFileDurably(dir.path() + "/plain", ""));
  EXPECT_THAT(CreateDirectories(dir.path() + "/plain/sub"),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace trialdex
