#include "libs/projection/indexer_state.h"

#include <thread>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

class IndexerStateTest : public ::testing::Test {
 protected:
  void Show(uint64_t log_position, uint64_t committed_position) {
    v1::GetIndexerStatusResponse status;
    status.set_log_position(log_position);
    status.set_committed_position(committed_position);
    status.set_following(true);
    state_.Show(std::move(status), nullptr);
  }
  IndexerState::Requests WaitForRequests() {
    state_.WaitForRequest(absl::InfiniteDuration());
    return state_.TakeRequests();
  }

  IndexerState state_;
};

TEST_F(IndexerStateTest, AFlushEndsWithTheCommit) {
  Show(5, 3);
  std::thread driver([&] {
    EXPECT_TRUE(WaitForRequests().flush);
    Show(5, 5);
  });
  const auto committed = state_.Flush(0, absl::InfiniteFuture());
  driver.join();
  ASSERT_OK(committed);
  EXPECT_EQ(*committed, 5u);
}

TEST_F(IndexerStateTest, WhatIsCommittedNeedsNoWait) {
  Show(5, 5);
  EXPECT_EQ(*state_.Flush(4, absl::InfinitePast()), 5u);
}

TEST_F(IndexerStateTest, APositionThatTheLogIsNotKnownToHaveIsWaitedFor) {
  Show(5, 5);
  EXPECT_THAT(state_.Flush(6, absl::Now() + absl::Milliseconds(10)),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST_F(IndexerStateTest, AFlushEndsAtItsDeadline) {
  Show(5, 3);
  EXPECT_THAT(state_.Flush(5, absl::Now() + absl::Milliseconds(10)),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST_F(IndexerStateTest, ClosingEndsEveryWait) {
  Show(5, 3);
  std::thread driver([&] {
    WaitForRequests();
    state_.Close();
  });
  EXPECT_THAT(state_.Flush(5, absl::InfiniteFuture()), StatusIs(absl::StatusCode::kUnavailable));
  driver.join();
  EXPECT_THAT(state_.RetryPoison(1, absl::InfiniteFuture()),
              StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(state_.StartRebuild(), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(IndexerStateTest, ARetryIsAnsweredByTheDriver) {
  std::thread driver([&] {
    const auto retries = WaitForRequests().retries;
    ASSERT_EQ(retries.size(), 1u);
    EXPECT_EQ(retries[0]->position, 7u);
    state_.Answer(*retries[0], absl::NotFoundError("none"));
  });
  EXPECT_THAT(state_.RetryPoison(7, absl::InfiniteFuture()), StatusIs(absl::StatusCode::kNotFound));
  driver.join();
}

}  // namespace
}  // namespace trialdex
