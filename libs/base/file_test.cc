#include "libs/base/file.h"

#include <filesystem>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/file_identity.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/watched_syncs.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(FileTest, WhatIsWrittenIsRead) {
  const TempDir dir;
  const std::string path = dir.path() + "/CURRENT";
  ASSERT_OK(WriteFileDurably(path, "one"));
  ASSERT_OK(WriteFileDurably(path, "two"));
  EXPECT_EQ(*ReadFile(path), "two");
  EXPECT_FALSE(std::filesystem::exists(path + ".tmp"));
}

TEST(FileTest, AReplacedFileIsOnDiskBeforeItsNameAndItsNameBeforeTheAnswer) {
  const TempDir dir;
  const std::string path = dir.path() + "/CURRENT";
  ASSERT_OK(WriteFileDurably(path, "old"));
  std::vector<std::string> synced;
  const WatchedSyncs syncs([&](const std::string& of) {
    EXPECT_EQ(*ReadFile(path), synced.empty() ? "old" : "new");
    synced.push_back(of);
    return 0;
  });
  ASSERT_OK(WriteFileDurably(path, "new"));
  EXPECT_THAT(synced, ElementsAre(path + ".tmp", dir.path()));
}

TEST(FileTest, AFileThatTheDiskDoesNotTakeIsNotReplaced) {
  const TempDir dir;
  const std::string path = dir.path() + "/CURRENT";
  ASSERT_OK(WriteFileDurably(path, "old"));
  const WatchedSyncs syncs([](const std::string&) { return EIO; });
  EXPECT_FALSE(WriteFileDurably(path, "new").ok());
  EXPECT_EQ(*ReadFile(path), "old");
}

TEST(FileTest, NewDirectoriesAreOnDiskWithTheirParents) {
  const TempDir dir;
  std::vector<std::string> synced;
  const WatchedSyncs syncs([&](const std::string& of) {
    synced.push_back(of);
    return 0;
  });
  ASSERT_OK(CreateDirectories(dir.path() + "/a/b/c"));
  EXPECT_THAT(synced, UnorderedElementsAre(dir.path(), dir.path() + "/a", dir.path() + "/a/b"));
  synced.clear();
  ASSERT_OK(CreateDirectories(dir.path() + "/a/b/c"));
  EXPECT_THAT(synced, IsEmpty());
}

TEST(FileTest, AFileThatTakesTheNameOfAnotherHasAnotherIdentity) {
  const TempDir dir;
  const std::string path = dir.path() + "/file";
  EXPECT_EQ(IdentityOf(path), FileIdentity());
  ASSERT_OK(WriteFileDurably(path, "one"));
  const FileIdentity one = IdentityOf(path);
  EXPECT_EQ(IdentityOf(path), one);
  ASSERT_OK(WriteFileDurably(path, "two"));
  EXPECT_FALSE(IdentityOf(path) == one);
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
