#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/log/testing/memory_trial_log.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "services/ingest/ingest_service.h"
#include "services/ingest/testing/fake_intake.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;

constexpr size_t kMaxInFlight = 10'000;
constexpr size_t kMaxBatchRecords = 1000;

// A client's end of one stream.
class ClientStream {
 public:
  explicit ClientStream(v1::IngestService::Stub& stub) : stream_(stub.SubmitRecords(&context_)) {}

  bool Open(const std::string& name = "", v1::AckLevel level = v1::ACK_LEVEL_DURABLE) {
    v1::SubmitRecordsRequest request;
    request.mutable_open()->set_stream(name);
    request.mutable_open()->set_ack_level(level);
    return stream_->Write(request) && Read();
  }

  bool Send(uint64_t offset, const std::vector<std::string>& contents) {
    v1::SubmitRecordsRequest request;
    request.mutable_batch()->set_offset(offset);
    for (const std::string& content : contents) {
      request.mutable_batch()->add_records()->set_content(content);
    }
    return stream_->Write(request);
  }

  bool Send(const v1::SubmitRecordsRequest& request) { return stream_->Write(request); }

  // The next response; false at the end of the stream.
  bool Read() { return stream_->Read(&response); }

  void CloseSending() { stream_->WritesDone(); }
  void Cancel() { context_.TryCancel(); }

  // Reads to the end.
  absl::Status Finish() {
    while (Read()) {
    }
    return FromGrpcStatus(stream_->Finish());
  }

  v1::SubmitRecordsResponse response;

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::SubmitRecordsRequest, v1::SubmitRecordsResponse>>
      stream_;
};

class SubmitRecordsTest : public ::testing::Test {
 protected:
  void TearDown() override {
    // A call that its client has left ends a little later.
    while (service_.open_streams() > 0) std::this_thread::yield();
  }

  // The live index has committed all there is.
  void PublishAll() {
    const auto ticket = log_->consumers().Connect(kLiveIndexConsumer);
    ASSERT_OK(ticket);
    const uint64_t last = log_->last_position();
    ASSERT_OK(log_->consumers().Publish(*ticket, last, last));
  }

  std::unique_ptr<TrialLog> log_ = NewMemoryTrialLog(RealClock());
  Metrics metrics_{"ingest"};
  IngestMetrics ingest_metrics_{metrics_, *log_};
  FakeIntake intake_{*log_};
  UnaryPool pool_;
  IngestService service_{intake_,
                         *log_,
                         pool_,
                         ingest_metrics_,
                         {.max_record_bytes = 1000,
                          .max_in_flight_bytes = kMaxInFlight,
                          .max_streams = 3,
                          .max_lag = 100,
                          .max_batch_records = kMaxBatchRecords}};
  std::unique_ptr<RpcServer> server_ = *RpcServer::Start({.drain = absl::Seconds(5)}, {&service_});
  std::unique_ptr<v1::IngestService::Stub> stub_ =
      v1::IngestService::NewStub(server_->InProcessChannel());
};

TEST_F(SubmitRecordsTest, OpeningTellsTheLimits) {
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open("scraper"));
  EXPECT_EQ(stream.response.opened().next_offset(), 0u);
  EXPECT_EQ(stream.response.opened().log_id(), log_->log_id());
  EXPECT_EQ(stream.response.opened().max_record_bytes(), 1000);
  EXPECT_GT(stream.response.opened().max_batch_bytes(), 1000);
  EXPECT_EQ(stream.response.opened().max_in_flight_bytes(), static_cast<int64_t>(kMaxInFlight));
  stream.CloseSending();
  EXPECT_OK(stream.Finish());
}

TEST_F(SubmitRecordsTest, EachBatchIsAnsweredInOrderOneResultPerRecord) {
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open("scraper"));
  ASSERT_TRUE(stream.Send(0, {"a", "bad", "b"}));
  ASSERT_TRUE(stream.Send(3, {"c"}));
  stream.CloseSending();
  ASSERT_TRUE(stream.Read());
  ASSERT_EQ(stream.response.acknowledged().results_size(), 3);
  EXPECT_EQ(stream.response.acknowledged().results(0).position(), 1u);
  EXPECT_EQ(stream.response.acknowledged().results(1).outcome(), v1::RECORD_OUTCOME_REJECTED);
  EXPECT_EQ(stream.response.acknowledged().results(2).position(), 2u);
  EXPECT_EQ(stream.response.acknowledged().next_offset(), 3u);
  ASSERT_TRUE(stream.Read());
  EXPECT_EQ(stream.response.acknowledged().next_offset(), 4u);
  EXPECT_OK(stream.Finish());
  EXPECT_THAT(metrics_.Text(), HasSubstr("records_total{outcome=\"ACCEPTED\"} 3"));
}

TEST_F(SubmitRecordsTest, ANamedStreamGoesOnWhereItStood) {
  {
    ClientStream stream(*stub_);
    ASSERT_TRUE(stream.Open("scraper"));
    ASSERT_TRUE(stream.Send(0, {"a", "b"}));
    ASSERT_TRUE(stream.Read());
    stream.CloseSending();
    ASSERT_OK(stream.Finish());
  }
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open("scraper"));
  EXPECT_EQ(stream.response.opened().next_offset(), 2u);
  stream.CloseSending();
  EXPECT_OK(stream.Finish());
}

TEST_F(SubmitRecordsTest, AGapEndsTheStreamAndNamesTheOffset) {
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open("scraper"));
  ASSERT_TRUE(stream.Send(0, {"a"}));
  ASSERT_TRUE(stream.Send(5, {"b"}));
  ASSERT_TRUE(stream.Read());
  EXPECT_FALSE(stream.Read());
  const absl::Status status = stream.Finish();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_EQ(ErrorReason(status), "OFFSET_GAP");
  EXPECT_THAT(status.ToString(), HasSubstr("next_offset"));
}

TEST_F(SubmitRecordsTest, ASecondProducerFencesTheFirst) {
  ClientStream first(*stub_);
  ASSERT_TRUE(first.Open("scraper"));
  ClientStream second(*stub_);
  ASSERT_TRUE(second.Open("scraper"));
  ASSERT_TRUE(first.Send(0, {"a"}));
  EXPECT_THAT(first.Finish(), StatusIs(absl::StatusCode::kAborted));
  ASSERT_TRUE(second.Send(0, {"a"}));
  ASSERT_TRUE(second.Read());
  second.CloseSending();
  EXPECT_OK(second.Finish());
}

TEST_F(SubmitRecordsTest, TheFirstRequestMustOpenAndNoOtherMay) {
  ClientStream unopened(*stub_);
  ASSERT_TRUE(unopened.Send(0, {"a"}));
  EXPECT_THAT(unopened.Finish(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("open")));

  ClientStream twice(*stub_);
  ASSERT_TRUE(twice.Open());
  v1::SubmitRecordsRequest open;
  open.mutable_open();
  ASSERT_TRUE(twice.Send(open));
  EXPECT_THAT(twice.Finish(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("batch")));
}

TEST_F(SubmitRecordsTest, AnEmptyOrTooLongBatchAndAnUnknownLevelAreMistakes) {
  ClientStream empty(*stub_);
  ASSERT_TRUE(empty.Open());
  ASSERT_TRUE(empty.Send(0, {}));
  EXPECT_THAT(empty.Finish(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("batch.records")));

  ClientStream many(*stub_);
  ASSERT_TRUE(many.Open());
  ASSERT_TRUE(many.Send(0, std::vector<std::string>(kMaxBatchRecords + 1)));
  EXPECT_THAT(many.Finish(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("1 to 1000 records")));

  ClientStream level(*stub_);
  EXPECT_FALSE(level.Open("", static_cast<v1::AckLevel>(7)));
  EXPECT_THAT(level.Finish(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("open.ack_level")));
}

TEST_F(SubmitRecordsTest, AFailureEndsTheStreamAfterTheAnswersBeforeIt) {
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open());
  ASSERT_TRUE(stream.Send(0, {"a"}));
  ASSERT_TRUE(stream.Read());
  intake_.FailWith(absl::ResourceExhaustedError("the disk is full"));
  ASSERT_TRUE(stream.Send(0, {"b"}));
  EXPECT_THAT(stream.Finish(), StatusIs(absl::StatusCode::kResourceExhausted, "the disk is full"));
}

TEST_F(SubmitRecordsTest, ReadingGoesOnWhileAnswersAreWrittenAndMixesNothingUp) {
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open("scraper"));
  constexpr int kBatches = 5000;
  std::thread sender([&stream] {
    for (int i = 0; i < kBatches; ++i) {
      // Rejected records keep the lag low.
      stream.Send(static_cast<uint64_t>(2 * i), {i % 100 == 0 ? absl::StrCat(i) : "bad", "bad"});
    }
    stream.CloseSending();
  });
  for (int i = 0; i < kBatches; ++i) {
    ASSERT_TRUE(stream.Read());
    const v1::SubmitRecordsResponse::Acknowledged& answer = stream.response.acknowledged();
    ASSERT_EQ(answer.results_size(), 2);
    EXPECT_EQ(answer.results(0).trial_id(), i % 100 == 0 ? absl::StrCat(i) : "");
    EXPECT_EQ(answer.next_offset(), static_cast<uint64_t>(2 * i + 2));
  }
  sender.join();
  EXPECT_OK(stream.Finish());
}

TEST_F(SubmitRecordsTest, WhatIsUnansweredIsBounded) {
  intake_.Hold();
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open());
  constexpr int kBatches = 90;
  const std::string record(1000, 'x');
  std::thread sender([&] {
    for (int i = 0; i < kBatches; ++i) stream.Send(0, {record});
    stream.CloseSending();
  });
  intake_.AwaitRecords(9);
  intake_.Release();
  int answers = 0;
  while (stream.Read()) ++answers;
  sender.join();
  EXPECT_EQ(answers, kBatches);
  EXPECT_LE(intake_.max_unanswered_bytes(), kMaxInFlight + record.size());
  EXPECT_OK(stream.Finish());
}

TEST_F(SubmitRecordsTest, AFullIntakeIsNotFed) {
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open());
  intake_.SetFull(true);
  std::thread sender([&stream] {
    for (const char* content : {"a", "b", "c"}) stream.Send(0, {content});
    stream.CloseSending();
  });
  // One read may have been under way already.
  EXPECT_LE(intake_.taken_records(), 1u);
  intake_.SetFull(false);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(stream.Read());
  sender.join();
  EXPECT_EQ(intake_.taken_records(), 3u);
  EXPECT_OK(stream.Finish());
}

TEST_F(SubmitRecordsTest, SearchableWaitsUntilTheLiveIndexHasPublished) {
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open("", v1::ACK_LEVEL_SEARCHABLE));
  ASSERT_TRUE(stream.Send(0, {"a"}));
  log_->committed().WaitFor(1, absl::InfiniteDuration());
  std::atomic<bool> published{false};
  std::thread indexer([&] {
    published = true;
    PublishAll();
  });
  ASSERT_TRUE(stream.Read());
  EXPECT_TRUE(published);
  indexer.join();
  // What was rejected has nothing to wait for.
  ASSERT_TRUE(stream.Send(0, {"bad"}));
  ASSERT_TRUE(stream.Read());
  stream.CloseSending();
  EXPECT_OK(stream.Finish());
}

TEST_F(SubmitRecordsTest, ACancelledStreamReleasesWhatItWaitsFor) {
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open("", v1::ACK_LEVEL_SEARCHABLE));
  ASSERT_TRUE(stream.Send(0, {"a"}));
  log_->committed().WaitFor(1, absl::InfiniteDuration());
  stream.Cancel();
  EXPECT_THAT(stream.Finish(), StatusIs(absl::StatusCode::kCancelled));
  // TearDown sees that the stream goes although nobody ever publishes.
}

TEST_F(SubmitRecordsTest, ProducersWaitWhenTheLiveIndexIsTooFarBehind) {
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open());
  std::vector<std::string> many(150, "a");
  ASSERT_TRUE(stream.Send(0, many));
  ASSERT_TRUE(stream.Read());
  std::thread sender([&stream] {
    stream.Send(0, {"b"});
    stream.CloseSending();
  });
  EXPECT_EQ(intake_.taken_records(), 150u);
  PublishAll();
  ASSERT_TRUE(stream.Read());
  sender.join();
  EXPECT_EQ(intake_.taken_records(), 151u);
  EXPECT_OK(stream.Finish());
}

TEST_F(SubmitRecordsTest, TooManyStreamsAreToldToComeBack) {
  std::vector<std::unique_ptr<ClientStream>> streams;
  for (int i = 0; i < 3; ++i) {
    streams.push_back(std::make_unique<ClientStream>(*stub_));
    ASSERT_TRUE(streams.back()->Open());
  }
  ClientStream one_more(*stub_);
  const absl::Status status = one_more.Finish();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(ErrorReason(status), "TOO_MANY_STREAMS");
  EXPECT_TRUE(RetryDelay(status).has_value());
  for (const auto& stream : streams) {
    stream->CloseSending();
    EXPECT_OK(stream->Finish());
  }
}

TEST_F(SubmitRecordsTest, DrainingAnswersWhatIsUnderWayAndThenSaysSo) {
  intake_.Hold();
  ClientStream stream(*stub_);
  ASSERT_TRUE(stream.Open());
  ASSERT_TRUE(stream.Send(0, {"a"}));
  intake_.AwaitRecords(1);
  service_.Drain();
  intake_.Release();
  ASSERT_TRUE(stream.Read());
  EXPECT_EQ(stream.response.acknowledged().results(0).outcome(), v1::RECORD_OUTCOME_ACCEPTED);
  const absl::Status status = stream.Finish();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(ErrorReason(status), "DRAINING");
  ClientStream late(*stub_);
  EXPECT_THAT(late.Finish(), StatusIs(absl::StatusCode::kUnavailable));
  server_->Shutdown();
}

}  // namespace
}  // namespace trialdex
