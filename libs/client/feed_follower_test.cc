#include "libs/client/feed_follower.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "tests/support/status_matchers.h"
#include "trialdex/v1/feed_service.grpc.pb.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;

constexpr size_t kMegabyte = 1 << 20;
constexpr absl::Duration kPatience = absl::Seconds(20);

using ServerStream = grpc::ServerReaderWriter<v1::StreamTrialsResponse, v1::StreamTrialsRequest>;

// Does with each stream what the test says, after taking in its start. Streams
// outlive the body of a test: what they touch is kept here.
class FakeFeed final : public v1::FeedService::Service {
 public:
  grpc::Status StreamTrials(grpc::ServerContext*, ServerStream* stream) override {
    stream->Read(&start);
    return ToGrpcStatus(serve(*stream));
  }

  v1::StreamTrialsRequest start;
  std::function<absl::Status(ServerStream&)> serve;
  // Messages that `serve` has written.
  std::atomic<int> sent = 0;
  absl::Mutex mutex;
  uint64_t published ABSL_GUARDED_BY(mutex) = 0;
};

v1::StreamTrialsResponse Entries(std::vector<uint64_t> positions, size_t bytes = 0) {
  v1::StreamTrialsResponse response;
  for (const uint64_t position : positions) {
    v1::FeedEntry& entry = *response.add_entries();
    entry.set_position(position);
    entry.set_deleted_id(std::string(bytes, 'x'));
    response.set_last_position(position);
  }
  response.set_log_id("log");
  return response;
}

std::vector<uint64_t> Positions(const FeedBatch& batch) {
  std::vector<uint64_t> positions;
  for (const v1::FeedEntry& entry : batch.entries) positions.push_back(entry.position());
  return positions;
}

// Blocks until the reader is gone.
absl::Status StayOpen(ServerStream& stream) {
  v1::StreamTrialsRequest request;
  while (stream.Read(&request)) {
  }
  return absl::OkStatus();
}

class FeedFollowerTest : public ::testing::Test {
 protected:
  std::unique_ptr<FeedReader> Open(const FeedStart& start = {.consumer = "indexer"},
                                   const FeedFollowerOptions& options = {}) {
    return *FeedFollower(server_->InProcessChannel(), options).Open(start);
  }

  FakeFeed service_;
  std::unique_ptr<RpcServer> server_ = *RpcServer::Start({}, {&service_});
};

TEST_F(FeedFollowerTest, EntriesArriveInOrderFromWhereTheReaderStands) {
  service_.serve = [](ServerStream& stream) {
    stream.Write(Entries({8, 9}));
    stream.Write(Entries({10}));
    return StayOpen(stream);
  };
  auto reader = Open({.consumer = "indexer", .after_position = 7, .log_id = "log"});
  std::vector<uint64_t> positions;
  while (positions.size() < 3) {
    const auto batch = reader->Read(kMegabyte, kPatience);
    ASSERT_OK(batch);
    EXPECT_EQ(batch->log_id, "log");
    for (const uint64_t position : Positions(*batch)) positions.push_back(position);
  }
  EXPECT_THAT(positions, ElementsAre(8, 9, 10));
  EXPECT_EQ(service_.start.start().consumer(), "indexer");
  EXPECT_EQ(service_.start.start().after_position(), 7u);
  EXPECT_EQ(service_.start.start().log_id(), "log");
}

TEST_F(FeedFollowerTest, WithoutNewsReadAnswersAnEmptyBatch) {
  service_.serve = StayOpen;
  const auto batch = Open()->Read(kMegabyte, absl::ZeroDuration());
  ASSERT_OK(batch);
  EXPECT_TRUE(batch->entries.empty());
}

TEST_F(FeedFollowerTest, PublishedPositionsReachTheService) {
  service_.serve = [this](ServerStream& stream) {
    v1::StreamTrialsRequest request;
    while (stream.Read(&request)) {
      absl::MutexLock lock(&service_.mutex);
      service_.published = request.published_position();
    }
    return absl::OkStatus();
  };
  auto reader = Open();
  for (uint64_t position = 1; position <= 100; ++position) ASSERT_OK(reader->Publish(position));
  const auto reached = [this] {
    service_.mutex.AssertHeld();
    return service_.published == 100;
  };
  absl::MutexLock lock(&service_.mutex);
  EXPECT_TRUE(service_.mutex.AwaitWithTimeout(absl::Condition(&reached), kPatience));
}

TEST_F(FeedFollowerTest, TheEndOfASnapshotIsNotMixedWithWhatFollows) {
  service_.serve = [](ServerStream& stream) {
    v1::StreamTrialsResponse end = Entries({3});
    end.set_snapshot_position(5);
    stream.Write(Entries({1}));
    stream.Write(end);
    stream.Write(Entries({6}));
    return StayOpen(stream);
  };
  auto reader = Open({.consumer = "indexer", .snapshot_first = true});
  absl::StatusOr<FeedBatch> batch;
  do {
    batch = reader->Read(kMegabyte, kPatience);
    ASSERT_OK(batch);
  } while (batch->snapshot_position == 0);
  EXPECT_EQ(batch->entries.back().position(), 3u);
  EXPECT_EQ(batch->snapshot_position, 5u);
  batch = reader->Read(kMegabyte, kPatience);
  ASSERT_OK(batch);
  EXPECT_THAT(Positions(*batch), ElementsAre(6));
  EXPECT_EQ(batch->snapshot_position, 0u);
}

TEST_F(FeedFollowerTest, ASlowReaderHoldsTheServiceBackInsteadOfBufferingItAll) {
  constexpr int kMessages = 200;
  service_.serve = [this](ServerStream& stream) {
    for (uint64_t position = 1; position <= kMessages; ++position) {
      stream.Write(Entries({position}, kMegabyte));
      ++service_.sent;
    }
    return StayOpen(stream);
  };
  auto reader = Open({.consumer = "indexer"}, {.prefetch_bytes = 4 * kMegabyte});
  for (int read = 0; read < kMessages;) {
    const auto batch = reader->Read(1, kPatience);
    ASSERT_OK(batch);
    read += static_cast<int>(batch->entries.size());
    EXPECT_LE(service_.sent - read, 32);
  }
}

TEST_F(FeedFollowerTest, WhatHadArrivedBeforeABreakIsStillRead) {
  service_.serve = [](ServerStream& stream) {
    stream.Write(Entries({1}));
    return absl::UnavailableError("Socket closed");
  };
  auto reader = Open();
  const auto batch = reader->Read(kMegabyte, kPatience);
  ASSERT_OK(batch);
  EXPECT_THAT(Positions(*batch), ElementsAre(1));
  EXPECT_THAT(reader->Read(kMegabyte, kPatience), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(reader->Publish(1), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(FeedFollowerTest, RefusalsKeepTheirReason) {
  service_.serve = [](ServerStream&) {
    return ReasonedError(absl::StatusCode::kFailedPrecondition, "LOG_MISMATCH", "another log");
  };
  const auto batch = Open()->Read(kMegabyte, kPatience);
  EXPECT_THAT(batch, StatusIs(absl::StatusCode::kFailedPrecondition, "another log"));
  EXPECT_EQ(ErrorReason(batch.status()), "LOG_MISMATCH");
}

TEST_F(FeedFollowerTest, AnEndWithoutAReasonIsABreak) {
  service_.serve = [](ServerStream&) { return absl::OkStatus(); };
  EXPECT_THAT(Open()->Read(kMegabyte, kPatience), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(FeedFollowerTest, AReaderThatIsDroppedEndsItsCall) {
  service_.serve = StayOpen;
  Open().reset();
  server_->Shutdown();
}

}  // namespace
}  // namespace trialdex
