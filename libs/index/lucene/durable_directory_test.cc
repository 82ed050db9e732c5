#include "libs/index/lucene/durable_directory.h"

#include <fstream>

#include "gtest/gtest.h"
#include "libs/index/lucene/guard.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex::lucene {
namespace {

using Lucene::newLucene;

class DurableDirectoryTest : public ::testing::Test {
 protected:
  absl::Status SyncFile(const Lucene::String& name) {
    return Guard("sync", [&] {
      directory_->sync(name);
      return absl::OkStatus();
    });
  }

  const TempDir temp_;
  const DurableDirectoryPtr directory_ = newLucene<DurableDirectory>(temp_.path());
};

TEST_F(DurableDirectoryTest, ALaterSyncSaysNothingOfOneThatFailed) {
  std::ofstream(temp_.path() + "/there").close();
  EXPECT_OK(SyncFile(L"there"));
  EXPECT_TRUE(directory_->healthy());
  EXPECT_FALSE(SyncFile(L"not_there").ok());
  EXPECT_FALSE(directory_->healthy());
  EXPECT_OK(SyncFile(L"there"));
  EXPECT_FALSE(directory_->healthy());
}

TEST_F(DurableDirectoryTest, AnEmptyFileCanBeRead) {
  std::ofstream(temp_.path() + "/empty").close();
  EXPECT_OK(Guard("open", [&] {
    const auto input = directory_->openInput(L"empty", 1024);
    EXPECT_EQ(input->length(), 0);
    return absl::OkStatus();
  }));
}

}  // namespace
}  // namespace trialdex::lucene
