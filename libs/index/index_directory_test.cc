#include "libs/index/index_directory.h"

#include <filesystem>

#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

class IndexDirectoryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = IndexDirectory::Open(root_);
    ASSERT_OK(opened);
    directory_ = *std::move(opened);
  }
  IndexName Make(const std::string& fingerprint) {
    const IndexName name = *directory_->NextName(fingerprint);
    std::filesystem::create_directory(directory_->Path(name));
    return name;
  }

  const TempDir temp_;
  const std::string root_ = temp_.path() + "/index";
  std::unique_ptr<IndexDirectory> directory_;
};

TEST_F(IndexDirectoryTest, NothingIsLiveAtFirst) {
  EXPECT_THAT(directory_->Current(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(ReadCurrentIndex(root_), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(IndexDirectoryTest, TheLiveIndexIsFoundAgain) {
  const IndexName name = Make("abc");
  EXPECT_EQ(name.ToString(), "abc-1");
  ASSERT_OK(directory_->SetCurrent(name));
  EXPECT_EQ(*directory_->Current(), name);
  EXPECT_EQ(*ReadCurrentIndex(root_), name);
}

TEST_F(IndexDirectoryTest, ADirectoryDeletedByHandIsNotLive) {
  const IndexName name = Make("abc");
  ASSERT_OK(directory_->SetCurrent(name));
  std::filesystem::remove_all(directory_->Path(name));
  EXPECT_THAT(directory_->Current(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(directory_->NextName("abc")->ToString(), "abc-2");
}

TEST_F(IndexDirectoryTest, NamesAreNeverUsedTwice) {
  Make("abc");
  Make("def");
  EXPECT_EQ(directory_->NextName("abc")->generation, 3u);
}

TEST_F(IndexDirectoryTest, WhatInterruptedBuildsLeftIsRemoved) {
  const IndexName live = Make("abc");
  const IndexName left = Make("abc");
  ASSERT_OK(directory_->SetCurrent(live));
  ASSERT_OK(directory_->RemoveAllButCurrent());
  EXPECT_TRUE(std::filesystem::exists(directory_->Path(live)));
  EXPECT_FALSE(std::filesystem::exists(directory_->Path(left)));
}

TEST_F(IndexDirectoryTest, ASecondOwnerIsRefused) {
  EXPECT_THAT(IndexDirectory::Open(root_), StatusIs(absl::StatusCode::kFailedPrecondition));
  directory_.reset();
  EXPECT_OK(IndexDirectory::Open(root_));
}

TEST_F(IndexDirectoryTest, ADamagedCurrentIsNoted) {
  ASSERT_OK(WriteFileDurably(root_ + "/CURRENT", "../elsewhere\n"));
  EXPECT_THAT(directory_->Current(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(IndexNameTest, OnlyFingerprintAndGenerationAreAName) {
  for (const char* text : {"", "abc", "abc-", "abc-0", "-1", "a/b-1", "abc-x", "abc-1-2"}) {
    EXPECT_THAT(IndexName::Parse(text), StatusIs(absl::StatusCode::kInvalidArgument)) << text;
  }
}

}  // namespace
}  // namespace trialdex
