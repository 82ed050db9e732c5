#include "libs/client/submit_stream.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "tests/support/status_matchers.h"
#include "trialdex/v1/ingest_service.grpc.pb.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;

using ServerStream = grpc::ServerReaderWriter<v1::SubmitRecordsResponse, v1::SubmitRecordsRequest>;

// Keeps the records of one stream by offset, and breaks connections on demand.
class FakeIngest final : public v1::IngestService::Service {
 public:
  grpc::Status SubmitRecords(grpc::ServerContext*, ServerStream* stream) override {
    v1::SubmitRecordsRequest request;
    if (!stream->Read(&request) || !request.has_open()) return grpc::Status::CANCELLED;
    stream->Write(Opened());
    while (stream->Read(&request)) {
      absl::MutexLock lock(&mutex);
      ++batches;
      if (!refusal.ok()) return ToGrpcStatus(refusal);
      if (break_before_storing > 0 && batches % break_before_storing == 0) return Break();
      const v1::SubmitRecordsResponse response = Store(request.batch());
      if (break_before_answering > 0 && batches % break_before_answering == 0) return Break();
      largest_batch = std::max(largest_batch, request.ByteSizeLong());
      stream->Write(response);
    }
    return grpc::Status::OK;
  }

  absl::Mutex mutex;
  std::map<uint64_t, std::string> records;
  std::string log_id = "log";
  uint64_t next_offset = 0;
  int64_t max_record_bytes = 1000;
  absl::Status refusal;
  int batches = 0;
  int break_before_storing = 0;
  int break_before_answering = 0;
  size_t largest_batch = 0;

 private:
  static grpc::Status Break() {
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "Socket closed");
  }

  v1::SubmitRecordsResponse Opened() {
    absl::MutexLock lock(&mutex);
    v1::SubmitRecordsResponse response;
    response.mutable_opened()->set_next_offset(next_offset);
    response.mutable_opened()->set_log_id(log_id);
    response.mutable_opened()->set_max_record_bytes(max_record_bytes);
    return response;
  }

  v1::SubmitRecordsResponse Store(const v1::SubmitRecordsRequest::Batch& batch)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) {
    v1::SubmitRecordsResponse response;
    uint64_t offset = batch.offset();
    for (const v1::RawRecord& record : batch.records()) {
      v1::RecordResult& result = *response.mutable_acknowledged()->add_results();
      if (static_cast<int64_t>(record.content().size()) > max_record_bytes) {
        result.set_outcome(v1::RECORD_OUTCOME_REJECTED);
        result.mutable_rejection()->set_reason("TOO_LARGE");
        result.mutable_rejection()->set_message(absl::StrCat("the limit is ", max_record_bytes));
      } else {
        const bool is_new = records.emplace(offset, record.content()).second;
        result.set_outcome(is_new ? v1::RECORD_OUTCOME_ACCEPTED : v1::RECORD_OUTCOME_UNCHANGED);
        result.set_position(offset + 1);
      }
      ++offset;
    }
    next_offset = std::max(next_offset, offset);
    return response;
  }
};

struct Delivered {
  uint64_t offset;
  v1::RecordResult result;
};

class SubmitStreamTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<SubmitStream>> Open(SubmitStreamOptions options = {}) {
    options.backoff = {.first = absl::Milliseconds(1), .longest = absl::Milliseconds(5)};
    return SubmitStream::Open(MakeChannel(server_->address()), options,
                              [this](uint64_t offset, const v1::RecordResult& result) {
                                delivered_.push_back({offset, result});
                              });
  }

  static v1::RawRecord Record(std::string content) {
    v1::RawRecord record;
    record.set_content(std::move(content));
    return record;
  }

  // Batches of two records each.
  static SubmitStreamOptions SmallBatches() {
    return {.stream = "scraper", .max_batch_bytes = 150, .max_unanswered_bytes = 600};
  }

  void SubmitNumbers(SubmitStream& stream, uint64_t from, uint64_t to) {
    for (uint64_t i = from; i < to; ++i) ASSERT_OK(stream.Submit(Record(absl::StrCat(i))));
  }

  // Every record from `from` to `to` has one result, in order, and is stored.
  void ExpectAll(uint64_t from, uint64_t to) {
    ASSERT_EQ(delivered_.size(), to - from);
    for (uint64_t i = from; i < to; ++i) {
      EXPECT_EQ(delivered_[i - from].offset, i);
      EXPECT_EQ(delivered_[i - from].result.position(), i + 1);
      EXPECT_EQ(service_.records[i], absl::StrCat(i));
    }
  }

  FakeIngest service_;
  std::unique_ptr<RpcServer> server_ =
      *RpcServer::Start({.drain = absl::Milliseconds(20)}, {&service_});
  std::vector<Delivered> delivered_;
};

TEST_F(SubmitStreamTest, EveryRecordGetsItsResultInOrder) {
  auto stream = Open(SmallBatches());
  ASSERT_OK(stream);
  SubmitNumbers(**stream, 0, 100);
  ASSERT_OK((*stream)->Finish());
  ExpectAll(0, 100);
  EXPECT_EQ((*stream)->log_id(), "log");
}

TEST_F(SubmitStreamTest, ABreakBeforeTheRecordsWereStoredLosesNone) {
  service_.break_before_storing = 7;
  auto stream = Open(SmallBatches());
  ASSERT_OK(stream);
  SubmitNumbers(**stream, 0, 200);
  ASSERT_OK((*stream)->Finish());
  ExpectAll(0, 200);
}

TEST_F(SubmitStreamTest, ABreakBeforeTheAnswerDoublesNone) {
  service_.break_before_answering = 5;
  auto stream = Open(SmallBatches());
  ASSERT_OK(stream);
  SubmitNumbers(**stream, 0, 200);
  ASSERT_OK((*stream)->Finish());
  ExpectAll(0, 200);
  EXPECT_EQ(service_.records.size(), 200u);
}

TEST_F(SubmitStreamTest, ARestartedServiceIsMetAgain) {
  auto stream = Open(SmallBatches());
  ASSERT_OK(stream);
  SubmitNumbers(**stream, 0, 50);
  const std::string address = server_->address();
  server_.reset();
  auto restarted = RpcServer::Start({.listen = address}, {&service_});
  ASSERT_OK(restarted);
  SubmitNumbers(**stream, 50, 100);
  ASSERT_OK((*stream)->Finish());
  ExpectAll(0, 100);
}

TEST_F(SubmitStreamTest, ANamedStreamGoesOnWhereTheServiceStands) {
  service_.next_offset = 30;
  auto stream = Open(SmallBatches());
  ASSERT_OK(stream);
  ASSERT_EQ((*stream)->first_offset(), 30u);
  SubmitNumbers(**stream, 30, 40);
  ASSERT_OK((*stream)->Finish());
  ExpectAll(30, 40);
}

TEST_F(SubmitStreamTest, ARecordAboveTheLimitIsRefusedAndTheOthersAreNot) {
  auto stream = Open({.max_batch_bytes = 1 << 20});
  ASSERT_OK(stream);
  ASSERT_OK((*stream)->Submit(Record("small")));
  ASSERT_OK((*stream)->Submit(Record(std::string(3'000'000, 'x'))));
  ASSERT_OK((*stream)->Submit(Record("last")));
  ASSERT_OK((*stream)->Finish());
  ASSERT_EQ(delivered_.size(), 3u);
  EXPECT_EQ(delivered_[0].result.outcome(), v1::RECORD_OUTCOME_ACCEPTED);
  EXPECT_EQ(delivered_[1].result.rejection().reason(), "TOO_LARGE");
  EXPECT_EQ(delivered_[1].result.rejection().message(),
            "the record has 3000000 bytes; the limit is 1000");
  EXPECT_EQ(delivered_[2].result.outcome(), v1::RECORD_OUTCOME_ACCEPTED);
  EXPECT_LT(service_.largest_batch, 2000u);
}

TEST_F(SubmitStreamTest, ARefusalEndsTheStreamForGood) {
  service_.refusal = ReasonedError(absl::StatusCode::kAborted, "FENCED", "another producer");
  auto stream = Open(SmallBatches());
  ASSERT_OK(stream);
  ASSERT_OK((*stream)->Submit(Record("1")));
  EXPECT_THAT((*stream)->Finish(), StatusIs(absl::StatusCode::kAborted, "another producer"));
  EXPECT_THAT((*stream)->Submit(Record("2")), StatusIs(absl::StatusCode::kAborted));
}

TEST_F(SubmitStreamTest, AServiceThatComesBackWithAnotherLogIsNotFed) {
  service_.break_before_storing = 2;
  auto stream = Open(SmallBatches());
  ASSERT_OK(stream);
  {
    absl::MutexLock lock(&service_.mutex);
    service_.log_id = "other";
  }
  while ((*stream)->Submit(Record("1")).ok()) {
  }
  EXPECT_EQ(ErrorReason((*stream)->Finish()), "LOG_MISMATCH");
}

TEST_F(SubmitStreamTest, AServiceThatForgotWhatItAcknowledgedIsFoundOut) {
  auto stream = Open(SmallBatches());
  ASSERT_OK(stream);
  SubmitNumbers(**stream, 0, 50);
  const auto all_stored = [this] { return service_.records.size() == 50; };
  {
    absl::MutexLock lock(&service_.mutex, absl::Condition(&all_stored));
    service_.next_offset = 10;
    service_.break_before_storing = 1;
  }
  while ((*stream)->Submit(Record("1")).ok()) {
  }
  EXPECT_THAT((*stream)->Finish(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("offset 10")));
}

TEST_F(SubmitStreamTest, AServiceOutOfReachIsGivenUpInTheEnd) {
  const std::string address = server_->address();
  server_.reset();
  EXPECT_THAT(SubmitStream::Open(MakeChannel(address), {.give_up_after = absl::Milliseconds(50)},
                                 [](uint64_t, const v1::RecordResult&) {}),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(SubmitStreamTest, AStreamThatIsDroppedDoesNotHang) {
  auto stream = Open(SmallBatches());
  ASSERT_OK(stream);
  ASSERT_OK((*stream)->Submit(Record("1")));
  stream->reset();
}

}  // namespace
}  // namespace trialdex
