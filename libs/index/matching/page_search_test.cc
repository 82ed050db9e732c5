// Pages found by passing over what cannot come onto them, compared with pages cut from the
// list of all matches, on random indexes of several windows and segments.
#include <algorithm>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "libs/index/index_search.h"
#include "libs/index/testing/random_index.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

// More than there are trials: nothing is passed over.
constexpr size_t kAll = 1000000;

class PageSearchTest : public testing::Test {
 protected:
  FoundPage Run(const IndexSnapshot& snapshot, const ParsedSearch& search, const PageRange& range) {
    auto page = SearchIndex(snapshot, search, range, clock_);
    EXPECT_OK(page);
    return *std::move(page);
  }

  std::shared_ptr<const IndexSnapshot> MakeSnapshot(RandomIndex& random) {
    return MakeSnapshot(random, cache_);
  }

  static std::shared_ptr<const IndexSnapshot> MakeSnapshot(RandomIndex& random, ByteCache& cache) {
    std::vector<std::vector<MemoryDocument>> segments;
    for (const size_t count : {size_t{2900}, size_t{2048}, size_t{70}}) {
      auto& documents = segments.emplace_back(random.Documents(count, true));
      for (MemoryDocument& document : documents) {
        document.id = std::to_string(random.Below(10)) + char('A' + segments.size()) + document.id;
        // A rare word, and one that is in nearly all.
        if (random.Below(100) == 0) document.words.push_back({TextField::kKeyword, 40, "rare", 0});
        if (random.Below(20) > 0) document.words.push_back({TextField::kKeyword, 42, "common", 0});
      }
    }
    return MakeMemorySnapshot(segments, cache);
  }

  // What is on a page of `whole`, the page of all matches.
  static std::vector<std::string> Cut(const FoundPage& whole, size_t begin, size_t limit) {
    std::vector<std::string> ids = Ids(whole);
    begin = std::min(begin, ids.size());
    ids.resize(std::min(ids.size(), begin + limit));
    ids.erase(ids.begin(), ids.begin() + static_cast<ptrdiff_t>(begin));
    return ids;
  }

  void Compare(const IndexSnapshot& snapshot, const ParsedSearch& search, RandomIndex& random) {
    const FoundPage whole = Run(snapshot, search, {nullptr, kAll});
    EXPECT_EQ(whole.total, static_cast<int64_t>(whole.trials.size()));
    for (const size_t limit : {size_t{0}, size_t{1}, size_t{10}, size_t{100}}) {
      for (const int64_t count_limit : {int64_t{0}, int64_t{50}, PageRange{}.count_limit}) {
        PageRange range{nullptr, limit};
        range.count_limit = count_limit;
        size_t begin = 0;
        if (random.Below(2) == 0 && !whole.trials.empty()) {
          begin = 1 + random.Below(std::min<size_t>(whole.trials.size(), 300));
          range.after = &whole.trials[begin - 1].place;
        }
        range.keep_query_matches = random.Below(4) == 0;
        const FoundPage page = Run(snapshot, search, range);
        ASSERT_EQ(Ids(page), Cut(whole, begin, limit)) << limit << " after " << begin;
        EXPECT_EQ(page.has_more, begin + limit < whole.trials.size());
        for (size_t i = 0; i < page.trials.size(); ++i) {
          ASSERT_EQ(page.trials[i].score, whole.trials[begin + i].score);
        }
        EXPECT_LE(page.total, whole.total);
        EXPECT_GE(page.total, std::min(whole.total, count_limit));
        EXPECT_TRUE(page.total_is_minimum || page.total == whole.total);
        EXPECT_FALSE(page.total_is_minimum && count_limit >= whole.total);
      }
    }
  }

  ByteCache cache_{size_t{64} << 20};
  FakeClock clock_;
};

FilterNode EnrollmentFrom(double least) {
  FilterNode filter;
  filter.kind = FilterNode::Kind::kNumberRange;
  filter.column = Column::kEnrollment;
  filter.min = least;
  return filter;
}

TEST_F(PageSearchTest, PassingOverTrialsChangesNeitherPagesNorTotals) {
  for (uint32_t seed = 0; seed < 2; ++seed) {
    RandomIndex random(seed);
    const auto snapshot = MakeSnapshot(random);
    for (int round = 0; round < 8; ++round) {
      SCOPED_TRACE(testing::Message() << seed << ":" << round);
      ParsedSearch search = Ranked(random.Query(3));
      if (random.Below(3) == 0) search.query.boost = 0;
      if (random.Below(3) == 0) search.filter = EnrollmentFrom(double(random.Below(500)));
      if (random.Below(3) == 0) {
        search.factors.resize(1);
        search.factors[0].column = Column::kEnrollment;
        search.factors[0].today = 300;
        search.factors[0].decay.scale = 100;
      }
      Compare(*snapshot, search, random);
    }
  }
}

TEST_F(PageSearchTest, AnyOfManyWordsIsTheSameWhicheverAreFrequent) {
  for (uint32_t seed = 41; seed < 44; ++seed) {
    RandomIndex random(seed);
    const auto snapshot = MakeSnapshot(random);
    for (int round = 0; round < 12; ++round) {
      SCOPED_TRACE(testing::Message() << seed << ":" << round);
      QueryNode any;
      any.kind = QueryNode::Kind::kOr;
      for (const char* word : {"a", "b", "c", "ab", "common", "rare", "absent"}) {
        if (random.Below(3) == 0) continue;
        any.children.push_back(Word(word, round % 2 == 0 ? Weights({{TextField::kKeyword, 1.0F},
                                                                    {TextField::kCondition, 1.0F}})
                                                         : Weights()));
        any.children.back().boost = static_cast<float>(random.Below(30)) / 10;
      }
      any.children.push_back(Phrase({"a", "b"}));
      ParsedSearch search = Ranked(any);
      if (random.Below(3) == 0) search.filter = EnrollmentFrom(double(random.Below(500)));
      Compare(*snapshot, search, random);
      Compare(*snapshot, Ranked(Combine(QueryNode::Kind::kAnd, {any, Word("a")})), random);
    }
  }
}

TEST_F(PageSearchTest, AllOfManyWordsAreTheSameWhicheverAreFrequent) {
  for (uint32_t seed = 61; seed < 64; ++seed) {
    RandomIndex random(seed);
    const auto snapshot = MakeSnapshot(random);
    for (int round = 0; round < 16; ++round) {
      SCOPED_TRACE(testing::Message() << seed << ":" << round);
      // With equal weights of few words and short fields many scores are the same.
      const auto weights = Weights({{TextField::kKeyword, 1.0F}, {TextField::kCondition, 1.0F}});
      QueryNode all = Combine(QueryNode::Kind::kAnd, {Word("common", weights)});
      for (const char* word : {"a", "b", "c", "d", "ab", "rare", "common"}) {
        if (random.Below(3) != 0) continue;
        all.children.push_back(Word(word, round % 2 == 0 ? weights : Weights()));
        all.children.back().boost = static_cast<float>(random.Below(30)) / 10;
      }
      if (random.Below(3) == 0) all.children.push_back(Not(Word("e")));
      if (random.Below(3) == 0) all.optional = {Word("f"), Phrase({"a", "b"})};
      if (random.Below(4) == 0) {
        all.children.insert(all.children.begin(),
                            Combine(QueryNode::Kind::kOr, {Word("a"), Phrase({"b", "c"})}));
      }
      ParsedSearch search = Ranked(all);
      if (random.Below(3) == 0) search.filter = EnrollmentFrom(double(random.Below(500)));
      for (int page = 0; page < 3; ++page) Compare(*snapshot, search, random);
    }
  }
}

TEST_F(PageSearchTest, OneWordIsTheSameHoweverFrequentItIs) {
  RandomIndex random(11);
  const auto snapshot = MakeSnapshot(random);
  for (const char* word : {"a", "b", "common", "rare", "absent"}) {
    for (const auto& weights : {Weights(), Weights({{TextField::kKeyword, 1.0F}})}) {
      SCOPED_TRACE(word);
      ParsedSearch search = Ranked(Word(word, weights));
      for (int round = 0; round < 4; ++round) Compare(*snapshot, search, random);
      search.factors.resize(1);
      search.factors[0].column = Column::kEnrollment;
      search.factors[0].today = 300;
      search.factors[0].decay.scale = 100;
      Compare(*snapshot, search, random);
      search.filter = EnrollmentFrom(double(random.Below(500)));
      Compare(*snapshot, search, random);
    }
  }
}

TEST_F(PageSearchTest, WhatWasLookedAtForEarlierPagesChangesNoLaterOne) {
  RandomIndex random(23);
  RandomIndex same(23);
  const auto kept = MakeSnapshot(random);
  ByteCache no_room(0);
  const auto anew = MakeSnapshot(same, no_room);
  QueryNode both = Combine(QueryNode::Kind::kAnd, {Word("a"), Word("common")});
  both.optional = {Phrase({"a", "b"}), Phrase({"common", "a"}, 2)};
  for (const size_t limit : {size_t{1}, size_t{10}, size_t{3}, size_t{100}, kAll, size_t{10}}) {
    const FoundPage page = Run(*kept, Ranked(both), {nullptr, limit});
    const FoundPage expected = Run(*anew, Ranked(both), {nullptr, limit});
    ASSERT_EQ(Ids(page), Ids(expected)) << limit;
    for (size_t i = 0; i < page.trials.size(); ++i) {
      ASSERT_EQ(page.trials[i].score, expected.trials[i].score);
    }
  }
}

TEST_F(PageSearchTest, NeighboursAreLookedForWhereTheyMatterOnly) {
  RandomIndex random(17);
  const auto snapshot = MakeSnapshot(random);
  for (const char* left : {"a", "common", "rare"}) {
    for (const char* right : {"b", "c", "common"}) {
      SCOPED_TRACE(testing::Message() << left << " " << right);
      QueryNode both = Combine(QueryNode::Kind::kAnd, {Word(left), Word(right)});
      both.optional = {Phrase({left, right}), Phrase({left, right}, 3), Phrase({right, left})};
      both.optional[1].boost = 0.5F;
      QueryNode sink = Combine(QueryNode::Kind::kSink, {both});
      sink.filter = {EnrollmentFrom(250)};
      sink.sink = 0.3F;
      Compare(*snapshot, Ranked(both), random);
      Compare(*snapshot, Ranked(sink), random);
      Compare(*snapshot, Ranked(Combine(QueryNode::Kind::kOr, {sink, Word("ab")})), random);
    }
  }
}

TEST_F(PageSearchTest, PagesInTheOrderOfAColumnAreReadOffIt) {
  RandomIndex random(23);
  const auto snapshot = MakeSnapshot(random);
  const auto weights = Weights({{TextField::kKeyword, 1.0F}});
  for (const auto& query : {QueryNode{}, Word("common", weights), Word("rare", weights), Word("a"),
                            Combine(QueryNode::Kind::kOr, {Word("a"), Word("b")})}) {
    for (const bool descending : {false, true}) {
      for (const bool ids_descend : {false, true}) {
        ParsedSearch search = Ranked(query);
        const SortKey by_id = {SortKey::Kind::kId, {}, ids_descend};
        search.order = {by_id};
        Compare(*snapshot, search, random);
        search.order = {{SortKey::Kind::kColumn, Column::kEnrollment, descending}, by_id};
        Compare(*snapshot, search, random);
        search.order = {{SortKey::Kind::kColumn, Column::kLocationCount, descending},
                        {SortKey::Kind::kColumn, Column::kEnrollment, ids_descend},
                        by_id};
        Compare(*snapshot, search, random);
        search.order = {{SortKey::Kind::kRelevance, {}, descending},
                        {SortKey::Kind::kColumn, Column::kEnrollment, ids_descend},
                        by_id};
        Compare(*snapshot, search, random);
      }
    }
  }
}

TEST_F(PageSearchTest, SegmentsWithoutTheWordsAreRankedWithTheOthers) {
  RandomIndex random(29);
  std::vector<std::vector<MemoryDocument>> segments;
  for (const char* prefix : {"M", "A", "Z"}) {
    for (MemoryDocument& document : segments.emplace_back(random.Documents(300, true))) {
      document.id = prefix + document.id;
      if (segments.size() == 2) document.words.clear();
    }
  }
  const auto snapshot = MakeMemorySnapshot(segments, cache_);
  QueryNode filter;
  filter.kind = QueryNode::Kind::kFilter;
  filter.filter = {EnrollmentFrom(100)};
  const SortKey by_id = {SortKey::Kind::kId, {}, false};
  for (const QueryNode& query : {filter, Combine(QueryNode::Kind::kOr, {Word("a"), filter}),
                                 Combine(QueryNode::Kind::kAnd, {filter, Not(Word("a"))})}) {
    for (const bool descending : {false, true}) {
      ParsedSearch search = Ranked(query);
      search.order = {{SortKey::Kind::kRelevance, {}, descending}, by_id};
      for (int round = 0; round < 5; ++round) Compare(*snapshot, search, random);
      search.order.insert(search.order.begin() + 1,
                          {SortKey::Kind::kColumn, Column::kEnrollment, descending});
      for (int round = 0; round < 5; ++round) Compare(*snapshot, search, random);
    }
  }
}

TEST_F(PageSearchTest, CountingStopsAtItsLimit) {
  RandomIndex random(5);
  const auto snapshot = MakeSnapshot(random);
  PageRange range{nullptr, 1};
  range.count_limit = 20;
  const FoundPage page = Run(*snapshot, Ranked(Word("a")), range);
  EXPECT_TRUE(page.total_is_minimum);
  EXPECT_GE(page.total, 20);
}

}  // namespace
}  // namespace trialdex
