#include "libs/index/matching/first_use.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/index/matching/list_uses.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/testing/expect_same_page.h"
#include "libs/index/testing/memory_segment.h"
#include "libs/index/testing/query_nodes.h"
#include "libs/index/testing/random_index.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

class FirstUseTest : public testing::Test {
 protected:
  // Three segments; "stroke" is in every trial, "acute" in every third, "one" in one of each
  // segment, "fall" in the last segment only.
  std::shared_ptr<const IndexSnapshot> MakeSnapshot(size_t trials_each) {
    std::vector<std::vector<MemoryDocument>> segments(3);
    for (size_t segment = 0; segment < segments.size(); ++segment) {
      for (size_t i = 0; i < trials_each; ++i) {
        MemoryDocument& document = segments[segment].emplace_back();
        document.id = absl::StrCat(i % 7, "-", segment, "-", i);
        document.Write(TextField::kBriefTitle, i % 3 == 0 ? "acute stroke" : "stroke");
        if (i == 30) document.Write(TextField::kBriefSummary, "one");
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

  // True if the first segment has all of `word`.
  static bool IsKept(const IndexSnapshot& snapshot, const QueryNode& word) {
    const auto prepared = PreparedQuery::Make(word, snapshot, [] { return false; });
    EXPECT_OK(prepared);
    const Segment& segment = snapshot.segments().front()->segment();
    const CacheKey& key = prepared->terms(prepared->root()).key;
    return segment.cache().Find<PartList>(segment.cache_owner(), key) != nullptr;
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
  // The word that is not read may be needed the next time, but not if it was not then.
  for (int search = 0; search < 2; ++search) {
    EXPECT_TRUE(IsFirstUseOf(*snapshot, query));
    Search(*snapshot, query);
  }
  EXPECT_FALSE(IsFirstUseOf(*snapshot, query));
}

TEST_F(FirstUseTest, AListIsMadeWholeAtTheSecondUseIfTheFirstNeededLittleOfIt) {
  const auto snapshot = MakeSnapshot(7000);
  const QueryNode query = Combine(Kind::kAnd, {Word("stroke"), Word("one")});
  EXPECT_FALSE(IsKept(*snapshot, query.children[0]));
  EXPECT_EQ(Search(*snapshot, query).total, 3);
  EXPECT_FALSE(IsKept(*snapshot, query.children[0]));
  EXPECT_TRUE(IsFirstUseOf(*snapshot, query));
  EXPECT_EQ(Search(*snapshot, query).total, 3);
  EXPECT_TRUE(IsKept(*snapshot, query.children[0]));
  EXPECT_FALSE(IsFirstUseOf(*snapshot, query));
}

TEST_F(FirstUseTest, AListThatIsNeededWholeIsKeptAtOnce) {
  const auto snapshot = MakeSnapshot(7000);
  const QueryNode query = Combine(Kind::kOr, {Word("stroke"), Word("one")});
  Search(*snapshot, query);
  EXPECT_TRUE(IsKept(*snapshot, query.children[0]));
  EXPECT_TRUE(IsKept(*snapshot, query.children[1]));
}

TEST_F(FirstUseTest, ListsAreMadeWholeAtOnceForWhoWillAskAgain) {
  const auto snapshot = MakeSnapshot(7000);
  const QueryNode query = Combine(Kind::kAnd, {Word("stroke"), Word("one")});
  PageRange range;
  range.again_soon = true;
  EXPECT_OK(SearchIndex(*snapshot, Ranked(query), range, clock_));
  EXPECT_TRUE(IsKept(*snapshot, query.children[0]));
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

std::vector<std::vector<MemoryDocument>> RandomSegments(RandomIndex& random) {
  std::vector<std::vector<MemoryDocument>> segments;
  for (const size_t count : {size_t{14000}, size_t{9000}, size_t{4000}, size_t{70}}) {
    for (MemoryDocument& document : segments.emplace_back(random.Documents(count, true))) {
      document.id = std::to_string(random.Below(10)) + char('A' + segments.size()) + document.id;
      for (const auto& [word, one_in] : {std::pair("rare", 200), {"half", 2}, {"tenth", 10}}) {
        if (random.Below(static_cast<size_t>(one_in)) > 0) continue;
        document.words.push_back(
            {TextField::kCondition, 40 + static_cast<uint32_t>(random.Below(4)), word, 0});
      }
    }
  }
  return segments;
}

// A query that few trials match, some of whose words many have.
QueryNode Narrow(RandomIndex& random) {
  QueryNode all = Combine(Kind::kAnd, {Word(random.Below(2) == 0 ? "rare" : "tenth")});
  for (size_t i = 0; i < 1 + random.Below(3); ++i) all.children.push_back(random.Query(1));
  if (random.Below(2) == 0) all.children.push_back(Word("half"));
  if (random.Below(2) == 0) all.children.push_back(Not(random.Query(1)));
  if (random.Below(2) == 0) all.optional = {Word("a"), Phrase({"half", "tenth"}, 2)};
  switch (random.Below(5)) {
    case 0:
      return Combine(Kind::kOr, {all, Word("rare"), Combine(Kind::kNone, {})});
    case 1:
      all = Combine(Kind::kTilt, {all});
      all.tilt = Column::kEnrollment;
      return all;
    case 2:
      return random.Query(3);
    default:
      return all;
  }
}

TEST_F(FirstUseTest, FindsTheSameWhetherListsAreKeptOrNot) {
  RandomIndex random(7);
  const auto segments = RandomSegments(random);
  ByteCache no_room(0);
  const auto anew = MakeMemorySnapshot(segments, no_room);
  // Has what is kept of the rounds before.
  const auto kept = MakeMemorySnapshot(segments, cache_);
  for (int round = 0; round < 16; ++round) {
    SCOPED_TRACE(round);
    ParsedSearch search = Ranked(Narrow(random));
    if (random.Below(3) == 0) {
      search.filter.kind = FilterNode::Kind::kNumberRange;
      search.filter.column = Column::kEnrollment;
      search.filter.min = static_cast<double>(random.Below(500));
    }
    if (random.Below(4) == 0) {
      search.order.insert(search.order.begin(),
                          {SortKey::Kind::kColumn, Column::kEnrollment, true});
    }
    PageRange range;
    range.keep_query_matches = random.Below(4) == 0;
    FoundPage expected;
    for (int use = 0; use < 4; ++use) {
      const auto page = SearchIndex(*(use == 0 ? anew : kept), search, range, clock_);
      ASSERT_OK(page);
      if (use == 0) expected = *page;
      ExpectSamePage(*page, expected);
    }
    const auto prepared = PreparedQuery::Make(search.query, *kept, [] { return false; });
    ASSERT_OK(prepared);
    EXPECT_FALSE(NeedsLists(*prepared, kept->segments().front()->segment()));
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
