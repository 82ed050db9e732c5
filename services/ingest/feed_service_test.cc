#include "services/ingest/feed_service.h"

#include <memory>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/base/timestamp.h"
#include "libs/client/feed_follower.h"
#include "libs/log/log_transaction.h"
#include "libs/log/testing/memory_trial_log.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr absl::Duration kPatience = absl::Seconds(20);

class FeedServiceTest : public ::testing::Test {
 protected:
  void TearDown() override {
    // A call that its client has left ends a little later.
    while (service_.open_streams() > 0) std::this_thread::yield();
  }

  void Append(int count) {
    LogTransaction transaction(*log_);
    for (int i = 0; i < count; ++i) {
      transaction.AddDelete(absl::StrCat("NCT", absl::Dec(i, absl::kZeroPad8)));
    }
    ASSERT_OK(log_->Commit(std::move(transaction)));
  }

  std::unique_ptr<FeedReader> Follow(const FeedStart& start) {
    return *FeedFollower(server_->InProcessChannel()).Open(start);
  }

  // Positions of the next `count` entries.
  static std::vector<uint64_t> ReadPositions(FeedReader& reader, size_t count) {
    std::vector<uint64_t> positions;
    while (positions.size() < count) {
      const auto batch = reader.Read(1 << 20, kPatience);
      if (!batch.ok()) {
        ADD_FAILURE() << batch.status();
        break;
      }
      for (const v1::FeedEntry& entry : batch->entries) positions.push_back(entry.position());
    }
    return positions;
  }

  // The error that ends the stream.
  static absl::Status ReadToEnd(FeedReader& reader) {
    while (true) {
      const auto batch = reader.Read(1 << 20, kPatience);
      if (!batch.ok()) return batch.status();
    }
  }

  std::unique_ptr<TrialLog> log_ = NewMemoryTrialLog(RealClock());
  FeedService service_{*log_, {.batch_bytes = 200, .max_streams = 2}};
  std::unique_ptr<RpcServer> server_ = *RpcServer::Start({.drain = absl::Seconds(5)}, {&service_});
};

TEST_F(FeedServiceTest, EntriesAreSentInOrderAndThenAsTheyCome) {
  Append(50);
  auto reader = Follow({.consumer = "indexer"});
  std::vector<uint64_t> positions = ReadPositions(*reader, 50);
  ASSERT_EQ(positions.size(), 50u);
  for (uint64_t i = 0; i < 50; ++i) EXPECT_EQ(positions[i], i + 1);
  for (uint64_t next = 51; next < 60; ++next) {
    Append(1);
    EXPECT_THAT(ReadPositions(*reader, 1), ElementsAre(next));
  }
}

TEST_F(FeedServiceTest, AReaderGoesOnWhereItStood) {
  Append(5);
  auto reader = Follow({.consumer = "indexer", .after_position = 3, .log_id = log_->log_id()});
  EXPECT_THAT(ReadPositions(*reader, 2), ElementsAre(4, 5));
}

TEST_F(FeedServiceTest, AReaderIsToldIfItsEntryIsNotThatOfTheLog) {
  Append(5);
  FeedStart start = {.consumer = "indexer", .after_position = 3, .log_id = log_->log_id()};
  start.after_time = FromTimestamp(log_->ReadEntry(3)->create_time());
  EXPECT_THAT(ReadPositions(*Follow(start), 2), ElementsAre(4, 5));
  start.after_time -= absl::Nanoseconds(1);
  const absl::Status status = ReadToEnd(*Follow(start));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ErrorReason(status), "LOG_MISMATCH");
}

TEST_F(FeedServiceTest, ASnapshotTellsTheTimeOfItsEntry) {
  Append(5);
  auto reader = Follow({.consumer = "indexer", .snapshot_first = true});
  const auto batch = reader->Read(1 << 20, kPatience);
  ASSERT_OK(batch);
  EXPECT_EQ(batch->snapshot_position, 5u);
  EXPECT_EQ(batch->snapshot_time, FromTimestamp(log_->ReadEntry(5)->create_time()));
}

TEST_F(FeedServiceTest, TheFirstAnswerTellsTheLogEvenIfThereIsNothingToSend) {
  Append(3);
  auto reader = Follow({.consumer = "indexer", .after_position = 3});
  const auto batch = reader->Read(1 << 20, kPatience);
  ASSERT_OK(batch);
  EXPECT_TRUE(batch->entries.empty());
  EXPECT_EQ(batch->log_id, log_->log_id());
  EXPECT_EQ(batch->last_position, 3u);
}

TEST_F(FeedServiceTest, PublishedPositionsAreStoredByConsumer) {
  Append(5);
  auto reader = Follow({.consumer = "indexer"});
  EXPECT_THAT(ReadPositions(*reader, 5), ElementsAre(1, 2, 3, 4, 5));
  absl::Notification published;
  log_->consumers().WhenPublished("indexer", 5, [&] { published.Notify(); });
  ASSERT_OK(reader->Publish(5));
  EXPECT_TRUE(published.WaitForNotificationWithTimeout(kPatience));
  const auto consumers = log_->consumers().List(log_->last_position());
  ASSERT_EQ(consumers.size(), 1u);
  EXPECT_EQ(consumers[0].published_position(), 5u);
  EXPECT_TRUE(consumers[0].connected());
}

TEST_F(FeedServiceTest, PublishingBeyondTheEndIsRefused) {
  Append(1);
  auto reader = Follow({.consumer = "indexer"});
  ASSERT_OK(reader->Publish(9));
  EXPECT_THAT(ReadToEnd(*reader), StatusIs(absl::StatusCode::kOutOfRange));
}

TEST_F(FeedServiceTest, APositionBeyondTheEndIsOutOfRange) {
  Append(2);
  EXPECT_THAT(ReadToEnd(*Follow({.consumer = "indexer", .after_position = 7})),
              StatusIs(absl::StatusCode::kOutOfRange, HasSubstr("7")));
}

TEST_F(FeedServiceTest, AnotherLogsPositionIsAMismatch) {
  Append(2);
  const absl::Status status =
      ReadToEnd(*Follow({.consumer = "indexer", .after_position = 1, .log_id = "other"}));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ErrorReason(status), "LOG_MISMATCH");
}

TEST_F(FeedServiceTest, AReaderNeedsAName) {
  EXPECT_THAT(ReadToEnd(*Follow({.consumer = ""})),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("consumer")));
}

TEST_F(FeedServiceTest, TheFirstRequestMustStartAndNoOtherMay) {
  auto stub = v1::FeedService::NewStub(server_->InProcessChannel());
  for (const bool start_first : {false, true}) {
    grpc::ClientContext context;
    auto stream = stub->StreamTrials(&context);
    v1::StreamTrialsRequest start;
    start.mutable_start()->set_consumer("indexer");
    v1::StreamTrialsRequest publish;
    publish.set_published_position(0);
    stream->Write(start_first ? start : publish);
    stream->Write(start);
    v1::StreamTrialsResponse response;
    while (stream->Read(&response)) {
    }
    EXPECT_THAT(FromGrpcStatus(stream->Finish()),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("start")));
  }
}

TEST_F(FeedServiceTest, ANewerReaderOfTheSameNameEndsTheOlderOneThoughItWaits) {
  Append(1);
  auto older = Follow({.consumer = "indexer"});
  EXPECT_THAT(ReadPositions(*older, 1), ElementsAre(1));
  auto newer = Follow({.consumer = "indexer", .after_position = 1});
  EXPECT_THAT(ReadToEnd(*older), StatusIs(absl::StatusCode::kAborted));
  Append(1);
  EXPECT_THAT(ReadPositions(*newer, 1), ElementsAre(2));
}

TEST_F(FeedServiceTest, TooManyStreamsAreToldToComeBack) {
  auto first = Follow({.consumer = "a"});
  auto second = Follow({.consumer = "b"});
  ASSERT_OK(first->Read(1, kPatience));
  ASSERT_OK(second->Read(1, kPatience));
  // A follower takes this as out of reach: it tries again.
  EXPECT_THAT(ReadToEnd(*Follow({.consumer = "c"})),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("2 streams")));
}

TEST_F(FeedServiceTest, DrainingEndsStreamsThatWait) {
  auto reader = Follow({.consumer = "indexer"});
  ASSERT_OK(reader->Read(1, kPatience));
  service_.Drain();
  EXPECT_THAT(ReadToEnd(*reader), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(ReadToEnd(*Follow({.consumer = "indexer"})),
              StatusIs(absl::StatusCode::kUnavailable));
  server_->Shutdown();
}

TEST_F(FeedServiceTest, EntriesOfManyCommitsReachManyReadersWithoutGaps) {
  auto first = Follow({.consumer = "a"});
  auto second = Follow({.consumer = "b"});
  constexpr int kCommits = 200;
  std::thread writer([this] {
    for (int i = 0; i < kCommits; ++i) Append(3);
  });
  for (FeedReader* reader : {first.get(), second.get()}) {
    const std::vector<uint64_t> positions = ReadPositions(*reader, 3 * kCommits);
    ASSERT_EQ(positions.size(), 3u * kCommits);
    for (uint64_t i = 0; i < positions.size(); ++i) ASSERT_EQ(positions[i], i + 1);
  }
  writer.join();
}

}  // namespace
}  // namespace trialdex
