#include "libs/index/matching/first_use.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/index/testing/memory_segment.h"
#include "libs/index/testing/query_nodes.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

class FirstUseTest : public testing::Test {
 protected:
  // Three segments; "stroke" is in every trial, "acute" in every third, "fall" in the last
  // segment only.
  std::shared_ptr<const IndexSnapshot> MakeSnapshot(size_t trials_each) {
    std::vector<std::vector<MemoryDocument>> segments(3);
    for (size_t segment = 0; segment < segments.size(); ++segment) {
      for (size_t i = 0; i < trials_each; ++i) {
        MemoryDocument& document = segments[segment].emplace_back();
        document.id = absl::StrCat(i % 7, "-", segment, "-", i);
        document.Write(TextField::kBriefTitle, i % 3 == 0 ? "acute stroke" : "stroke");
        if (segment == 2 && i % 2 == 0) document.Write(TextField::kKeyword, "fall");
      }
    }
    return MakeMemorySnapshot(segments, cache_);
  }

  FoundPage Search(const IndexSnapshot& snapshot, const QueryNode& query) {
    auto page = SearchIndex(snapshot, Ranked(query), {nullptr, 20}, clock_);
    EXPECT_OK(page);
    return *std::move(page);
  }

  static bool IsFirstUseOf(const IndexSnapshot& snapshot, const QueryNode& query) {
    const OutOfTime never = [] { return false; };
    const auto prepared = PreparedQuery::Make(query, snapshot, never);
    EXPECT_OK(prepared);
    const ParsedSearch search = Ranked(query);
    const ScoreFactors factors;
    const PageRange range;
    return IsFirstUse({snapshot, search, *prepared, factors, range, never});
  }

  ByteCache cache_{size_t{64} << 20};
  FakeClock clock_;
};

TEST_F(FirstUseTest, IsOverOnceALargeSnapshotWasSearched) {
  QueryNode both = Combine(Kind::kAnd, {Word("acute"), Word("stroke")});
  both.optional = {Phrase({"acute", "stroke"})};
  for (const QueryNode& query :
       {Word("stroke"), both, Combine(Kind::kOr, {Word("fall"), Word("stroke")}),
        Combine(Kind::kAnd, {Word("stroke"), Combine(Kind::kNot, {Word("fall")})})}) {
    const auto fresh = MakeSnapshot(7000);
    EXPECT_TRUE(IsFirstUseOf(*fresh, query));
    Search(*fresh, query);
    EXPECT_FALSE(IsFirstUseOf(*fresh, query));
  }
}

TEST_F(FirstUseTest, WhatIsNotReadBesideAnEmptyWordIsNotMissed) {
  const auto snapshot = MakeSnapshot(7000);
  const QueryNode query = Combine(Kind::kAnd, {Word("fall"), Word("stroke")});
  EXPECT_TRUE(IsFirstUseOf(*snapshot, query));
  Search(*snapshot, query);
  EXPECT_FALSE(IsFirstUseOf(*snapshot, query));
}

TEST_F(FirstUseTest, ASmallSnapshotIsNotWorthAThread) {
  EXPECT_FALSE(IsFirstUseOf(*MakeSnapshot(100), Word("stroke")));
}

TEST_F(FirstUseTest, FindsWhatLaterSearchesFind) {
  const auto snapshot = MakeSnapshot(7000);
  const QueryNode query = Combine(Kind::kAnd, {Word("acute"), Word("stroke")});
  const FoundPage first = Search(*snapshot, query);
  const FoundPage second = Search(*snapshot, query);
  EXPECT_EQ(first.total, 3 * 2334);
  EXPECT_EQ(second.total, first.total);
  ASSERT_EQ(first.trials.size(), 20u);
  ASSERT_EQ(second.trials.size(), 20u);
  for (size_t i = 0; i < first.trials.size(); ++i) {
    EXPECT_EQ(first.trials[i].place.id, second.trials[i].place.id);
    EXPECT_EQ(first.trials[i].score, second.trials[i].score);
  }
}

TEST_F(FirstUseTest, RunsOutOfTimeLikeAnyOtherSearch) {
  const auto snapshot = MakeSnapshot(7000);
  PageRange range;
  range.deadline = clock_.Now();
  const auto page = SearchIndex(*snapshot, Ranked(Word("stroke")), range, clock_);
  ASSERT_OK(page);
  EXPECT_TRUE(page->out_of_time);
}

}  // namespace
}  // namespace trialdex
