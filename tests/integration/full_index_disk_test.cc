// The indexer on a disk that fills up, while ingest, on another, takes more and more.
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/client/submit_stream.h"
#include "libs/rpc/status.h"
#include "tests/support/cluster.h"
#include "tests/support/sample_study.h"
#include "tests/support/small_disk.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class FullIndexDiskTest : public ::testing::Test {
 protected:
  // 300 trials are searchable, 300 more were submitted when the indexer's disk was full.
  void SetUp() override {
    if (!disk_.mounted()) {
      GTEST_SKIP() << "a small disk cannot be mounted here: " << std::strerror(errno);
    }
    ASSERT_OK(cluster_.StartAll());
    Submit(300);
    ASSERT_OK(cluster_.WaitUntilSearchable());
    before_ = ids_;
    disk_.Fill();
    Submit(300);
    ASSERT_THAT(Flush(), StatusIs(absl::StatusCode::kDeadlineExceeded));
  }

  // Submits `count` new trials, which are durable then.
  void Submit(int count) {
    auto stream = SubmitStream::Open(cluster_.ingest_channel(), {},
                                     [](uint64_t /*offset*/, const v1::RecordResult& result) {
                                       EXPECT_EQ(result.outcome(), v1::RECORD_OUTCOME_ACCEPTED);
                                     });
    ASSERT_OK(stream);
    for (int i = 0; i < count; ++i) {
      v1::RawRecord record;
      record.set_content(SampleStudyJson(static_cast<int>(ids_.size()) + 1));
      ids_.push_back(SampleId(static_cast<int>(ids_.size()) + 1));
      ASSERT_OK((*stream)->Submit(std::move(record)));
    }
    ASSERT_OK((*stream)->Finish());
  }

  // What becomes of everything that was submitted within a few seconds.
  absl::Status Flush() {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(3)));
    v1::FlushIndexRequest request;
    request.set_position(ids_.size());
    v1::FlushIndexResponse response;
    return FromGrpcStatus(cluster_.indexer().FlushIndex(&context, request, &response));
  }

  void ExpectFound(const std::vector<std::string>& ids) {
    const auto found = cluster_.SearchAllIds();
    ASSERT_OK(found);
    EXPECT_EQ(*found, ids);
  }

  Cluster cluster_;
  SmallDisk disk_{cluster_.directory() + "/indexer"};
  std::vector<std::string> ids_;
  // Those of ids_ that were submitted before the disk was full.
  std::vector<std::string> before_;
};

TEST_F(FullIndexDiskTest, TheIndexStaysAsItWasAndGoesOnWhenThereIsRoom) {
  EXPECT_THAT(cluster_.indexer_process().output(), HasSubstr("the live index has failed"));
  ExpectFound(before_);

  // By itself.
  disk_.MakeRoom();
  ASSERT_OK(cluster_.WaitUntilSearchable());
  ExpectFound(ids_);
  EXPECT_THAT(cluster_.indexer_process().output(), Not(HasSubstr("cannot be followed")));
}

TEST_F(FullIndexDiskTest, NothingIsLostByAKillWhileItIsFull) {
  cluster_.KillIndexer();
  ExpectFound(before_);

  // It comes up on the full disk, too, and waits for room.
  ASSERT_OK(cluster_.StartIndexer());
  EXPECT_THAT(Flush(), StatusIs(absl::StatusCode::kDeadlineExceeded));
  disk_.MakeRoom();
  ASSERT_OK(cluster_.WaitUntilSearchable());
  ExpectFound(ids_);
}

}  // namespace
}  // namespace trialdex
