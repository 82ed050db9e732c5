// The contract of the feed and its consumers, on disk and in memory.
#include "libs/log/log_feed.h"

#include "gmock/gmock.h"
#include "libs/base/errors.h"
#include "libs/log/testing/trial_log_fixture.h"

namespace trialdex {
namespace {

using ::testing::IsEmpty;

using LogFeedTest = TrialLogTest;

TEST_P(LogFeedTest, ACommitWakesWhoWaitsForItsPosition) {
  uint64_t seen = 0;
  log_->committed().WhenReached(2, [&] { seen = log_->ReadEntries(1, 1000)->front().position(); });
  CommitUpsert("NCT00000001", "a");
  EXPECT_EQ(seen, 0u);
  CommitUpsert("NCT00000001", "b");
  EXPECT_EQ(seen, 2u);
}

TEST_P(LogFeedTest, AFollowerReadsEverythingInOrderAndThenWaits) {
  CommitUpsert("NCT00000001", "a");
  LogFeed feed(*log_);
  auto reader = *feed.Open({.consumer = "indexer"});
  FeedBatch batch = *reader->Read(1 << 20, absl::ZeroDuration());
  EXPECT_EQ(batch.entries.size(), 1u);
  EXPECT_EQ(batch.log_id, log_->log_id());
  EXPECT_EQ(batch.last_position, 1u);
  EXPECT_THAT(reader->Read(1 << 20, absl::ZeroDuration())->entries, IsEmpty());
  CommitUpsert("NCT00000002", "b");
  EXPECT_EQ(reader->Read(1 << 20, absl::ZeroDuration())->entries[0].position(), 2u);
}

TEST_P(LogFeedTest, ASnapshotSendsEveryCurrentTrialInOrderOfIdAndThenFollows) {
  CommitUpsert("NCT00000002", "old");
  CommitUpsert("NCT00000001", "a");
  CommitUpsert("NCT00000002", "new");
  LogFeed feed(*log_);
  auto reader = *feed.Open({.consumer = "indexer", .snapshot_first = true});
  CommitUpsert("NCT00000000", "later");
  FeedBatch first = *reader->Read(1, absl::ZeroDuration());
  ASSERT_EQ(first.entries.size(), 1u);
  EXPECT_EQ(first.entries[0].upsert().id(), "NCT00000001");
  EXPECT_EQ(first.snapshot_position, 0u);
  FeedBatch second = *reader->Read(1 << 20, absl::ZeroDuration());
  ASSERT_EQ(second.entries.size(), 1u);
  EXPECT_EQ(second.entries[0].position(), 3u);
  EXPECT_EQ(second.snapshot_position, 3u);
  EXPECT_EQ(reader->Read(1 << 20, absl::ZeroDuration())->entries[0].position(), 4u);
}

TEST_P(LogFeedTest, TheFeedRefusesWhatItCannotContinue) {
  LogFeed feed(*log_);
  EXPECT_THAT(feed.Open({.consumer = "indexer", .after_position = 1}),
              StatusIs(absl::StatusCode::kOutOfRange));
  const absl::Status mismatch = feed.Open({.consumer = "indexer", .log_id = "other"}).status();
  EXPECT_THAT(mismatch, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ErrorReason(mismatch), "LOG_MISMATCH");
  EXPECT_THAT(feed.Open({.consumer = ""}), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(LogFeedTest, AReaderOfAnotherEntryAtItsPositionIsToldThatTheLogIsAnotherOne) {
  CommitUpsert("NCT00000001", "a");
  const absl::Time written = clock_.Now();
  clock_.Advance(absl::Seconds(1));
  CommitUpsert("NCT00000001", "b");
  LogFeed feed(*log_);
  FeedStart start = {.consumer = "indexer", .after_position = 1, .log_id = log_->log_id()};
  EXPECT_OK(feed.Open(start));
  start.after_time = written;
  EXPECT_OK(feed.Open(start));
  start.after_time = written + absl::Nanoseconds(1);
  const absl::Status status = feed.Open(start).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ErrorReason(status), "LOG_MISMATCH");
  // Of the beginning there is no entry.
  start.after_position = 0;
  EXPECT_OK(feed.Open(start));
}

TEST_P(LogFeedTest, ASnapshotTellsTheTimeOfTheEntryThatItStandsFor) {
  CommitUpsert("NCT00000001", "a");
  clock_.Advance(absl::Seconds(1));
  LogTransaction transaction(*log_);
  transaction.AddDelete("NCT00000007");
  ASSERT_OK(log_->Commit(std::move(transaction)));
  LogFeed feed(*log_);
  const FeedBatch batch = *(*feed.Open({.consumer = "indexer", .snapshot_first = true}))
                               ->Read(1 << 20, absl::ZeroDuration());
  EXPECT_EQ(batch.entries.size(), 1u);
  EXPECT_EQ(batch.snapshot_position, 2u);
  EXPECT_EQ(batch.snapshot_time, clock_.Now());
}

TEST_P(LogFeedTest, ANewerReaderOfAConsumerFencesTheOlder) {
  LogFeed feed(*log_);
  auto older = *feed.Open({.consumer = "indexer"});
  auto newer = *feed.Open({.consumer = "indexer"});
  EXPECT_THAT(older->Read(1, absl::ZeroDuration()), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(older->Publish(0), StatusIs(absl::StatusCode::kAborted));
  EXPECT_OK(newer->Publish(0));
  older.reset();
  EXPECT_TRUE(log_->consumers().List(0)[0].connected());
}

TEST_P(LogFeedTest, PublishedPositionsReleaseWhoWaitsForThem) {
  CommitUpsert("NCT00000001", "a");
  CommitUpsert("NCT00000001", "b");
  bool published = false;
  log_->consumers().WhenPublished("indexer", 2, [&] { published = true; });
  LogFeed feed(*log_);
  auto reader = *feed.Open({.consumer = "indexer"});
  ASSERT_OK(reader->Publish(1));
  EXPECT_FALSE(published);
  ASSERT_OK(reader->Publish(2));
  EXPECT_TRUE(published);
  EXPECT_THAT(reader->Publish(3), StatusIs(absl::StatusCode::kOutOfRange));
  const auto id = log_->consumers().WhenPublished("indexer", 3, [] { FAIL(); });
  EXPECT_TRUE(log_->consumers().CancelWait("indexer", id));
  EXPECT_EQ(log_->consumers().List(2)[0].lag_entries(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Logs, LogFeedTest, testing::Values(Kind::kMemory, Kind::kRocksDb),
                         KindName);

}  // namespace
}  // namespace trialdex
