#include "libs/base/file_lock.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

TEST(FileLockTest, ASecondOwnerIsRefusedUntilTheFirstLetsGo) {
  const TempDir dir;
  const std::string path = dir.path() + "/LOCK";
  auto first = FileLock::Acquire(path);
  ASSERT_OK(first);
  EXPECT_THAT(FileLock::Acquire(path), StatusIs(absl::StatusCode::kFailedPrecondition));

  { const FileLock moved = *std::move(first); }
  EXPECT_OK(FileLock::Acquire(path));
}

TEST(FileLockTest, AMissingDirectoryIsAnError) {
  const TempDir dir;
  EXPECT_THAT(FileLock::Acquire(dir.path() + "/none/LOCK"), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace trialdex
