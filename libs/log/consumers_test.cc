#include "libs/log/consumers.h"

#include <memory>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/base/timestamp.h"
#include "libs/log/testing/memory_log_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class ConsumersTest : public ::testing::Test {
 protected:
  // As after a restart of the service.
  void Load() { consumers_ = *Consumers::Load(*store_, clock_); }
  void SetUp() override { Load(); }

  std::vector<v1::ConsumerStatus> List() { return consumers_->List(10); }
  absl::Time SeenTime() { return FromTimestamp(List().at(0).seen_time()); }

  FakeClock clock_;
  const std::unique_ptr<LogStore> store_ = std::make_unique<MemoryLogStore>();
  std::unique_ptr<Consumers> consumers_;
};

TEST_F(ConsumersTest, AConsumerThatIsGoneSaysSinceWhen) {
  const Consumers::Ticket ticket = *consumers_->Connect("indexer");
  ASSERT_OK(consumers_->Publish(ticket, 4, 10));
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(SeenTime(), clock_.Now());
  consumers_->Disconnect(ticket);
  const absl::Time gone = clock_.Now();
  clock_.Advance(absl::Hours(1));
  EXPECT_FALSE(List().at(0).connected());
  EXPECT_EQ(SeenTime(), gone);
  Load();
  EXPECT_EQ(SeenTime(), gone);
  EXPECT_EQ(FromTimestamp(List().at(0).update_time()), gone - absl::Hours(1));
}

TEST_F(ConsumersTest, AReaderThatNeverReportedLeavesNothingBehind) {
  consumers_->Disconnect(*consumers_->Connect("curious"));
  EXPECT_THAT(List(), IsEmpty());
  Load();
  EXPECT_THAT(List(), IsEmpty());
}

TEST_F(ConsumersTest, AConsumerCanBeForgottenOnceItIsGone) {
  const Consumers::Ticket ticket = *consumers_->Connect("old");
  ASSERT_OK(consumers_->Publish(ticket, 4, 10));
  const absl::Status connected = consumers_->Delete("old");
  EXPECT_THAT(connected, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ErrorReason(connected), "CONSUMER_CONNECTED");
  consumers_->Disconnect(ticket);
  ASSERT_OK(consumers_->Delete("old"));
  EXPECT_THAT(List(), IsEmpty());
  EXPECT_THAT(consumers_->Delete("old"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(consumers_->Delete("never seen"), StatusIs(absl::StatusCode::kNotFound));
  Load();
  EXPECT_THAT(List(), IsEmpty());
}

TEST_F(ConsumersTest, WhatAForgottenConsumerHadPublishedCountsNoMore) {
  Consumers::Ticket ticket = *consumers_->Connect("indexer");
  ASSERT_OK(consumers_->Publish(ticket, 4, 10));
  consumers_->Disconnect(ticket);
  ASSERT_OK(consumers_->Delete("indexer"));
  bool published = false;
  consumers_->WhenPublished("indexer", 3, [&] { published = true; });
  EXPECT_FALSE(published);
  ticket = *consumers_->Connect("indexer");
  ASSERT_OK(consumers_->Publish(ticket, 3, 10));
  EXPECT_TRUE(published);
  EXPECT_THAT(List(), SizeIs(1));
}

}  // namespace
}  // namespace trialdex
