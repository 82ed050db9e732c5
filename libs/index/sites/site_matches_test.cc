// Searches bound to one site, with what is kept from earlier ones and without.
#include "libs/index/sites/site_matches.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "libs/index/index_search.h"
#include "libs/index/testing/random_index.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

class SiteMatchesTest : public testing::Test {
 protected:
  static QueryNode SameSite(QueryNode clause) {
    return Combine(QueryNode::Kind::kSameSite, {std::move(clause)});
  }

  static QueryNode InCity(const std::string& word) {
    return Word(word, Weights({{TextField::kLocationCity, 1.0F}}));
  }

  FoundPage Run(const IndexSnapshot& snapshot, const ParsedSearch& search, size_t limit = 1000) {
    auto page = SearchIndex(snapshot, search, {nullptr, limit}, clock_);
    EXPECT_OK(page);
    return *std::move(page);
  }

  // Adds a segment to the next commit.
  void AddSegment(std::vector<MemoryDocument> documents) {
    for (MemoryDocument& document : documents) {
      document.id += "-" + std::to_string(commit_.segments.size());
    }
    commit_.segments.push_back({MakeMemorySegment(std::move(documents)), nullptr});
  }

  void DeleteSome(RandomIndex& random, IndexCommit::Segment& segment) {
    DocSet deleted(segment.files->doc_count());
    if (segment.deleted != nullptr) deleted = *segment.deleted;
    for (int i = 0; i < 5; ++i) {
      deleted.Add(static_cast<uint32_t>(random.Below(segment.files->doc_count())));
    }
    segment.deleted = std::make_shared<const DocSet>(std::move(deleted));
  }

  std::shared_ptr<const IndexSnapshot> Load(const IndexSnapshot* previous, ByteCache& cache) {
    auto snapshot = IndexSnapshot::Load(commit_, previous, cache);
    EXPECT_OK(snapshot);
    return *std::move(snapshot);
  }

  IndexCommit commit_;
  ByteCache cache_{size_t{16} << 20};
  ByteCache no_room_{0};
  FakeClock clock_;
};

TEST_F(SiteMatchesTest, WhatIsKeptAnswersLikeWhatIsReadAnewAfterDeletesAndCommits) {
  for (uint32_t seed = 0; seed < 30; ++seed) {
    SCOPED_TRACE(seed);
    RandomIndex random(seed);
    commit_ = {};
    AddSegment(random.Documents(150, false));
    std::vector<ParsedSearch> searches;
    for (int i = 0; i < 6; ++i) {
      searches.push_back(Ranked(SameSite(random.Query(2, /*of_site=*/true))));
    }
    std::shared_ptr<const IndexSnapshot> previous;
    for (int commit = 0; commit < 3; ++commit) {
      if (commit > 0) {
        for (IndexCommit::Segment& segment : commit_.segments) DeleteSome(random, segment);
        AddSegment(random.Documents(40, false));
      }
      const auto kept = Load(previous.get(), cache_);
      // Average lengths go on from commit to commit; sites do not ask for them.
      const auto anew = Load(nullptr, no_room_);
      for (const ParsedSearch& search : searches) {
        const FoundPage expected = Run(*anew, search);
        EXPECT_EQ(expected.total, static_cast<int64_t>(expected.trials.size()));
        for (const size_t limit : {size_t{3}, size_t{1000}}) {
          const FoundPage page = Run(*kept, search, limit);
          EXPECT_EQ(page.total, expected.total);
          ASSERT_EQ(page.trials.size(), std::min(limit, expected.trials.size()));
          for (size_t i = 0; i < page.trials.size(); ++i) {
            EXPECT_EQ(page.trials[i].place.id, expected.trials[i].place.id);
            EXPECT_EQ(page.trials[i].score, expected.trials[i].score);
          }
        }
      }
      previous = kept;
    }
  }
}

TEST_F(SiteMatchesTest, AClauseIsReadOnceASegment) {
  RandomIndex random(1);
  AddSegment(random.Documents(100, false));
  const auto snapshot = Load(nullptr, cache_);
  const ParsedSearch search = Ranked(SameSite(InCity("a")));
  EXPECT_GT(Run(*snapshot, search).total, 0);
  const size_t bytes = cache_.bytes();
  EXPECT_GT(Run(*snapshot, search).total, 0);
  EXPECT_EQ(cache_.bytes(), bytes);
}

TEST_F(SiteMatchesTest, ClausesThatDifferInAnythingThatMatchesAreKeptApart) {
  RandomIndex random(2);
  AddSegment(random.Documents(200, false));
  const auto kept = Load(nullptr, cache_);
  const auto anew = Load(nullptr, no_room_);
  std::vector<QueryNode> clauses = {InCity("a"), InCity("b")};
  clauses.push_back(Word("a", Weights({{TextField::kLocationStatus, 1.0F}})));
  clauses.push_back(InCity("a"));
  clauses.back().coverage = Coverage::kFullMatch;
  clauses.push_back(Combine(QueryNode::Kind::kAnd, {InCity("a"), InCity("b")}));
  clauses.push_back(Combine(QueryNode::Kind::kOr, {InCity("a"), InCity("b")}));
  clauses.push_back(Combine(QueryNode::Kind::kAnd, {InCity("a"), Not(InCity("b"))}));
  clauses.push_back(Combine(QueryNode::Kind::kAnd, {InCity("a")}));
  clauses.back().optional = {InCity("b")};
  for (const double km : {500.0, 9000.0}) {
    QueryNode near = Combine(QueryNode::Kind::kFilter, {});
    near.filter.resize(1);
    near.filter[0].kind = FilterNode::Kind::kDistance;
    near.filter[0].radius_km = km;
    clauses.push_back(Combine(QueryNode::Kind::kAnd, {InCity("a"), near}));
  }
  for (const QueryNode& clause : clauses) {
    const FoundPage page = Run(*kept, Ranked(SameSite(clause)));
    const FoundPage expected = Run(*anew, Ranked(SameSite(clause)));
    EXPECT_EQ(Ids(page), Ids(expected));
    EXPECT_EQ(page.total, expected.total);
  }
}

}  // namespace
}  // namespace trialdex
