#include "libs/projection/projection.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/projection/testing/fake_feed.h"
#include "libs/projection/testing/fake_index.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

class ProjectionTest : public ::testing::Test {
 protected:
  ProjectionTest() { Restart(); }

  // A new process: what was not committed is forgotten.
  void Restart() {
    projection_.reset();
    writer_ = std::make_unique<FakeIndexWriter>(index_);
    poison_ = *PoisonStore::Open(temp_.path() + "/poison");
    projection_ = std::make_unique<Projection>(feed_, *writer_, *poison_, clock_, options_);
  }
  absl::Status Step() { return projection_->Step(absl::ZeroDuration()); }
  // Takes what there is and commits it.
  void Drain() {
    for (int i = 0; i < 3; ++i) {
      ASSERT_OK(Step());
      clock_.Advance(absl::Seconds(3));
    }
  }

  const TempDir temp_;
  FakeClock clock_;
  FakeFeed feed_;
  FakeIndex index_;
  ProjectionOptions options_;
  std::unique_ptr<FakeIndexWriter> writer_;
  std::unique_ptr<PoisonStore> poison_;
  std::unique_ptr<Projection> projection_;
};

TEST_F(ProjectionTest, TheNewestEntryOfATrialWins) {
  Drain();
  feed_.Upsert("a", "old");
  feed_.Upsert("b", "only");
  feed_.Upsert("a", "new");
  feed_.Upsert("c", "gone");
  feed_.Delete("c");
  feed_.Upsert("d", "now an alias");
  feed_.Redirect("d", "a");
  Drain();
  EXPECT_THAT(index_.trials, ElementsAre(Pair("a", "new"), Pair("b", "only")));
  EXPECT_EQ(index_.point.position, 7u);
  EXPECT_EQ(index_.point.log_id, "log-a");
  EXPECT_EQ(feed_.published["indexer"], 7u);
}

TEST_F(ProjectionTest, ChangesWaitForTheCommitIntervalAndNoLonger) {
  Drain();
  const int commits = index_.commits;
  feed_.Upsert("a", "1");
  ASSERT_OK(Step());
  clock_.Advance(absl::Milliseconds(249));
  feed_.Upsert("b", "1");
  ASSERT_OK(Step());
  EXPECT_EQ(index_.commits, commits);
  clock_.Advance(absl::Milliseconds(1));
  ASSERT_OK(Step());
  EXPECT_EQ(index_.commits, commits + 1);
  EXPECT_EQ(index_.point.position, 2u);
}

TEST_F(ProjectionTest, CommitsAreRareWhileTheIndexIsFarBehind) {
  options_.read_bytes = 2000;
  Restart();
  Drain();
  for (int i = 0; i < 1000; ++i) feed_.Upsert(absl::StrCat(i), "a helping is 100 of them");
  const int commits = index_.commits;
  ASSERT_OK(Step());
  clock_.Advance(absl::Milliseconds(1900));
  ASSERT_OK(Step());
  EXPECT_EQ(index_.commits, commits);
  clock_.Advance(absl::Milliseconds(100));
  ASSERT_OK(Step());
  EXPECT_EQ(index_.commits, commits + 1);
}

TEST_F(ProjectionTest, AnIndexThatIsBehindForAMomentOnlyCommitsAsOftenAsEver) {
  options_.read_bytes = 2000;
  Restart();
  Drain();
  for (int i = 0; i < 300; ++i) feed_.Upsert(absl::StrCat(i), "a helping is 100 of them");
  const int commits = index_.commits;
  ASSERT_OK(Step());
  clock_.Advance(absl::Milliseconds(250));
  ASSERT_OK(Step());
  EXPECT_EQ(index_.commits, commits + 1);
}

TEST_F(ProjectionTest, ARestartRepeatsOnlyWhatWasNotCommitted) {
  Drain();
  feed_.Upsert("a", "1");
  Drain();
  feed_.Upsert("b", "1");
  ASSERT_OK(Step());  // Applied, not committed.

  Restart();
  Drain();
  EXPECT_EQ(feed_.starts.back().after_position, 1u);
  EXPECT_EQ(feed_.starts.back().log_id, "log-a");
  EXPECT_FALSE(feed_.starts.back().snapshot_first);
  EXPECT_THAT(index_.trials, ElementsAre(Pair("a", "1"), Pair("b", "1")));
}

TEST_F(ProjectionTest, AnIndexOfAnEmptyLogIsCommittedForReadersToOpen) {
  Drain();
  EXPECT_EQ(index_.point.log_id, "log-a");
  EXPECT_EQ(index_.point.position, 0u);
  EXPECT_EQ(index_.commits, 1);
}

TEST_F(ProjectionTest, ANewIndexBeginsWithASnapshot) {
  feed_.Upsert("z", "1");
  feed_.Upsert("a", "1");
  feed_.Upsert("gone", "1");
  feed_.Delete("gone");
  feed_.batch_entries = 1;
  ASSERT_OK(Step());
  EXPECT_TRUE(feed_.starts.back().snapshot_first);
  EXPECT_TRUE(projection_->in_snapshot());
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(index_.commits, 0);  // A part of a snapshot stands for no position.
  ASSERT_OK(Step());
  EXPECT_EQ(index_.point.position, 4u);
  EXPECT_THAT(index_.trials, ElementsAre(Pair("a", "1"), Pair("z", "1")));

  feed_.Upsert("b", "1");
  Drain();
  EXPECT_EQ(index_.point.position, 5u);
}

TEST_F(ProjectionTest, EntriesThatFollowAnEmptySnapshotAreCommitted) {
  ASSERT_OK(Step());
  feed_.Upsert("b", "1");
  feed_.Upsert("a", "1");
  Drain();
  EXPECT_EQ(index_.point.position, 2u);
}

TEST_F(ProjectionTest, ABrokenSnapshotStartsOverInAFreshIndex) {
  feed_.Upsert("z", "1");
  feed_.Upsert("a", "1");
  feed_.batch_entries = 1;
  ASSERT_OK(Step());
  feed_.error = absl::UnavailableError("gone");
  EXPECT_TRUE(IsIndexFailure(Step()));
}

TEST_F(ProjectionTest, APoisonEntryIsSetAsideAndTheLogMovesOn) {
  Drain();
  feed_.Upsert("a", "poison");
  feed_.Upsert("b", "fine");
  feed_.entries.emplace_back().set_position(3);  // Of an event that only later versions know.
  Drain();
  EXPECT_THAT(index_.trials, ElementsAre(Pair("b", "fine")));
  EXPECT_EQ(index_.point.position, 3u);
  ASSERT_EQ(poison_->size(), 2);
  EXPECT_EQ(poison_->List(0, 1)[0].trial_id(), "a");
  EXPECT_EQ(poison_->List(0, 1)[0].reason(), "cannot be indexed");
}

TEST_F(ProjectionTest, PoisonIsOnDiskBeforeItIsPassed) {
  Drain();
  feed_.Upsert("a", "poison");
  ASSERT_OK(Step());  // Not committed yet.
  EXPECT_EQ(index_.point.position, 0u);
  Restart();
  EXPECT_EQ(poison_->size(), 1);
  Drain();
  EXPECT_EQ(poison_->size(), 1);
}

TEST_F(ProjectionTest, PoisonCanBeTriedAgain) {
  Drain();
  feed_.Upsert("a", "poison");
  Drain();
  EXPECT_THAT(projection_->RetryPoison(1), StatusIs(absl::StatusCode::kInvalidArgument));
  index_.poison = absl::OkStatus();
  ASSERT_OK(projection_->RetryPoison(1));
  EXPECT_EQ(poison_->size(), 1);  // A crash now must not lose it.
  ASSERT_OK(projection_->Commit());
  EXPECT_THAT(index_.trials, ElementsAre(Pair("a", "poison")));
  EXPECT_EQ(poison_->size(), 0);
}

TEST_F(ProjectionTest, ARetryNeverPutsBackWhatWasReplaced) {
  Drain();
  feed_.Upsert("a", "poison");
  feed_.Upsert("a", "newer");
  Drain();
  index_.poison = absl::OkStatus();
  EXPECT_THAT(projection_->RetryPoison(1), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(index_.trials, ElementsAre(Pair("a", "newer")));
}

TEST_F(ProjectionTest, ALogThatIsAwayIsFollowedAgain) {
  Drain();
  feed_.Upsert("a", "1");
  ASSERT_OK(Step());
  feed_.error = absl::UnavailableError("gone");
  EXPECT_THAT(Step(), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_FALSE(projection_->following());
  EXPECT_EQ(index_.point.position, 1u);  // Committed all the same.

  feed_.error = absl::OkStatus();
  feed_.Upsert("b", "1");
  Drain();
  EXPECT_TRUE(projection_->following());
  EXPECT_EQ(index_.point.position, 2u);
  EXPECT_EQ(feed_.published["indexer"], 2u);
}

TEST_F(ProjectionTest, AReportThatWasLostIsSentAgain) {
  Drain();
  feed_.Upsert("a", "1");
  Drain();
  feed_.published.clear();
  Restart();
  ASSERT_OK(Step());
  EXPECT_EQ(feed_.published["indexer"], 1u);
}

TEST_F(ProjectionTest, ALogThatIsSlowToAnswerIsNotAnotherOne) {
  Drain();
  feed_.Upsert("a", "1");
  Drain();
  Restart();
  feed_.silent = true;
  Drain();
  EXPECT_EQ(projection_->log_id(), "log-a");
  feed_.silent = false;
  feed_.Upsert("b", "1");
  Drain();
  EXPECT_EQ(index_.point.position, 2u);
}

TEST_F(ProjectionTest, AnotherLogAsksForARebuild) {
  Drain();
  feed_.Upsert("a", "1");
  Drain();
  feed_.log_id = "log-b";
  Restart();
  const absl::Status status = Step();
  EXPECT_TRUE(NeedsRebuild(status)) << status;
  EXPECT_THAT(index_.trials, ElementsAre(Pair("a", "1")));
}

TEST_F(ProjectionTest, ALogShorterThanTheIndexAsksForARebuild) {
  Drain();
  feed_.Upsert("a", "1");
  Drain();
  feed_.entries.clear();
  Restart();
  EXPECT_TRUE(NeedsRebuild(Step()));
}

TEST_F(ProjectionTest, TheLogIsReadOnBesideACommitWhileTheIndexIsFarBehind) {
  options_.read_bytes = 2000;
  Restart();
  Drain();
  index_.quick_commits = false;
  for (int i = 0; i < 1000; ++i) feed_.Upsert(absl::StrCat(i), "a helping is 100 of them");
  ASSERT_OK(Step());
  clock_.Advance(absl::Seconds(2));
  ASSERT_OK(Step());
  const uint64_t started = projection_->applied_position();
  ASSERT_OK(Step());
  EXPECT_GT(projection_->applied_position(), started);
  EXPECT_EQ(index_.point.position, 0u);
  EXPECT_EQ(feed_.published["indexer"], 0u);
  index_.quick_commits = true;
  ASSERT_OK(Step());
  EXPECT_GT(index_.point.position, 0u);
  EXPECT_LT(index_.point.position, started + 1);
  EXPECT_EQ(feed_.published["indexer"], index_.point.position);
}

TEST_F(ProjectionTest, EntriesThatComeDuringACommitAreAppliedAtOnceAndCommittedNext) {
  Drain();
  index_.quick_commits = false;
  feed_.Upsert("a", "1");
  ASSERT_OK(Step());
  clock_.Advance(absl::Milliseconds(250));
  ASSERT_OK(Step());
  feed_.Upsert("b", "1");
  ASSERT_OK(Step());
  EXPECT_EQ(projection_->applied_position(), 2u);
  EXPECT_EQ(feed_.published["indexer"], 0u);
  index_.quick_commits = true;
  ASSERT_OK(Step());
  EXPECT_EQ(feed_.published["indexer"], 1u);
  clock_.Advance(absl::Milliseconds(250));
  ASSERT_OK(Step());
  EXPECT_EQ(feed_.published["indexer"], 2u);
}

TEST_F(ProjectionTest, ACommitThatIsAskedForWaitsForTheOneUnderWay) {
  Drain();
  index_.quick_commits = false;
  feed_.Upsert("a", "1");
  ASSERT_OK(Step());
  clock_.Advance(absl::Milliseconds(250));
  ASSERT_OK(Step());
  feed_.Upsert("b", "1");
  ASSERT_OK(Step());
  ASSERT_OK(projection_->Commit());
  EXPECT_EQ(feed_.published["indexer"], 2u);
}

TEST_F(ProjectionTest, ALogThatWasPutBackAndHasGoneOnAsksForARebuild) {
  feed_.Upsert("a", "1");
  feed_.Upsert("b", "lost with the disk");
  Drain();
  feed_.GoBackTo(1);
  feed_.Upsert("c", "of the same position");
  feed_.Upsert("d", "after it");
  Restart();
  const absl::Status status = Step();
  EXPECT_TRUE(NeedsRebuild(status)) << status;
}

TEST_F(ProjectionTest, ALogThatWasPutBackToWhereTheIndexStandsIsFollowed) {
  Drain();
  feed_.Upsert("a", "1");
  feed_.Upsert("b", "1");
  Drain();
  feed_.Upsert("c", "not indexed yet");
  feed_.GoBackTo(2);
  feed_.Upsert("d", "in its place");
  Restart();
  Drain();
  EXPECT_THAT(index_.trials,
              ElementsAre(Pair("a", "1"), Pair("b", "1"), Pair("d", "in its place")));
}

TEST_F(ProjectionTest, AClockThatIsSetBackDoesNotHoldUpCommits) {
  feed_.Upsert("a", "1");
  Drain();
  feed_.Upsert("b", "1");
  ASSERT_OK(Step());
  clock_.Advance(-absl::Hours(1));
  ASSERT_OK(Step());
  clock_.Advance(absl::Seconds(1));
  ASSERT_OK(Step());
  EXPECT_EQ(index_.point.position, 2u);
}

TEST_F(ProjectionTest, AClockThatIsSetForwardDuringACommitHoldsUpTheNextForMinutesOnly) {
  index_.on_commit = [this] { clock_.Advance(absl::Hours(24)); };
  feed_.Upsert("a", "1");
  Drain();
  index_.on_commit = [] {};
  feed_.Upsert("b", "1");
  ASSERT_OK(Step());
  clock_.Advance(absl::Minutes(3));
  ASSERT_OK(Step());
  EXPECT_EQ(index_.point.position, 2u);
}

TEST_F(ProjectionTest, AFailedCommitIsTheIndexsFault) {
  Drain();
  feed_.Upsert("a", "1");
  index_.commit_error = absl::DataLossError("disk");
  ASSERT_OK(Step());
  clock_.Advance(absl::Seconds(1));
  const absl::Status status = Step();
  EXPECT_TRUE(IsIndexFailure(status)) << status;
  EXPECT_THAT(index_.trials, IsEmpty());

  Restart();
  Drain();
  EXPECT_THAT(index_.trials, ElementsAre(Pair("a", "1")));
}

TEST_F(ProjectionTest, AFinishedMergeIsCommittedWhileTheLogIsIdle) {
  Drain();
  const int commits = index_.commits;
  index_.merged = true;
  Drain();
  EXPECT_EQ(index_.commits, commits + 1);
}

}  // namespace
}  // namespace trialdex
