#include "libs/projection/poison_store.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class PoisonStoreTest : public ::testing::Test {
 protected:
  void SetUp() override { Reopen(); }
  void Reopen() {
    auto opened = PoisonStore::Open(directory_);
    ASSERT_OK(opened);
    store_ = *std::move(opened);
  }
  void Put(uint64_t position, const std::string& id) {
    v1::FeedEntry entry;
    entry.set_position(position);
    entry.mutable_upsert()->set_id(id);
    ASSERT_OK(store_->Put(entry, absl::InvalidArgumentError("too odd"),
                          absl::FromUnixSeconds(1577836800)));
  }

  const TempDir temp_;
  const std::string directory_ = temp_.path() + "/poison";
  std::unique_ptr<PoisonStore> store_;
};

TEST_F(PoisonStoreTest, WhatIsSetAsideSurvivesARestart) {
  Put(7, "NCT00000001");
  Reopen();
  ASSERT_THAT(store_->List(0, 10), SizeIs(1));
  const v1::PoisonEntry info = store_->List(0, 10)[0];
  EXPECT_EQ(info.position(), 7u);
  EXPECT_EQ(info.trial_id(), "NCT00000001");
  EXPECT_EQ(info.reason(), "too odd");
  EXPECT_EQ(info.create_time().seconds(), 1577836800);
  const auto stored = store_->Get(7);
  ASSERT_OK(stored);
  EXPECT_EQ(stored->entry().upsert().id(), "NCT00000001");
}

TEST_F(PoisonStoreTest, ListsAreInOrderOfPosition) {
  for (const uint64_t position : {100, 9, 20}) Put(position, "NCT00000001");
  const auto entries = store_->List(9, 1);
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_EQ(entries[0].position(), 20u);
}

TEST_F(PoisonStoreTest, ATrialIsRemovedUpToAPositionOnly) {
  Put(1, "NCT00000001");
  Put(2, "NCT00000002");
  Put(3, "NCT00000001");
  ASSERT_OK(store_->RemoveTrial("NCT00000001", 2));
  Reopen();
  EXPECT_THAT(store_->Get(1), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(store_->size(), 2);
  ASSERT_OK(store_->RemoveTrial("NCT00000001", 3));
  ASSERT_OK(store_->RemoveTrial("NCT00000002", 3));
  EXPECT_THAT(store_->List(0, 10), IsEmpty());
}

TEST_F(PoisonStoreTest, LeftoversOfAnInterruptedWriteDoNoHarm) {
  ASSERT_OK(WriteFileDurably(directory_ + "/00000000000000000007.tmp123", "half"));
  Reopen();
  EXPECT_EQ(store_->size(), 0);
}

TEST_F(PoisonStoreTest, ADamagedFileIsNoted) {
  ASSERT_OK(WriteFileDurably(directory_ + "/00000000000000000007", "\xff\xff"));
  EXPECT_THAT(PoisonStore::Open(directory_), StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace trialdex
