#include "libs/search/paging/pinned_snapshots.h"

#include "gtest/gtest.h"
#include "libs/index/byte_cache.h"
#include "libs/index/segment_files.h"
#include "tests/support/fake_clock.h"

namespace trialdex {
namespace {

class PinnedSnapshotsTest : public testing::Test {
 protected:
  std::shared_ptr<const IndexSnapshot> MakeSnapshot(int64_t version) {
    IndexCommit commit;
    commit.version = version;
    return IndexSnapshot::Load(commit, nullptr, cache_).value();
  }

  ByteCache cache_{1 << 20};
  FakeClock clock_;
  PinnedSnapshots pinned_{{2, absl::Minutes(5)}, clock_};
};

TEST_F(PinnedSnapshotsTest, WhatIsPinnedIsFoundByItsVersion) {
  pinned_.Pin(MakeSnapshot(1));
  ASSERT_NE(pinned_.Find(1), nullptr);
  EXPECT_EQ(pinned_.Find(1)->version(), 1);
  EXPECT_EQ(pinned_.Find(2), nullptr);
}

TEST_F(PinnedSnapshotsTest, TheOneUsedLongestAgoMakesRoom) {
  pinned_.Pin(MakeSnapshot(1));
  pinned_.Pin(MakeSnapshot(2));
  pinned_.Find(1);
  pinned_.Pin(MakeSnapshot(3));
  EXPECT_EQ(pinned_.count(), 2u);
  EXPECT_EQ(pinned_.Find(2), nullptr);
  EXPECT_NE(pinned_.Find(1), nullptr);
}

TEST_F(PinnedSnapshotsTest, UseKeepsASnapshotAndTimeLetsItGo) {
  const auto snapshot = MakeSnapshot(1);
  pinned_.Pin(snapshot);
  clock_.Advance(absl::Minutes(4));
  EXPECT_NE(pinned_.Find(1), nullptr);
  clock_.Advance(absl::Minutes(4));
  EXPECT_NE(pinned_.Find(1), nullptr);
  clock_.Advance(absl::Minutes(5));
  pinned_.DropExpired();
  EXPECT_EQ(pinned_.count(), 0u);
  EXPECT_EQ(snapshot.use_count(), 1);
}

TEST_F(PinnedSnapshotsTest, PinningAgainIsOnePin) {
  const auto snapshot = MakeSnapshot(1);
  pinned_.Pin(snapshot);
  pinned_.Pin(snapshot);
  EXPECT_EQ(pinned_.count(), 1u);
}

}  // namespace
}  // namespace trialdex
