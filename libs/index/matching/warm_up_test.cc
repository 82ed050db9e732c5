#include "libs/index/matching/warm_up.h"

#include <memory>
#include <vector>

#include "gtest/gtest.h"
#include "libs/index/index_search.h"
#include "libs/index/testing/memory_segment.h"
#include "libs/index/testing/query_nodes.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

class WarmUpTest : public testing::Test {
 protected:
  // A commit of one new segment with three trials.
  std::shared_ptr<const IndexSnapshot> Commit(const IndexSnapshot* previous) {
    std::vector<MemoryDocument> documents;
    for (const char* id : {"A", "B", "C"}) {
      documents.push_back({id});
      documents.back().Write(TextField::kBriefTitle, "heart failure");
    }
    IndexCommit commit;
    commit.segments.push_back({MakeMemorySegment(std::move(documents)), nullptr});
    auto snapshot = IndexSnapshot::Load(commit, previous, cache_);
    EXPECT_OK(snapshot);
    return *std::move(snapshot);
  }

  void Search(const IndexSnapshot& snapshot) {
    QueryNode both = Combine(QueryNode::Kind::kAnd, {Word("heart"), Word("failure")});
    both.optional = {Phrase({"heart", "failure"})};
    ParsedSearch search = Ranked(both);
    search.filter.kind = FilterNode::Kind::kNot;
    search.filter.children.resize(1);
    search.filter.children[0].kind = FilterNode::Kind::kNone;
    EXPECT_EQ(SearchIndex(snapshot, search, {}, clock_)->total, 3);
  }

  FakeClock clock_;
  ByteCache cache_{size_t{1} << 20};
};

TEST_F(WarmUpTest, ASearchLikeTheLastOnesReadsNothingInANewSnapshot) {
  const auto first = Commit(nullptr);
  Search(*first);
  const auto second = Commit(first.get());
  WarmUp(*second, clock_, absl::Seconds(1));
  const size_t bytes = cache_.bytes();
  Search(*second);
  EXPECT_EQ(cache_.bytes(), bytes);
}

TEST_F(WarmUpTest, StopsWhenItsTimeIsUp) {
  const auto first = Commit(nullptr);
  Search(*first);
  const auto second = Commit(first.get());
  const size_t bytes = cache_.bytes();
  WarmUp(*second, clock_, absl::ZeroDuration());
  // Of its first word at most how rare it is.
  EXPECT_LT(cache_.bytes(), bytes + 1000);
  Search(*second);
}

}  // namespace
}  // namespace trialdex
