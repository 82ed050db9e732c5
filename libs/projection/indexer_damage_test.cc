#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/status_macros.h"
#include "libs/projection/testing/fake_index.h"
#include "libs/projection/testing/indexer_fixture.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;

// Merges at every second commit, and waits for it.
class DamagedIndexTest : public IndexerTest {
 protected:
  void StartMerging() {
    const auto opener =
        [this](const std::string& directory) -> absl::StatusOr<std::unique_ptr<IndexWriter>> {
      ASSIGN_OR_RETURN(
          auto writer,
          OpenIndexWriter({.directory = directory, .fingerprint = "abc", .merge_factor = 2}));
      writers_[directory] = writer.get();
      return std::make_unique<PromptIndexWriter>(std::move(writer));
    };
    auto opened = Indexer::Open({.root = root_, .fingerprint = "abc"}, feed_, opener, clock_, log_);
    ASSERT_OK(opened);
    indexer_ = *std::move(opened);
    Run();
  }
  // Writes zeros over all segments that are there, as a disk does, which says nothing of it.
  void Damage() {
    for (const auto& file : std::filesystem::directory_iterator(LiveDirectory())) {
      if (file.path().extension() != ".cfs") continue;
      const auto written = file.last_write_time();
      std::ofstream(file.path(), std::ios::in | std::ios::binary)
          << std::string(file.file_size(), '\0');
      std::filesystem::last_write_time(file.path(), written);
    }
  }
  // One commit, and the merge of the segments that are there then.
  void MakeCommit() {
    feed_.Upsert(absl::StrCat("NCT000001", feed_.entries.size()), "title");
    Run(2);
    writers_[LiveDirectory()]->WaitForMerges().IgnoreError();
    Step();
  }
  std::string LiveDirectory() { return IndexPath(root_, Current()); }

  std::map<std::string, IndexWriter*> writers_;
};

TEST_F(DamagedIndexTest, DamageThatAMergeFindsIsHealedFromTheLog) {
  StartMerging();
  WriteLog(6);
  MakeCommit();
  Damage();
  feed_.batch_entries = 1;
  MakeCommit();
  EXPECT_EQ(Status().damage_count(), 1);
  EXPECT_THAT(Status().problem(), HasSubstr("DATA_LOSS"));
  EXPECT_TRUE(Status().has_rebuild());
  EXPECT_THAT(lines_.str(), HasSubstr("the live index is damaged"));
  // What comes meanwhile is searchable still.
  feed_.Upsert("NCT00000077", "during");
  Run(2);
  EXPECT_EQ(Current().generation, 1u);
  EXPECT_EQ(CommittedPoint().position, 9u);

  Run(12);
  EXPECT_EQ(Current().generation, 2u);
  EXPECT_EQ(Status().document_count(), 9);
  EXPECT_EQ(Status().problem(), "");
  EXPECT_FALSE(Status().has_rebuild());
}

TEST_F(DamagedIndexTest, AFileThatSomebodyCutsIsNoticedWithoutAMerge) {
  WriteLog(3);
  Start();
  Run();
  for (const auto& file : std::filesystem::directory_iterator(LiveDirectory())) {
    if (file.path().extension() == ".cfs") {
      std::filesystem::resize_file(file.path(), file.file_size() / 2);
    }
  }
  Run();
  EXPECT_EQ(Current().generation, 2u);
  EXPECT_EQ(Status().document_count(), 3);
  EXPECT_EQ(Status().damage_count(), 1);
  EXPECT_EQ(Status().problem(), "");
}

TEST_F(DamagedIndexTest, ASegmentThatIsGoneIsDamageToo) {
  StartMerging();
  MakeCommit();
  for (const auto& file : std::filesystem::directory_iterator(LiveDirectory())) {
    if (file.path().extension() == ".cfs") std::filesystem::remove(file.path());
  }
  MakeCommit();
  Run();
  EXPECT_EQ(Current().generation, 2u);
  EXPECT_EQ(Status().document_count(), 2);
  EXPECT_EQ(Status().damage_count(), 1);
}

TEST_F(DamagedIndexTest, ABadDiskIsNotWrittenToForEver) {
  StartMerging();
  int damages = 0;
  const absl::Time start = clock_.Now();
  while (clock_.Now() < start + absl::Hours(2)) {
    MakeCommit();
    const uint64_t generation = Current().generation;
    Damage();
    MakeCommit();
    ++damages;
    const absl::Time begun = clock_.Now();
    while (Current().generation == generation && clock_.Now() < begun + absl::Hours(3)) {
      Step();
      clock_.Advance(absl::Seconds(10));
    }
  }
  // Pauses of 1, 2, 4, 8, 16, 32 and 64 minutes.
  EXPECT_EQ(Status().damage_count(), damages);
  EXPECT_GT(damages, 4);
  EXPECT_LT(damages, 9);
}

TEST_F(IndexerTest, AnIndexThatFailsAtEachCommitIsLeftAloneForLongerAndLonger) {
  FakeIndex index;
  int opened = 0;
  const auto opener = [&](const std::string& directory) {
    ++opened;
    // For who asks whether the directory is an index.
    EXPECT_OK((*Opener("abc")(directory))->Commit({.log_id = "log-a"}));
    return std::make_unique<FakeIndexWriter>(index);
  };
  indexer_ = *Indexer::Open({.root = root_, .fingerprint = "abc"}, feed_, opener, clock_, log_);
  Run();
  WriteLog(1);
  opened = 0;
  const absl::Time start = clock_.Now();
  while (clock_.Now() < start + absl::Minutes(10)) {
    index.commit_error = absl::DataLossError("the disk refused");
    Step();
  }
  EXPECT_GT(opened, 10);
  EXPECT_LT(opened, 30);
  EXPECT_EQ(Current().generation, 1u);
  EXPECT_THAT(Status().problem(), HasSubstr("the disk refused"));
  EXPECT_EQ(Status().damage_count(), 0);
  EXPECT_GT(Status().failure_count(), 10);
  const std::string log = lines_.str();
  EXPECT_EQ(log.find("the live index has failed"), log.rfind("the live index has failed"));

  index.commit_error = absl::OkStatus();
  Run(15);
  EXPECT_EQ(Status().committed_position(), 1u);
  EXPECT_EQ(Status().problem(), "");
  EXPECT_THAT(lines_.str(), HasSubstr("the live index works again"));
}

}  // namespace
}  // namespace trialdex
