// The contract of the trial log, on disk and in memory.
#include "libs/log/trial_log.h"

#include "gmock/gmock.h"
#include "libs/base/errors.h"
#include "libs/log/keys.h"
#include "libs/log/testing/trial_log_fixture.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

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

TEST_P(TrialLogTest, AnEntryIsReadByItsPosition) {
  CommitUpsert("NCT00000001", "a");
  EXPECT_EQ(log_->ReadEntry(1)->upsert().id(), "NCT00000001");
  EXPECT_THAT(log_->ReadEntry(2), StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(TrialLogTest, ATrialMayBeReadAsItIsStored) {
  CommitUpsert("NCT00000001", "a");
  const auto entries = *log_->ReadEntries(0, 1 << 20, TrialForm::kPacked);
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].packed_upsert().id(), "NCT00000001");
  v1::Trial trial;
  ASSERT_OK(DecompressMessage(entries[0].packed_upsert().frames(), trial));
  EXPECT_EQ(trial.SerializeAsString(), log_->ReadEntry(1)->upsert().SerializeAsString());
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
  EXPECT_EQ(ErrorReason(log_->GetVersion("NCT00000001", 9).status()), "VERSION_NOT_FOUND");
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
  const std::string first = *transaction.AddDeadLetter(letter, "d1", compressor_.Compress("one"));
  const std::string second = *transaction.AddDeadLetter(letter, "d2", compressor_.Compress("two"));
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

TEST_P(TrialLogTest, TheSameContentIsOneDeadLetterWithTheNewestReason) {
  LogTransaction transaction(*log_);
  v1::DeadLetter letter;
  letter.mutable_rejection()->set_reason("EMPTY");
  const std::string id = *transaction.AddDeadLetter(letter, "d1", compressor_.Compress("one"));
  letter.mutable_rejection()->set_reason("MISSING_ID");
  EXPECT_EQ(*transaction.AddDeadLetter(letter, "d1", compressor_.Compress("one")), id);
  EXPECT_EQ(transaction.counters().dead_letter_count(), 1);
  ASSERT_OK(transaction.RemoveDeadLetter(id));
  EXPECT_NE(*transaction.AddDeadLetter(letter, "d1", compressor_.Compress("one")), id);
  ASSERT_OK(log_->Commit(std::move(transaction)));
  EXPECT_EQ(log_->ListDeadLetters(0, 10)->front().rejection().reason(), "MISSING_ID");
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
  ASSERT_OK(transaction.AddDeadLetter(letter, "d1", compressor_.Compress("abcdef")));
  const absl::Status full = transaction.AddDeadLetter(letter, "d2", "").status();
  EXPECT_THAT(full, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(ErrorReason(full), "DEAD_LETTERS_FULL");
  letter.set_content_bytes(1);
  ASSERT_OK(transaction.AddDeadLetter(letter, "d3", compressor_.Compress("g")));
  EXPECT_THAT(transaction.AddDeadLetter(letter, "d4", ""),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("at most 2")));
}

TEST_P(TrialLogTest, UnknownFieldsAreTalliedByFormatAndPath) {
  v1::Trial trial = MakeTrial("NCT00000001", "a");
  trial.add_unknown_fields()->set_path("x.new");
  trial.mutable_unknown_fields(0)->set_sample("7");
  trial.add_unknown_fields()->set_path("x.other");
  for (const char* id : {"NCT00000001", "NCT00000002"}) {
    trial.set_id(id);
    LogTransaction transaction(*log_);
    ASSERT_OK(transaction.CountUnknownFields(v1::SOURCE_FORMAT_CTGOV_V2_JSON, trial));
    ASSERT_OK(log_->Commit(std::move(transaction)));
  }
  const auto fields = *log_->ListUnknownFields("", 10);
  ASSERT_EQ(fields.size(), 2u);
  EXPECT_EQ(fields[0].path(), "x.new");
  EXPECT_EQ(fields[0].format(), v1::SOURCE_FORMAT_CTGOV_V2_JSON);
  EXPECT_EQ(fields[0].version_count(), 2);
  EXPECT_EQ(fields[0].example_trial_id(), "NCT00000001");
  EXPECT_EQ(log_->ListUnknownFields("", 1)->size(), 1u);
  const std::string first = UnknownFieldKey(fields[0].format(), fields[0].path());
  const auto rest = *log_->ListUnknownFields(first, 10);
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_EQ(rest[0].path(), "x.other");
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

}  // namespace
}  // namespace trialdex
