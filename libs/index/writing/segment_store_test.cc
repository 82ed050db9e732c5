#include "libs/index/writing/segment_store.h"

#include <filesystem>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/writing/segment_output.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;

class SegmentStoreTest : public testing::Test {
 protected:
  // The files of a segment of four documents, of which nothing is known.
  StoredSegment Write() {
    SegmentOutput output = SegmentOutput::Compound(temp_.path(), store_->NextName());
    EXPECT_OK(output.Finish());
    return {output.name(), 4, output.compound(), output.byte_size(), nullptr};
  }

  static std::shared_ptr<const DocSet> Deleted(uint32_t doc) {
    auto deleted = std::make_shared<DocSet>(4);
    deleted->Add(doc);
    return deleted;
  }

  std::string PathOf(const std::string& name) const {
    return absl::StrCat(temp_.path(), "/", name);
  }

  std::set<std::string> FilesThatBegin(const std::string& prefix) const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(temp_.path())) {
      const std::string name = entry.path().filename().string();
      if (absl::StartsWith(name, prefix)) names.insert(name);
    }
    return names;
  }

  const TempDir temp_;
  std::unique_ptr<SegmentStore> store_ = SegmentStore::Open(temp_.path()).value();
};

TEST_F(SegmentStoreTest, OnlyTheNewestCommitIsKept) {
  const StoredSegment first = Write();
  ASSERT_OK(store_->Commit({first}, {{"position", "1"}}));
  EXPECT_THAT(FilesThatBegin("segments_"), ElementsAre("segments_1"));
  StoredSegment second = Write();
  second.deleted = Deleted(2);
  ASSERT_OK(store_->Commit({second}, {{"position", "2"}}));
  EXPECT_THAT(FilesThatBegin("segments_"), ElementsAre("segments_2"));
  EXPECT_THAT(FilesThatBegin("_"),
              ElementsAre(second.name + ".cfs", absl::StrCat(second.name, "_1.del")));
}

TEST_F(SegmentStoreTest, ACommitThatCannotBeWrittenLeavesTheCommitBefore) {
  const StoredSegment first = Write();
  ASSERT_OK(store_->Commit({first}, {{"position", "1"}}));
  // Lucene++ replaces an empty directory.
  std::filesystem::create_directories(PathOf("segments_2/full"));
  EXPECT_FALSE(store_->Commit({first, Write()}, {{"position", "2"}}).ok());
  std::filesystem::remove_all(PathOf("segments_2"));

  EXPECT_THAT(*ReadCommitData(temp_.path()), Contains(Pair("position", "1")));
  const auto reopened = SegmentStore::Open(temp_.path());
  ASSERT_OK(reopened);
  ASSERT_EQ((*reopened)->segments().size(), 1u);
  EXPECT_EQ((*reopened)->segments()[0].name, first.name);
}

TEST_F(SegmentStoreTest, DeletionsThatCannotBeWrittenLeaveTheCommitBefore) {
  StoredSegment segment = Write();
  ASSERT_OK(store_->Commit({segment}, {{"position", "1"}}));
  std::filesystem::create_directory(PathOf(segment.name + "_1.del"));
  segment.deleted = Deleted(3);
  EXPECT_FALSE(store_->Commit({segment}, {{"position", "2"}}).ok());

  EXPECT_THAT(*ReadCommitData(temp_.path()), Contains(Pair("position", "1")));
  const auto reopened = SegmentStore::Open(temp_.path());
  ASSERT_OK(reopened);
  ASSERT_EQ((*reopened)->segments().size(), 1u);
  EXPECT_EQ((*reopened)->segments()[0].deleted, nullptr);
}

}  // namespace
}  // namespace trialdex
