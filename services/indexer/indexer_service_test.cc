#include "services/indexer/indexer_service.h"

#include <atomic>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/projection/indexer.h"
#include "libs/projection/testing/fake_feed.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::SizeIs;

// A real indexer over a log in memory, driven by a thread, behind real gRPC.
class IndexerServiceTest : public ::testing::Test {
 protected:
  void Start() {
    indexer_ = *Indexer::Open(
        {.root = temp_.path() + "/index", .fingerprint = "abc"}, feed_,
        [](const std::string& directory) {
          return OpenIndexWriter({.directory = directory, .fingerprint = "abc"});
        },
        RealClock(), log_);
    service_ = std::make_unique<IndexerService>(indexer_->state());
    server_ = *RpcServer::Start({}, {service_.get()});
    stub_ = v1::IndexerService::NewStub(server_->InProcessChannel());
    // The log in memory is not thread-safe: it is whole before anybody reads it.
    driver_ = std::thread([this] {
      while (!stopping_) indexer_->Step(absl::Milliseconds(5));
    });
  }
  void Stop() {
    if (stopping_.exchange(true)) return;
    driver_.join();
    EXPECT_OK(indexer_->Close());
  }
  void TearDown() override {
    Stop();
    server_->Shutdown();
  }

  absl::StatusOr<uint64_t> Flush(uint64_t position, absl::Duration timeout = absl::Seconds(60)) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
    v1::FlushIndexRequest request;
    request.set_position(position);
    v1::FlushIndexResponse response;
    const absl::Status status = FromGrpcStatus(stub_->FlushIndex(&context, request, &response));
    if (!status.ok()) return status;
    return response.committed_position();
  }
  v1::GetIndexerStatusResponse Status() {
    grpc::ClientContext context;
    v1::GetIndexerStatusResponse response;
    EXPECT_OK(FromGrpcStatus(stub_->GetIndexerStatus(&context, {}, &response)));
    return response;
  }
  absl::Status List(int page_size, const std::string& token,
                    v1::ListPoisonEntriesResponse* response) {
    grpc::ClientContext context;
    v1::ListPoisonEntriesRequest request;
    request.set_page_size(page_size);
    request.set_page_token(token);
    return FromGrpcStatus(stub_->ListPoisonEntries(&context, request, response));
  }
  absl::Status Retry(uint64_t position) {
    grpc::ClientContext context;
    v1::RetryPoisonEntryRequest request;
    request.set_position(position);
    v1::RetryPoisonEntryResponse response;
    return FromGrpcStatus(stub_->RetryPoisonEntry(&context, request, &response));
  }

  const TempDir temp_;
  std::ostringstream lines_;
  Logger log_{{.service = "test", .output = &lines_}};
  FakeFeed feed_;
  std::unique_ptr<Indexer> indexer_;
  std::unique_ptr<IndexerService> service_;
  std::unique_ptr<RpcServer> server_;
  std::unique_ptr<v1::IndexerService::Stub> stub_;
  std::atomic<bool> stopping_ = false;
  std::thread driver_;
};

TEST_F(IndexerServiceTest, AFlushWaitsUntilThePositionIsCommitted) {
  for (int i = 0; i < 20; ++i) feed_.Upsert(absl::StrCat("NCT000000", 10 + i), "title");
  Start();
  const auto committed = Flush(20);
  ASSERT_OK(committed);
  EXPECT_EQ(*committed, 20u);
  const v1::GetIndexerStatusResponse status = Status();
  EXPECT_EQ(status.committed_position(), 20u);
  EXPECT_EQ(status.lag_entries(), 0u);
  EXPECT_EQ(status.document_count(), 20);
  EXPECT_EQ(status.fingerprint(), "abc");
  EXPECT_TRUE(status.following());
  EXPECT_FALSE(status.version().empty());
  EXPECT_TRUE(status.has_commit_time());
}

TEST_F(IndexerServiceTest, AFlushThatCannotBeDoneEndsAtItsDeadline) {
  feed_.error = absl::UnavailableError("not there");
  Start();
  EXPECT_THAT(Flush(7, absl::Milliseconds(50)), StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST_F(IndexerServiceTest, ARebuildStreamsItsProgressToTheEnd) {
  feed_.Upsert("NCT00000001", "title");
  Start();
  ASSERT_OK(Flush(1));
  grpc::ClientContext context;
  const auto stream = stub_->RebuildIndex(&context, {});
  v1::RebuildIndexResponse response;
  while (stream->Read(&response)) {
  }
  ASSERT_OK(FromGrpcStatus(stream->Finish()));
  EXPECT_TRUE(response.progress().done());
  EXPECT_EQ(response.progress().document_count(), 1);
  EXPECT_EQ(response.progress().position(), 1u);
  EXPECT_FALSE(Status().has_rebuild());
}

TEST_F(IndexerServiceTest, ASecondRebuildIsRefused) {
  feed_.error = absl::UnavailableError("so that the first build does not end");
  Start();
  grpc::ClientContext context;
  const auto stream = stub_->RebuildIndex(&context, {});
  v1::RebuildIndexResponse response;
  EXPECT_FALSE(stream->Read(&response));
  const absl::Status status = FromGrpcStatus(stream->Finish());
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ErrorReason(status), "REBUILD_RUNNING");
}

TEST_F(IndexerServiceTest, PoisonIsListedByPages) {
  for (int i = 0; i < 5; ++i) feed_.Upsert(absl::StrCat(std::string(80, 'N'), i), "title");
  Start();
  ASSERT_OK(Flush(5));
  EXPECT_EQ(Status().poison_count(), 5);
  v1::ListPoisonEntriesResponse page;
  ASSERT_OK(List(3, "", &page));
  ASSERT_THAT(page.entries(), SizeIs(3));
  EXPECT_EQ(page.entries(2).position(), 3u);
  v1::ListPoisonEntriesResponse rest;
  ASSERT_OK(List(3, page.next_page_token(), &rest));
  ASSERT_THAT(rest.entries(), SizeIs(2));
  EXPECT_TRUE(rest.next_page_token().empty());
  EXPECT_THAT(List(-1, "", &page), StatusIs(absl::StatusCode::kInvalidArgument));
  for (const char* token : {"x", "3", "dead_letters:3", "poison_entries:x"}) {
    EXPECT_THAT(List(1, token, &page), StatusIs(absl::StatusCode::kInvalidArgument)) << token;
  }
}

TEST_F(IndexerServiceTest, ARetrySaysWhyItFails) {
  feed_.Upsert(std::string(80, 'N'), "title");
  Start();
  ASSERT_OK(Flush(1));
  EXPECT_THAT(Retry(1), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Retry(2), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(IndexerServiceTest, StoppingEndsWhoeverWaits) {
  feed_.error = absl::UnavailableError("not there");
  Start();
  std::thread stopper([this] { Stop(); });
  EXPECT_THAT(Flush(7), StatusIs(absl::StatusCode::kUnavailable));
  stopper.join();
}

}  // namespace
}  // namespace trialdex
