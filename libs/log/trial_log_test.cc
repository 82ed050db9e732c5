// The contract of the trial log, on disk and in memory.
#include "libs/log/trial_log.h"

#include <functional>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/log/compression.h"
#include "libs/log/keys.h"
#include "libs/log/log_feed.h"
#include "libs/log/log_reading.h"
#include "libs/log/log_transaction.h"
#include "libs/log/rocksdb_log_store.h"
#include "libs/log/rocksdb_trial_log.h"
#include "libs/log/testing/memory_log_store.h"
#include "libs/log/testing/memory_trial_log.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

v1::Trial MakeTrial(const std::string& id, const std::string& title) {
  v1::Trial trial;
  trial.set_id(id);
  trial.mutable_identification()->set_brief_title(title);
  trial.add_provenance()->set_format(v1::SOURCE_FORMAT_CTGOV_V2_JSON);
  return trial;
}

enum class Kind { kMemory, kRocksDb };

class TrialLogTest : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override { log_ = Open(); }

  std::unique_ptr<TrialLog> Open(const TrialLogOptions& options = {}) {
    if (GetParam() == Kind::kMemory) return NewMemoryTrialLog(clock_, options);
    auto log = OpenRocksDbTrialLog(dir_.path() + "/log", clock_, options);
    EXPECT_OK(log);
    return *std::move(log);
  }

  // Adds one upsert with its state and version; returns its position.
  uint64_t Upsert(LogTransaction& transaction, const std::string& id, const std::string& title) {
    const auto before = *ReadTrialState(transaction, id);
    const uint64_t position =
        transaction.AddUpsert(id, compressor_.Compress(MakeTrial(id, title).SerializeAsString()));
    storage::v1::TrialState after = before.value_or(storage::v1::TrialState());
    after.set_position(position);
    after.set_version_count(after.version_count() + 1);
    if (after.held_size() == 0) after.add_held();
    storage::v1::StoredVersion version;
    version.set_version(after.version_count());
    version.set_position(position);
    transaction.AddVersion(id, version, compressor_.Compress(absl::StrCat("raw ", title)), "");
    transaction.PutTrialState(id, before.value_or(storage::v1::TrialState()), after);
    return position;
  }

  uint64_t CommitUpsert(const std::string& id, const std::string& title) {
    LogTransaction transaction(*log_);
    const uint64_t position = Upsert(transaction, id, title);
    EXPECT_OK(log_->Commit(std::move(transaction)));
    return position;
  }

  FakeClock clock_;
  TempDir dir_;
  Compressor compressor_;
  std::unique_ptr<TrialLog> log_;
};

TEST_P(TrialLogTest, AnEmptyLogEndsAtPositionZero) {
  EXPECT_EQ(log_->last_position(), 0u);
  EXPECT_EQ(log_->log_id().size(), 32u);
  EXPECT_THAT(*log_->ReadEntries(0, 1000), IsEmpty());
  EXPECT_FALSE(log_->GetTrialState("NCT00000001")->has_value());
}

TEST_P(TrialLogTest, PositionsCountFromOneWithoutGapsAcrossCommits) {
  LogTransaction transaction(*log_);
  EXPECT_EQ(Upsert(transaction, "NCT00000001", "a"), 1u);
  EXPECT_EQ(transaction.AddDelete("NCT00000002"), 2u);
  ASSERT_OK(log_->Commit(std::move(transaction)));
  EXPECT_EQ(CommitUpsert("NCT00000003", "b"), 3u);
  const auto entries = *log_->ReadEntries(0, 1 << 20);
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].upsert().identification().brief_title(), "a");
  EXPECT_EQ(entries[1].deleted_id(), "NCT00000002");
  EXPECT_EQ(entries[2].position(), 3u);
}

TEST_P(TrialLogTest, AnEntryNamesItsPositionInItsProvenance) {
  CommitUpsert("NCT00000001", "a");
  EXPECT_EQ(log_->ReadEntry(1)->upsert().provenance(0).position(), 1u);
  EXPECT_THAT(log_->ReadEntry(2), StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(TrialLogTest, ADroppedTransactionLeavesNoTrace) {
  {
    LogTransaction transaction(*log_);
    Upsert(transaction, "NCT00000001", "a");
  }
  EXPECT_EQ(log_->last_position(), 0u);
  EXPECT_FALSE(log_->GetTrialState("NCT00000001")->has_value());
}

TEST_P(TrialLogTest, ATransactionSeesWhatItAdds) {
  CommitUpsert("NCT00000001", "a");
  LogTransaction transaction(*log_);
  Upsert(transaction, "NCT00000001", "b");
  EXPECT_EQ((*ReadTrialState(transaction, "NCT00000001"))->position(), 2u);
  EXPECT_EQ(ReadVersions(transaction, "NCT00000001")->size(), 2u);
  EXPECT_EQ(*ReadRaw(transaction, "NCT00000001", 2), "raw b");
  EXPECT_EQ(ReadEntry(transaction, 2)->upsert().identification().brief_title(), "b");
  EXPECT_EQ(log_->ListVersions("NCT00000001")->size(), 1u);
}

TEST_P(TrialLogTest, ReadsStopAtTheByteLimitButGiveAtLeastOneEntry) {
  for (int i = 0; i < 3; ++i) CommitUpsert("NCT00000001", std::string(1000, 'x'));
  EXPECT_EQ(log_->ReadEntries(0, 1)->size(), 1u);
  EXPECT_EQ(log_->ReadEntries(0, 2500)->size(), 2u);
  EXPECT_EQ(log_->ReadEntries(1, 1 << 20)->size(), 2u);
}

TEST_P(TrialLogTest, KeepsEveryVersionWithItsBytesAndItsTrial) {
  CommitUpsert("NCT00000001", "a");
  CommitUpsert("NCT00000002", "other");
  CommitUpsert("NCT00000001", "b");
  const auto versions = *log_->ListVersions("NCT00000001");
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(*log_->GetRaw("NCT00000001", 1), "raw a");
  EXPECT_EQ(log_->GetParsedTrial("NCT00000001", versions[0])->identification().brief_title(), "a");
  EXPECT_EQ(*log_->FindChange("NCT00000001", 2), 1u);
  EXPECT_EQ(*log_->FindChange("NCT00000001", 3), 3u);
  EXPECT_EQ(*log_->FindChange("NCT00000002", 1), 0u);
  EXPECT_THAT(log_->GetVersion("NCT00000001", 9), StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(TrialLogTest, CountsTrialsThatAreLive) {
  CommitUpsert("NCT00000001", "a");
  CommitUpsert("NCT00000001", "b");
  CommitUpsert("NCT00000002", "c");
  EXPECT_EQ(log_->counters().trial_count(), 2);
  LogTransaction transaction(*log_);
  const auto before = **ReadTrialState(transaction, "NCT00000001");
  auto after = before;
  after.clear_held();
  after.mutable_tombstone();
  transaction.PutTrialState("NCT00000001", before, after);
  ASSERT_OK(log_->Commit(std::move(transaction)));
  EXPECT_EQ(log_->counters().trial_count(), 1);
}

TEST_P(TrialLogTest, DeadLettersAreListedInOrderWithoutTheirContent) {
  LogTransaction transaction(*log_);
  v1::DeadLetter letter;
  letter.set_content_bytes(3);
  letter.mutable_rejection()->set_reason("EMPTY");
  const std::string first = *transaction.AddDeadLetter(letter, compressor_.Compress("one"));
  const std::string second = *transaction.AddDeadLetter(letter, compressor_.Compress("two"));
  ASSERT_OK(log_->Commit(std::move(transaction)));
  EXPECT_LT(first, second);
  const auto letters = *log_->ListDeadLetters(0, 10);
  ASSERT_EQ(letters.size(), 2u);
  EXPECT_EQ(letters[0].record().content(), "");
  EXPECT_EQ(log_->ListDeadLetters(1, 10)->front().id(), second);
  EXPECT_EQ(log_->ListDeadLetters(0, 1)->size(), 1u);
  EXPECT_EQ(log_->GetDeadLetter(second)->record().content(), "two");
  EXPECT_EQ(log_->counters().dead_letter_bytes(), 6);

  LogTransaction removal(*log_);
  ASSERT_OK(removal.RemoveDeadLetter(first));
  EXPECT_THAT(removal.RemoveDeadLetter(first), StatusIs(absl::StatusCode::kNotFound));
  ASSERT_OK(log_->Commit(std::move(removal)));
  EXPECT_THAT(log_->GetDeadLetter(first), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(log_->GetDeadLetter("2"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(log_->counters().dead_letter_count(), 1);
}

TEST_P(TrialLogTest, DeadLettersAreBoundedAndNeverEvicted) {
  log_.reset();
  TrialLogOptions options;
  options.max_dead_letters = 2;
  options.max_dead_letter_bytes = 10;
  log_ = Open(options);
  LogTransaction transaction(*log_);
  v1::DeadLetter letter;
  letter.set_content_bytes(6);
  ASSERT_OK(transaction.AddDeadLetter(letter, compressor_.Compress("abcdef")));
  const absl::Status full = transaction.AddDeadLetter(letter, "").status();
  EXPECT_THAT(full, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(ErrorReason(full), "DEAD_LETTERS_FULL");
  letter.set_content_bytes(1);
  ASSERT_OK(transaction.AddDeadLetter(letter, compressor_.Compress("g")));
  EXPECT_THAT(transaction.AddDeadLetter(letter, ""),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("at most 2")));
}

TEST_P(TrialLogTest, UnknownFieldsAreTalliedByFormatAndPath) {
  v1::Trial trial = MakeTrial("NCT00000001", "a");
  trial.add_unknown_fields()->set_path("x.new");
  trial.mutable_unknown_fields(0)->set_sample("7");
  for (const char* id : {"NCT00000001", "NCT00000002"}) {
    trial.set_id(id);
    LogTransaction transaction(*log_);
    ASSERT_OK(transaction.CountUnknownFields(v1::SOURCE_FORMAT_CTGOV_V2_JSON, trial));
    ASSERT_OK(log_->Commit(std::move(transaction)));
  }
  const auto fields = *log_->ListUnknownFields();
  ASSERT_EQ(fields.size(), 1u);
  EXPECT_EQ(fields[0].path(), "x.new");
  EXPECT_EQ(fields[0].format(), v1::SOURCE_FORMAT_CTGOV_V2_JSON);
  EXPECT_EQ(fields[0].version_count(), 2);
  EXPECT_EQ(fields[0].example_trial_id(), "NCT00000001");
}

TEST_P(TrialLogTest, StreamsAreKeptUntilRemoved) {
  LogTransaction transaction(*log_);
  transaction.PutStream("nightly", 7);
  ASSERT_OK(log_->Commit(std::move(transaction)));
  EXPECT_EQ((*log_->GetStream("nightly"))->next_offset(), 7u);
  EXPECT_FALSE(log_->GetStream("other")->has_value());
  EXPECT_THAT(*log_->ListStreamsIdleSince(clock_.Now()), ElementsAre("nightly"));
  EXPECT_THAT(*log_->ListStreamsIdleSince(clock_.Now() - absl::Seconds(1)), IsEmpty());
}

TEST_P(TrialLogTest, AliasesResolveThroughTheirChain) {
  LogTransaction transaction(*log_);
  storage::v1::TrialState state;
  state.set_redirect_to("NCT00000002");
  transaction.PutTrialState("NCT00000001", {}, state);
  state.set_redirect_to("NCT00000003");
  transaction.PutTrialState("NCT00000002", {}, state);
  ASSERT_OK(log_->Commit(std::move(transaction)));
  EXPECT_EQ(*log_->ResolveAlias("NCT00000001"), "NCT00000003");
  EXPECT_EQ(*log_->ResolveAlias("NCT00000009"), "NCT00000009");
}

TEST_P(TrialLogTest, ACommitWakesWhoWaitsForItsPosition) {
  uint64_t seen = 0;
  log_->committed().WhenReached(2, [&] { seen = log_->ReadEntries(1, 1000)->front().position(); });
  CommitUpsert("NCT00000001", "a");
  EXPECT_EQ(seen, 0u);
  CommitUpsert("NCT00000001", "b");
  EXPECT_EQ(seen, 2u);
}

TEST_P(TrialLogTest, AFollowerReadsEverythingInOrderAndThenWaits) {
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

TEST_P(TrialLogTest, ASnapshotSendsEveryCurrentTrialInOrderOfIdAndThenFollows) {
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

TEST_P(TrialLogTest, TheFeedRefusesWhatItCannotContinue) {
  LogFeed feed(*log_);
  EXPECT_THAT(feed.Open({.consumer = "indexer", .after_position = 1}),
              StatusIs(absl::StatusCode::kOutOfRange));
  const absl::Status mismatch = feed.Open({.consumer = "indexer", .log_id = "other"}).status();
  EXPECT_THAT(mismatch, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ErrorReason(mismatch), "LOG_MISMATCH");
  EXPECT_THAT(feed.Open({.consumer = ""}), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(TrialLogTest, ANewerReaderOfAConsumerFencesTheOlder) {
  LogFeed feed(*log_);
  auto older = *feed.Open({.consumer = "indexer"});
  auto newer = *feed.Open({.consumer = "indexer"});
  EXPECT_THAT(older->Read(1, absl::ZeroDuration()), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(older->Publish(0), StatusIs(absl::StatusCode::kAborted));
  EXPECT_OK(newer->Publish(0));
  older.reset();
  EXPECT_TRUE(log_->consumers().List(0)[0].connected());
}

TEST_P(TrialLogTest, PublishedPositionsReleaseWhoWaitsForThem) {
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
  EXPECT_EQ(log_->consumers().List(2)[0].lag(), 0u);
}

std::string KindName(const testing::TestParamInfo<Kind>& param) {
  return param.param == Kind::kMemory ? "Memory" : "RocksDb";
}

INSTANTIATE_TEST_SUITE_P(Logs, TrialLogTest, testing::Values(Kind::kMemory, Kind::kRocksDb),
                         KindName);

TEST(TrialLogQuotaTest, RefusesWritesAndKeepsWhatIsThere) {
  FakeClock clock;
  TrialLogOptions options;
  // What the log writes at its making is above this already.
  options.disk_quota_bytes = 1;
  const auto log = NewMemoryTrialLog(clock, options);
  LogTransaction transaction(*log);
  transaction.AddDelete("NCT00000002");
  EXPECT_THAT(log->Commit(std::move(transaction)), StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(log->last_position(), 0u);
}

TEST(CompressionTest, ADamagedFrameIsDataLoss) {
  Compressor compressor;
  std::string frame = compressor.Compress(std::string(1000, 'x'));
  EXPECT_EQ(*Decompress(frame), std::string(1000, 'x'));
  EXPECT_EQ(*Decompress(compressor.Compress("")), "");
  EXPECT_THAT(Decompress(frame.substr(0, frame.size() - 1)), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(Decompress("plain"), StatusIs(absl::StatusCode::kDataLoss));
  frame[frame.size() / 2] = static_cast<char>(frame[frame.size() / 2] ^ 1);
  EXPECT_THAT(Decompress(frame), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(KeysTest, NumbersSortAsBytes) {
  EXPECT_LT(NumberKey(255), NumberKey(256));
  EXPECT_EQ(NumberOf(NumberKey(0x0102030405060708)), 0x0102030405060708u);
  EXPECT_EQ(TrailingNumber(TrialNumberKey("NCT00000001", 300)), 300u);
}

}  // namespace
}  // namespace trialdex
