#include "libs/projection/indexer.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/projection/testing/indexer_fixture.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;

TEST_F(IndexerTest, AFirstStartBuildsAnIndexAndFollows) {
  WriteLog(3);
  Start();
  EXPECT_TRUE(Status().has_rebuild());
  Run();
  EXPECT_EQ(Current().ToString(), "abc-1");
  EXPECT_EQ(Status().committed_position(), 3u);
  EXPECT_EQ(Status().document_count(), 3);
  EXPECT_EQ(Status().segment_count(), 1);
  EXPECT_EQ(Status().log_id(), "log-a");
  EXPECT_EQ(Status().fingerprint(), "abc");
  EXPECT_TRUE(Status().following());
  EXPECT_FALSE(Status().has_rebuild());
  EXPECT_EQ(feed_.published["indexer"], 3u);
  EXPECT_FALSE(feed_.published.contains("indexer-rebuild"));

  feed_.Delete("NCT00000001");
  Run(2);
  EXPECT_EQ(Status().committed_position(), 4u);
  EXPECT_EQ(Status().document_count(), 2);
  EXPECT_EQ(Status().lag_entries(), 0u);
}

TEST_F(IndexerTest, AnEmptyLogGetsALiveIndexToo) {
  Start();
  Run();
  EXPECT_EQ(Current().ToString(), "abc-1");
  EXPECT_EQ(CommittedPoint().log_id, "log-a");
}

TEST_F(IndexerTest, ARestartGoesOnWithTheLiveIndex) {
  WriteLog(3);
  Start();
  Run();
  Kill();
  feed_.Upsert("NCT00000009", "title");
  Start();
  EXPECT_EQ(Status().committed_position(), 3u);
  Run();
  EXPECT_EQ(Current().ToString(), "abc-1");
  EXPECT_EQ(Status().committed_position(), 4u);
  EXPECT_EQ(feed_.starts.back().after_position, 3u);
}

TEST_F(IndexerTest, CloseCommitsWhatIsPending) {
  Start();
  Run();
  WriteLog(2);
  indexer_->Step(absl::ZeroDuration());
  EXPECT_EQ(CommittedPoint().position, 0u);
  ASSERT_OK(indexer_->Close());
  EXPECT_EQ(CommittedPoint().position, 2u);
  EXPECT_THAT(indexer_->state().Flush(9, absl::InfiniteFuture()),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(IndexerTest, ANewSchemaIsBuiltBesideTheLiveIndex) {
  WriteLog(3);
  Start("abc");
  Run();
  Kill();
  feed_.batch_entries = 1;
  Start("def");
  Step();
  EXPECT_EQ(Current().ToString(), "abc-1");  // Still served.
  EXPECT_EQ(Status().fingerprint(), "abc");
  EXPECT_EQ(Status().committed_position(), 3u);
  EXPECT_TRUE(Status().has_rebuild());
  Run();
  EXPECT_EQ(Current().ToString(), "def-2");
  EXPECT_EQ(Status().committed_position(), 3u);
  EXPECT_FALSE(std::filesystem::exists(root_ + "/abc-1"));
}

TEST_F(IndexerTest, AnInterruptedBuildIsThrownAwayAndStartedAgain) {
  WriteLog(3);
  Start("abc");
  Run();
  Kill();
  feed_.batch_entries = 1;
  Start("def");
  Step();
  EXPECT_TRUE(std::filesystem::exists(root_ + "/def-2"));
  Kill();
  Start("def");
  EXPECT_FALSE(std::filesystem::exists(root_ + "/def-2"));
  Run();
  EXPECT_EQ(Current().fingerprint, "def");
  EXPECT_EQ(Status().document_count(), 3);
}

TEST_F(IndexerTest, TheLiveIndexIsKeptUpToDateDuringARebuild) {
  WriteLog(5);
  Start();
  Run();
  feed_.batch_entries = 1;
  ASSERT_OK(indexer_->state().StartRebuild());
  Step();
  Step();
  feed_.Upsert("NCT00000007", "during");
  Step();
  Step();
  EXPECT_EQ(Current().ToString(), "abc-1");
  EXPECT_EQ(CommittedPoint().position, 6u);
  EXPECT_GT(Status().rebuild().document_count(), 0);
  Run(12);
  // The snapshot may have been taken before: swapped only once it had caught up.
  EXPECT_EQ(Current().ToString(), "abc-2");
  EXPECT_EQ(CommittedPoint().position, 6u);
  EXPECT_EQ(Status().document_count(), 6);
  EXPECT_EQ(feed_.published["indexer"], 6u);
  EXPECT_FALSE(feed_.published.contains("indexer-rebuild"));
}

TEST_F(IndexerTest, ARebuildOnDemandTellsItsEnd) {
  WriteLog(3);
  Start();
  Run();
  const auto number = indexer_->state().StartRebuild();
  ASSERT_OK(number);
  EXPECT_EQ(ErrorReason(indexer_->state().StartRebuild().status()), "REBUILD_RUNNING");
  Step();
  Run();
  const auto progress = indexer_->state().WaitForRebuild(*number, absl::ZeroDuration());
  ASSERT_OK(progress);
  EXPECT_TRUE(progress->done());
  EXPECT_EQ(progress->document_count(), 3);
  EXPECT_EQ(progress->position(), 3u);
  EXPECT_OK(indexer_->state().StartRebuild());
}

TEST_F(IndexerTest, ADeletedIndexIsBuiltAgain) {
  WriteLog(3);
  Start();
  Run();
  std::filesystem::remove_all(root_ + "/abc-1");
  Run();
  EXPECT_EQ(Current().ToString(), "abc-2");
  EXPECT_EQ(Status().document_count(), 3);

  Kill();
  std::filesystem::remove_all(root_);
  Start();
  Run();
  EXPECT_EQ(Status().document_count(), 3);
}

TEST_F(IndexerTest, TheFolderOfAllIndexesMayGoWhileTheIndexerRuns) {
  WriteLog(3);
  Start();
  Run();
  std::filesystem::remove_all(root_);
  Run();
  // Not abc-1 again: who reads that one is not to take this for it.
  EXPECT_EQ(Current().ToString(), "abc-2");
  EXPECT_EQ(Status().document_count(), 3);
  EXPECT_THAT(IndexDirectory::Open(root_), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(IndexerTest, IfNobodyCanTellTheLiveIndexAnotherIsBuilt) {
  WriteLog(3);
  Start();
  Run();
  Kill();
  std::ofstream(root_ + "/CURRENT") << "";
  Start();
  Run();
  EXPECT_EQ(Current().ToString(), "abc-2");
  EXPECT_EQ(Status().document_count(), 3);
}

TEST_F(IndexerTest, ADamagedIndexIsBuiltAgain) {
  WriteLog(3);
  Start();
  Run();
  Kill();
  for (const auto& file : std::filesystem::directory_iterator(root_ + "/abc-1")) {
    if (!file.is_regular_file()) continue;
    std::filesystem::resize_file(file.path(), file.file_size() / 2);
  }
  Start();
  Run();
  EXPECT_EQ(Current().ToString(), "abc-2");
  EXPECT_EQ(Status().document_count(), 3);
}

TEST_F(IndexerTest, ALogThatIsAnotherOneIsIndexedAnew) {
  WriteLog(3);
  Start();
  Run();
  Kill();
  feed_.log_id = "log-b";
  feed_.entries.clear();
  feed_.current.clear();
  feed_.Upsert("NCT00000042", "of the new log");
  Start();
  Run();
  EXPECT_EQ(Current().ToString(), "abc-2");
  EXPECT_EQ(CommittedPoint().log_id, "log-b");
  EXPECT_EQ(Status().document_count(), 1);
}

TEST_F(IndexerTest, ALogThatWasPutBackIsIndexedAnewAlthoughItIsShorterThanTheIndex) {
  WriteLog(9);
  Start();
  Run();
  feed_.GoBackTo(3);
  Kill();
  Start();
  Run();
  EXPECT_EQ(Current().ToString(), "abc-2");
  EXPECT_EQ(CommittedPoint().position, 3u);
  EXPECT_EQ(Status().document_count(), 3);
}

TEST_F(IndexerTest, ALogThatWasPutBackAndHasGoneOnIsIndexedAnew) {
  WriteLog(3);
  Start();
  Run();
  Kill();
  feed_.GoBackTo(2);
  for (int i = 5; i < 9; ++i) feed_.Upsert(absl::StrCat("NCT0000000", i), "title");
  Start();
  Run();
  EXPECT_EQ(Current().ToString(), "abc-2");
  EXPECT_EQ(CommittedPoint().position, 6u);
  EXPECT_EQ(Status().document_count(), 6);
}

TEST_F(IndexerTest, AClockThatIsSetBackDoesNotPutOffWhatIsTriedAgain) {
  feed_.error = absl::UnavailableError("not there");
  WriteLog(2);
  Start();
  indexer_->Step(absl::ZeroDuration());
  feed_.error = absl::OkStatus();
  clock_.Advance(-absl::Hours(1));
  Run();
  EXPECT_EQ(Status().committed_position(), 2u);
}

TEST_F(IndexerTest, ALogThatIsAwayIsWaitedFor) {
  feed_.error = absl::UnavailableError("not there");
  WriteLog(2);
  Start();
  Run();
  EXPECT_FALSE(Status().following());
  EXPECT_THAT(ReadCurrentIndex(root_), StatusIs(absl::StatusCode::kNotFound));
  feed_.error = absl::OkStatus();
  Run();
  EXPECT_EQ(Status().committed_position(), 2u);

  feed_.error = absl::UnavailableError("gone");
  Run();
  EXPECT_FALSE(Status().following());
  EXPECT_EQ(Status().document_count(), 2);
  EXPECT_THAT(lines_.str(), HasSubstr("the log cannot be followed"));
}

TEST_F(IndexerTest, AnotherReaderOfItsNameIsNotFencedAgainAtOnce) {
  Start();
  Run();
  feed_.error = ReasonedError(absl::StatusCode::kAborted, "FENCED", "another reader");
  Step();
  feed_.error = absl::OkStatus();
  const size_t starts = feed_.starts.size();
  // Three seconds a step.
  Run(3);
  EXPECT_EQ(feed_.starts.size(), starts);
  Run(3);
  EXPECT_EQ(feed_.starts.size(), starts + 1);
  EXPECT_TRUE(Status().following());
  EXPECT_THAT(lines_.str(), HasSubstr("\"error\":\"ABORTED: another reader\""));
}

TEST_F(IndexerTest, PoisonBelongsToItsIndex) {
  Start();
  Run();
  feed_.Upsert(std::string(80, 'N'), "an id that cannot be");
  feed_.Upsert("NCT00000001", "fine");
  Run(3);
  EXPECT_EQ(Status().poison_count(), 1);
  EXPECT_EQ(Status().committed_position(), 2u);
  ASSERT_EQ(indexer_->state().ListPoison(0, 10).size(), 1u);
  EXPECT_EQ(indexer_->state().ListPoison(0, 10)[0].position(), 1u);

  // A new index tries everything again.
  ASSERT_OK(indexer_->state().StartRebuild());
  Run();
  EXPECT_EQ(Current().ToString(), "abc-2");
  EXPECT_EQ(Status().poison_count(), 1);
}

TEST_F(IndexerTest, ASecondIndexerIsRefused) {
  Start();
  EXPECT_THAT(
      Indexer::Open({.root = root_, .fingerprint = "abc"}, feed_, Opener("abc"), clock_, log_),
      StatusIs(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace trialdex
