#include "libs/index/snapshot.h"

#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "libs/index/testing/memory_segment.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

class SnapshotTest : public testing::Test {
 protected:
  static constexpr auto kTitle = static_cast<size_t>(TextField::kBriefTitle);

  // One more commit: a segment with trials whose titles have `words` words, beside those before.
  std::shared_ptr<const IndexSnapshot> Commit(size_t trials, uint32_t words) {
    std::vector<MemoryDocument> documents;
    for (size_t i = 0; i < trials; ++i) {
      documents.push_back({std::to_string(commit_.segments.size()) + "-" + std::to_string(i)});
      for (uint32_t place = 0; place < words; ++place) {
        documents.back().words.push_back({TextField::kBriefTitle, place, "word"});
      }
    }
    commit_.segments.push_back({MakeMemorySegment(std::move(documents)), nullptr});
    auto loaded = IndexSnapshot::Load(commit_, last_.get(), cache_);
    EXPECT_OK(loaded);
    last_ = *std::move(loaded);
    return last_;
  }

  ByteCache cache_{size_t{1} << 20};
  IndexCommit commit_;
  std::shared_ptr<const IndexSnapshot> last_;
};

TEST_F(SnapshotTest, AverageLengthsHoldStillWhileTheyAreAboutRight) {
  EXPECT_EQ(Commit(100, 10)->average_lengths()[kTitle], 10);
  // 10.1 in truth.
  EXPECT_EQ(Commit(1, 20)->average_lengths()[kTitle], 10);
  // 11.1 in truth.
  EXPECT_NEAR(Commit(10, 20)->average_lengths()[kTitle], 10 + 110.0 / 111, 1e-9);
}

TEST_F(SnapshotTest, WhatWasSearchedForIsRememberedAcrossCommits) {
  const auto first = Commit(1, 1);
  first->recent_searches().Add({std::make_shared<const QueryNode>(), {}});
  EXPECT_EQ(Commit(1, 1)->recent_searches().Get().size(), 1u);
}

}  // namespace
}  // namespace trialdex
