#include "services/ingest/ingest_service.h"

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "libs/base/compression.h"
#include "libs/base/errors.h"
#include "libs/base/version.h"
#include "libs/log/log_transaction.h"
#include "libs/log/testing/memory_trial_log.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "services/ingest/testing/fake_intake.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;

constexpr char kKnownLetter[] = "0000000000000001";

class IngestServiceTest : public ::testing::Test {
 protected:
  // One call with its own context.
  template <typename Request, typename Response>
  absl::Status Call(grpc::Status (v1::IngestService::Stub::*method)(grpc::ClientContext*,
                                                                    const Request&, Response*),
                    const Request& request, Response* response,
                    absl::Duration patience = absl::Seconds(20)) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + patience));
    return FromGrpcStatus((stub_.get()->*method)(&context, request, response));
  }

  absl::Status Submit(const std::string& content, v1::AckLevel level = v1::ACK_LEVEL_DURABLE,
                      absl::Duration patience = absl::Seconds(20)) {
    v1::SubmitRecordRequest request;
    request.mutable_record()->set_content(content);
    request.set_ack_level(level);
    return Call(&v1::IngestService::Stub::SubmitRecord, request, &submitted_, patience);
  }

  absl::Status List(int page_size, const std::string& token = "") {
    v1::ListDeadLettersRequest request;
    request.set_page_size(page_size);
    request.set_page_token(token);
    page_.Clear();
    return Call(&v1::IngestService::Stub::ListDeadLetters, request, &page_);
  }

  void AddLetters(int count) {
    LogTransaction transaction(*log_);
    for (int i = 0; i < count; ++i) {
      v1::DeadLetter letter;
      letter.mutable_rejection()->set_reason("UNKNOWN_FORMAT");
      ASSERT_OK(transaction.AddDeadLetter(std::move(letter), absl::StrCat("digest", i),
                                          Compressor().Compress("?")));
    }
    ASSERT_OK(log_->Commit(std::move(transaction)));
  }

  std::unique_ptr<TrialLog> log_ = NewMemoryTrialLog(RealClock());
  Metrics metrics_{"ingest"};
  IngestMetrics ingest_metrics_{metrics_, *log_};
  FakeIntake intake_{*log_};
  UnaryPool pool_;
  IngestService service_{intake_, *log_, pool_, ingest_metrics_, {.max_unary_submits = 2}};
  std::unique_ptr<RpcServer> server_ = *RpcServer::Start({.drain = absl::Seconds(5)}, {&service_});
  std::unique_ptr<v1::IngestService::Stub> stub_ =
      v1::IngestService::NewStub(server_->InProcessChannel());
  v1::SubmitRecordResponse submitted_;
  v1::ListDeadLettersResponse page_;
};

TEST_F(IngestServiceTest, OneRecordGetsItsResult) {
  ASSERT_OK(Submit("a"));
  EXPECT_EQ(submitted_.result().outcome(), v1::RECORD_OUTCOME_ACCEPTED);
  EXPECT_EQ(submitted_.result().position(), 1u);
  EXPECT_EQ(submitted_.log_id(), log_->log_id());
}

TEST_F(IngestServiceTest, ARejectedRecordIsNoErrorOfTheCall) {
  ASSERT_OK(Submit("bad", v1::ACK_LEVEL_SEARCHABLE));
  EXPECT_EQ(submitted_.result().rejection().reason(), "UNKNOWN_FORMAT");
}

TEST_F(IngestServiceTest, ARecordIsRequiredAndTheLevelMustBeKnown) {
  EXPECT_THAT(Call(&v1::IngestService::Stub::SubmitRecord, v1::SubmitRecordRequest(), &submitted_),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("record")));
  EXPECT_THAT(Submit("a", static_cast<v1::AckLevel>(7)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("ack_level")));
}

TEST_F(IngestServiceTest, SearchableWaitsForTheLiveIndexAndTheDeadlineEndsTheWait) {
  EXPECT_THAT(Submit("a", v1::ACK_LEVEL_SEARCHABLE, absl::Milliseconds(50)),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
  const auto ticket = log_->consumers().Connect(kLiveIndexConsumer);
  ASSERT_OK(ticket);
  std::thread indexer([&] {
    log_->committed().WaitFor(2, absl::InfiniteDuration());
    ASSERT_OK(log_->consumers().Publish(*ticket, 2, 2));
  });
  EXPECT_OK(Submit("b", v1::ACK_LEVEL_SEARCHABLE));
  EXPECT_EQ(submitted_.result().position(), 2u);
  indexer.join();
}

TEST_F(IngestServiceTest, TooManyRecordsAtOnceAreToldToComeBack) {
  intake_.Hold();
  std::vector<std::thread> callers;
  for (int i = 0; i < 2; ++i) {
    callers.emplace_back([this] {
      grpc::ClientContext context;
      v1::SubmitRecordRequest request;
      request.mutable_record()->set_content("a");
      v1::SubmitRecordResponse response;
      EXPECT_OK(FromGrpcStatus(stub_->SubmitRecord(&context, request, &response)));
    });
  }
  intake_.AwaitRecords(2);
  const absl::Status refused = Submit("b");
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(ErrorReason(refused), "TOO_MANY_CALLS");
  EXPECT_TRUE(RetryDelay(refused).has_value());
  intake_.Release();
  for (std::thread& caller : callers) caller.join();
  EXPECT_OK(Submit("c"));
}

TEST_F(IngestServiceTest, InternalTextOfFailuresStaysInside) {
  intake_.FailWith(absl::DataLossError("sector 7 is bad"));
  const absl::Status status = Submit("a");
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss, ::testing::Not(HasSubstr("sector"))));
}

TEST_F(IngestServiceTest, ANamedStreamTellsWhereItStands) {
  SubmitBatch batch = {.ticket = {.stream = "scraper"}};
  absl::Notification opened;
  intake_.OpenStream("scraper", [&](absl::StatusOr<OpenedStream> stream) {
    batch.ticket = stream->ticket;
    opened.Notify();
  });
  opened.WaitForNotification();
  batch.records.emplace_back().set_content("a");
  intake_.Submit(batch, [](const absl::StatusOr<SubmitResult>&) {});
  v1::GetStreamRequest request;
  request.set_stream("scraper");
  v1::GetStreamResponse response;
  ASSERT_OK(Call(&v1::IngestService::Stub::GetStream, request, &response));
  EXPECT_EQ(response.next_offset(), 1u);
  EXPECT_TRUE(response.has_update_time());
  request.set_stream("unknown");
  EXPECT_THAT(Call(&v1::IngestService::Stub::GetStream, request, &response),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(IngestServiceTest, DeletingATrialAnswersItsTombstone) {
  v1::DeleteTrialRequest request;
  request.set_trial_id("NCT00000001");
  v1::DeleteTrialResponse response;
  ASSERT_OK(Call(&v1::IngestService::Stub::DeleteTrial, request, &response));
  EXPECT_EQ(response.position(), 1u);
  request.set_trial_id("NCT00000002");
  EXPECT_THAT(Call(&v1::IngestService::Stub::DeleteTrial, request, &response),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(IngestServiceTest, DeadLettersComeInPagesOldestFirst) {
  AddLetters(5);
  std::vector<std::string> ids;
  std::string token;
  do {
    ASSERT_OK(List(2, token));
    EXPECT_LE(page_.dead_letters_size(), 2);
    EXPECT_EQ(page_.total_size(), 5);
    for (const v1::DeadLetter& letter : page_.dead_letters()) ids.push_back(letter.id());
    token = page_.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(ids.size(), 5u);
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
}

TEST_F(IngestServiceTest, WrongPagesAreMistakes) {
  EXPECT_THAT(List(-1), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_size")));
  for (const std::string& token :
       {std::string("x"), std::string("other:0000000000000001"), log_->log_id() + ":1:2"}) {
    EXPECT_THAT(List(1, token),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_token")));
  }
}

TEST_F(IngestServiceTest, ADeadLetterIsReadRetriedAndRemovedById) {
  AddLetters(1);
  v1::GetDeadLetterRequest get;
  get.set_id(kKnownLetter);
  v1::GetDeadLetterResponse letter;
  ASSERT_OK(Call(&v1::IngestService::Stub::GetDeadLetter, get, &letter));
  EXPECT_EQ(letter.dead_letter().rejection().reason(), "UNKNOWN_FORMAT");

  v1::RetryDeadLetterRequest retry;
  retry.set_id(kKnownLetter);
  v1::RetryDeadLetterResponse retried;
  ASSERT_OK(Call(&v1::IngestService::Stub::RetryDeadLetter, retry, &retried));
  EXPECT_EQ(retried.result().outcome(), v1::RECORD_OUTCOME_ACCEPTED);

  v1::DeleteDeadLetterRequest remove;
  remove.set_id(kKnownLetter);
  v1::DeleteDeadLetterResponse removed;
  EXPECT_OK(Call(&v1::IngestService::Stub::DeleteDeadLetter, remove, &removed));
}

TEST_F(IngestServiceTest, AnUnknownDeadLetterIsNotFound) {
  v1::GetDeadLetterRequest get;
  get.set_id("00000000000000ff");
  v1::GetDeadLetterResponse letter;
  EXPECT_THAT(Call(&v1::IngestService::Stub::GetDeadLetter, get, &letter),
              StatusIs(absl::StatusCode::kNotFound));
  v1::RetryDeadLetterRequest retry;
  v1::RetryDeadLetterResponse retried;
  EXPECT_THAT(Call(&v1::IngestService::Stub::RetryDeadLetter, retry, &retried),
              StatusIs(absl::StatusCode::kNotFound));
  v1::DeleteDeadLetterRequest remove;
  v1::DeleteDeadLetterResponse removed;
  EXPECT_THAT(Call(&v1::IngestService::Stub::DeleteDeadLetter, remove, &removed),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(IngestServiceTest, StatusTellsPositionsConsumersAndCounts) {
  ASSERT_OK(Submit("a"));
  AddLetters(2);
  ASSERT_OK(log_->consumers().Connect("indexer"));
  v1::GetIngestStatusResponse status;
  ASSERT_OK(Call(&v1::IngestService::Stub::GetIngestStatus, v1::GetIngestStatusRequest(), &status));
  EXPECT_EQ(status.log_id(), log_->log_id());
  EXPECT_EQ(status.last_position(), 1u);
  EXPECT_EQ(status.oldest_position(), 1u);
  EXPECT_EQ(status.dead_letter_count(), 2);
  ASSERT_EQ(status.consumers_size(), 1);
  EXPECT_TRUE(status.consumers(0).connected());
  EXPECT_EQ(status.consumers(0).lag_entries(), 1u);
  EXPECT_EQ(status.version(), std::string(ProgramVersion()));
  EXPECT_THAT(metrics_.Text(), HasSubstr("trialdex_ingest_live_index_lag_entries 1"));
}

TEST_F(IngestServiceTest, AConsumerThatIsGoneCanBeForgotten) {
  ASSERT_OK(Submit("a"));
  const Consumers::Ticket ticket = *log_->consumers().Connect("old");
  ASSERT_OK(log_->consumers().Publish(ticket, 1, 1));
  v1::DeleteConsumerRequest request;
  request.set_consumer("old");
  v1::DeleteConsumerResponse response;
  EXPECT_THAT(Call(&v1::IngestService::Stub::DeleteConsumer, request, &response),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  log_->consumers().Disconnect(ticket);
  ASSERT_OK(Call(&v1::IngestService::Stub::DeleteConsumer, request, &response));
  EXPECT_THAT(Call(&v1::IngestService::Stub::DeleteConsumer, request, &response),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_TRUE(log_->consumers().List(1).empty());
}

TEST_F(IngestServiceTest, UnknownFieldsComeInPagesByFormatAndPath) {
  v1::Trial trial;
  trial.set_id("NCT00000001");
  for (const char* path : {"b.new", "a.new", "c.new"}) trial.add_unknown_fields()->set_path(path);
  LogTransaction transaction(*log_);
  ASSERT_OK(transaction.CountUnknownFields(v1::SOURCE_FORMAT_CTGOV_V2_JSON, trial));
  ASSERT_OK(log_->Commit(std::move(transaction)));
  v1::ListUnknownFieldsRequest request;
  request.set_page_size(2);
  v1::ListUnknownFieldsResponse page;
  std::vector<std::string> paths;
  do {
    ASSERT_OK(Call(&v1::IngestService::Stub::ListUnknownFields, request, &page));
    EXPECT_LE(page.fields_size(), 2);
    for (const v1::UnknownFieldCount& field : page.fields()) paths.push_back(field.path());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(paths, ::testing::ElementsAre("a.new", "b.new", "c.new"));
}

TEST_F(IngestServiceTest, WrongPagesOfUnknownFieldsAreMistakes) {
  v1::ListUnknownFieldsRequest request;
  v1::ListUnknownFieldsResponse page;
  request.set_page_size(-1);
  EXPECT_THAT(Call(&v1::IngestService::Stub::ListUnknownFields, request, &page),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_size")));
  request.set_page_size(0);
  for (const std::string& token : {std::string("x"), "unknown_fields/" + log_->log_id() + ":?",
                                   "dead_letters/" + log_->log_id() + ":0000000000000001"}) {
    request.set_page_token(token);
    EXPECT_THAT(Call(&v1::IngestService::Stub::ListUnknownFields, request, &page),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_token")));
  }
}

}  // namespace
}  // namespace trialdex
