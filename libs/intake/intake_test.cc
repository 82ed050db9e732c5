// How intake deals with producers: rejections, streams, the queue, failures.
#include "libs/intake/intake.h"

#include <thread>

#include "absl/synchronization/blocking_counter.h"
#include "gmock/gmock.h"
#include "libs/base/errors.h"
#include "libs/base/utf8.h"
#include "libs/intake/testing/intake_fixture.h"
#include "libs/log/keys.h"
#include "libs/log/testing/memory_log_store.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(IntakeTest, ARejectedRecordNeverFailsItsNeighbours) {
  const auto result = Submit(*intake_, {Record("NCT00000001", 2020, Title("a")), Broken(),
                                        Record("NCT00000002", 2020, Title("b"))});
  ASSERT_OK(result);
  EXPECT_EQ(result->results[0].outcome(), kAccepted);
  EXPECT_EQ(result->results[1].outcome(), kRejected);
  EXPECT_EQ(result->results[1].rejection().reason(), "MALFORMED_JSON");
  EXPECT_EQ(result->results[1].rejection().field(), "title");
  EXPECT_EQ(result->results[2].outcome(), kAccepted);
  const auto letter = log_->GetDeadLetter(result->results[1].rejection().dead_letter_id());
  ASSERT_OK(letter);
  EXPECT_EQ(letter->record().content(), "{ not a trial");
}

TEST_F(IntakeTest, ARecordThatIsRejectedAgainKeepsItsDeadLetter) {
  const auto first = SubmitOne(Broken());
  EXPECT_EQ(SubmitOne(Broken()).rejection().dead_letter_id(), first.rejection().dead_letter_id());
  EXPECT_EQ(log_->counters().dead_letter_count(), 1);
}

TEST_F(IntakeTest, ARecordThatIsRejectedAgainIsRetriedAsItCameLast) {
  v1::RawRecord record = Record("", 2020, "");
  record.set_trial_id("not an id");
  const auto first = SubmitOne(record);
  record.set_trial_id("NCT00000001");
  record.mutable_fetch_time()->set_nanos(-1);
  const std::string id = SubmitOne(record).rejection().dead_letter_id();
  EXPECT_EQ(id, first.rejection().dead_letter_id());
  const auto letter = log_->GetDeadLetter(id);
  ASSERT_OK(letter);
  EXPECT_EQ(letter->rejection().field(), "fetch_time");
  EXPECT_EQ(letter->record().trial_id(), "NCT00000001");
  EXPECT_EQ(letter->record().content(), record.content());
  EXPECT_EQ(log_->counters().dead_letter_count(), 1);
}

TEST_F(IntakeTest, EachKindOfUnusableRecordHasItsReason) {
  Start({.max_record_bytes = 100});
  const auto reason = [this](v1::RawRecord record) {
    return SubmitOne(std::move(record)).rejection().reason();
  };
  v1::RawRecord record;
  EXPECT_EQ(reason(record), "EMPTY");
  record.set_content("neither this nor that");
  EXPECT_EQ(reason(record), "UNKNOWN_FORMAT");
  record.set_content("a\xff");
  EXPECT_EQ(reason(record), "INVALID_UTF8");
  record.set_content(std::string(101, 'x'));
  const auto large = SubmitOne(record);
  EXPECT_EQ(large.rejection().reason(), "TOO_LARGE");
  EXPECT_EQ(large.rejection().dead_letter_id(), "");
  record = Record("", 2020, "");
  EXPECT_EQ(reason(record), "MISSING_ID");
  record.set_trial_id("NCT00000001");
  EXPECT_EQ(SubmitOne(record).outcome(), kAccepted);
  record = Record("NCT00000001", 2020, "");
  record.set_trial_id("NCT00000002");
  EXPECT_EQ(reason(record), "ID_MISMATCH");
  record = Record("NCT00000001", 2020, "");
  record.set_source_uri(std::string(3000, 'x'));
  EXPECT_EQ(reason(record), "INVALID_FIELD");
  record = Record("NCT00000001", 2020, "");
  record.set_format(v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML);
  EXPECT_EQ(reason(record), "UNKNOWN_FORMAT");
}

TEST_F(IntakeTest, AByteOrderMarkIsForgivenAndKept) {
  v1::RawRecord record = Record("NCT00000001", 2020, Title("a"));
  record.set_content("\xEF\xBB\xBF" + record.content());
  EXPECT_EQ(SubmitOne(record).outcome(), kAccepted);
  EXPECT_EQ(*log_->GetRaw("NCT00000001", 1), record.content());
  EXPECT_EQ(SubmitOne(Record("NCT00000001", 2020, Title("a"))).outcome(), kUnchanged);
}

TEST_F(IntakeTest, ALongWrongValueIsQuotedInWholeCharacters) {
  const auto result = SubmitOne(Record(std::string(63, 'x') + "\u00e9", 2020, ""));
  EXPECT_EQ(result.outcome(), kRejected);
  EXPECT_THAT(result.rejection().message(), HasSubstr("xxx'"));
  EXPECT_TRUE(IsValidUtf8(result.rejection().message()));
  const auto letters = log_->ListDeadLetters(0, 10);
  ASSERT_OK(letters);
  EXPECT_EQ(letters->size(), 1u);
}

TEST_F(IntakeTest, WhenDeadLettersAreFullTheRecordIsToldSo) {
  intake_.reset();
  log_ = NewMemoryTrialLog(clock_, {.max_dead_letters = 1});
  Start();
  const auto result =
      *Submit(*intake_, {Broken("first"), Broken("second"), Record("NCT00000001", 2020, "")});
  EXPECT_EQ(result.results[0].rejection().reason(), "MALFORMED_JSON");
  EXPECT_EQ(result.results[1].rejection().reason(), "DEAD_LETTERS_FULL");
  EXPECT_THAT(result.results[1].rejection().message(), HasSubstr("MALFORMED_JSON"));
  EXPECT_EQ(result.results[2].outcome(), kAccepted);
}

TEST_F(IntakeTest, NamedStreamsResumeAtTheirOffset) {
  const auto opened = *OpenStream(*intake_, "nightly");
  EXPECT_EQ(opened.next_offset, 0u);
  const auto first = *Submit(*intake_, {Record("NCT00000001", 2020, ""), Broken()}, opened.ticket);
  EXPECT_EQ(first.next_offset, 2u);
  const absl::Status gap =
      Submit(*intake_, {Record("NCT00000002", 2020, "")}, opened.ticket, 3).status();
  EXPECT_THAT(gap, StatusIs(absl::StatusCode::kOutOfRange, HasSubstr("next offset, 2")));
  EXPECT_EQ(log_->last_position(), 1u);
  EXPECT_EQ(
      Submit(*intake_, {Record("NCT00000001", 2020, "")}, opened.ticket, 0)->results[0].outcome(),
      kUnchanged);
  EXPECT_EQ(intake_->GetStream("nightly")->next_offset(), 2u);
  EXPECT_EQ(OpenStream(*intake_, "nightly")->next_offset, 2u);
  EXPECT_THAT(intake_->GetStream("other"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(OpenStream(*intake_, "not a name"), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(IntakeTest, ASecondProducerFencesTheFirst) {
  const auto first = *OpenStream(*intake_, "nightly");
  const auto second = *OpenStream(*intake_, "nightly");
  const absl::Status fenced =
      Submit(*intake_, {Record("NCT00000001", 2020, "")}, first.ticket).status();
  EXPECT_THAT(fenced, StatusIs(absl::StatusCode::kAborted));
  EXPECT_EQ(ErrorReason(fenced), "STREAM_FENCED");
  EXPECT_OK(Submit(*intake_, {Record("NCT00000001", 2020, "")}, second.ticket));
}

TEST_F(IntakeTest, IdleStreamNamesExpire) {
  Start({.stream_expiry = absl::Hours(2)});
  const auto opened = *OpenStream(*intake_, "nightly");
  ASSERT_OK(Submit(*intake_, {Record("NCT00000001", 2020, "")}, opened.ticket));
  clock_.Advance(absl::Hours(2));
  EXPECT_THAT(intake_->GetStream("nightly"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(OpenStream(*intake_, "other")->next_offset, 0u);
  EXPECT_FALSE(log_->GetStream("nightly")->has_value());
}

// Whether a record is packed is guessed from what is held when it is parsed.
TEST_F(IntakeTest, ARecordHeldWhenItCameButNotAtItsTurnIsKnownFromHistory) {
  const v1::RawRecord record = Record("NCT00000001", 2020, Title("a"));
  SubmitOne(record);
  const auto batch = *Submit(*intake_, {Record("NCT00000001", 2021, Title("b")), record, record});
  EXPECT_EQ(batch.results[0].outcome(), kAccepted);
  EXPECT_EQ(batch.results[1].outcome(), kUnchanged);
  EXPECT_EQ(batch.results[2].outcome(), kUnchanged);
  EXPECT_EQ(*log_->GetRaw("NCT00000001", 1), record.content());
  EXPECT_EQ(log_->ListVersions("NCT00000001")->size(), 2u);
}

TEST_F(IntakeTest, ADeadLetterGoesWhenItsRecordIsTaken) {
  const std::string id = SubmitOne(Broken()).rejection().dead_letter_id();
  const auto again = *RetryDeadLetter(*intake_, id);
  EXPECT_EQ(again.outcome(), kRejected);
  EXPECT_EQ(again.rejection().dead_letter_id(), id);
  EXPECT_EQ(log_->counters().dead_letter_count(), 1);

  // A parser that was missing has come.
  v1::RawRecord xml = Record("NCT00000001", 2020, "", v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML);
  const std::string xml_id = SubmitOne(xml).rejection().dead_letter_id();
  intake_.reset();
  TextParser parser(v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML);
  const RecordParser* parsers[] = {&parser};
  intake_ = Intake::Start(*log_, parsers, clock_);
  EXPECT_EQ(RetryDeadLetter(*intake_, xml_id)->outcome(), kAccepted);
  EXPECT_THAT(RetryDeadLetter(*intake_, xml_id), StatusIs(absl::StatusCode::kNotFound));
  Answer<bool> deleted;
  intake_->DeleteDeadLetter(id, [done = deleted.Done()](const absl::Status& status) {
    done(status.ok() ? absl::StatusOr<bool>(true) : status);
  });
  EXPECT_OK(deleted.Get());
  EXPECT_THAT(*log_->ListDeadLetters(0, 10), IsEmpty());
  intake_.reset();
}

TEST_F(IntakeTest, AFailedWriteAnswersEveryoneAndLeavesNothing) {
  intake_.reset();
  auto store = std::make_unique<MemoryLogStore>();
  MemoryLogStore& writes = *store;
  log_ = *TrialLog::Open(std::move(store), clock_);
  Start();
  writes.FailWrites(absl::ResourceExhaustedError("full"));
  EXPECT_THAT(Submit(*intake_, {Record("NCT00000001", 2020, "")}),
              StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(log_->last_position(), 0u);
  writes.FailWrites(absl::OkStatus());
  EXPECT_EQ(SubmitOne(Record("NCT00000001", 2020, "")).position(), 1u);
}

TEST_F(IntakeTest, ADamagedTrialFailsItsWholeBatchAndLeavesTheStreamWhereItStood) {
  intake_.reset();
  auto store = std::make_unique<MemoryLogStore>();
  MemoryLogStore& tables = *store;
  log_ = *TrialLog::Open(std::move(store), clock_);
  Start();
  SubmitOne(Record("NCT00000001", 2020, ""));
  ASSERT_OK(tables.Write({{Table::kVersions, TrialNumberKey("NCT00000001", 1), std::nullopt}},
                         /*sync=*/true));
  const auto opened = *OpenStream(*intake_, "nightly");
  // The page is to be merged with the version that is gone.
  EXPECT_THAT(Submit(*intake_,
                     {Record("NCT00000002", 2020, ""), Record("NCT00000001", 2021, "", kPage),
                      Record("NCT00000003", 2020, "")},
                     opened.ticket),
              StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_EQ(log_->last_position(), 1u);
  EXPECT_EQ(OpenStream(*intake_, "nightly")->next_offset, 0u);
}

TEST_F(IntakeTest, TheQueueTellsWhenThereIsRoom) {
  Start({.max_queued_bytes = 1});
  bool at_once = false;
  intake_->WhenReady([&] { at_once = true; });
  EXPECT_TRUE(at_once);
  Answer<SubmitResult> submitted;
  absl::Notification room;
  intake_->Submit({{}, 0, {Record("NCT00000001", 2020, "")}}, submitted.Done());
  intake_->WhenReady([&] { room.Notify(); });
  room.WaitForNotification();
  EXPECT_OK(submitted.Get());
}

TEST_F(IntakeTest, ManyProducersAtOnceLoseNothingAndNumberWithoutGaps) {
  constexpr int kThreads = 4;
  constexpr int kBatches = 50;
  absl::BlockingCounter answered(kThreads * kBatches);
  std::vector<std::thread> producers;
  for (int producer = 0; producer < kThreads; ++producer) {
    producers.emplace_back([&, producer] {
      for (int batch = 0; batch < kBatches; ++batch) {
        std::vector<v1::RawRecord> records;
        records.push_back(Record("NCT00000001", 2000 + batch, Title(absl::StrCat(producer))));
        records.push_back(
            Record(absl::StrCat("NCT", 10000000 + producer * kBatches + batch), 2020, ""));
        intake_->Submit({{}, 0, std::move(records)}, [&](absl::StatusOr<SubmitResult> result) {
          EXPECT_OK(result);
          answered.DecrementCount();
        });
      }
    });
  }
  answered.Wait();
  for (std::thread& producer : producers) producer.join();
  EXPECT_EQ(log_->counters().trial_count(), kThreads * kBatches + 1);
  const auto entries = *log_->ReadEntries(0, size_t{1} << 30);
  for (size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(entries[i].position(), i + 1);
  EXPECT_EQ(Current("NCT00000001").status().last_update_post_date().date().year(),
            2000 + kBatches - 1);
}

TEST_F(IntakeTest, EverythingSubmittedIsAnsweredBeforeTheEnd) {
  int answered = 0;
  for (int i = 0; i < 100; ++i) {
    intake_->Submit({{}, 0, {Record(absl::StrCat("NCT", 10000000 + i), 2020, "")}},
                    [&](const absl::StatusOr<SubmitResult>& result) { answered += result.ok(); });
  }
  intake_.reset();
  EXPECT_EQ(answered, 100);
}

}  // namespace
}  // namespace trialdex
