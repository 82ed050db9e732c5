// Pages read off what is kept of a rare word, compared with those of searching the segments.
#include "libs/index/matching/rare_word.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "libs/index/testing/expect_same_page.h"
#include "libs/index/testing/random_index.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RareWordTest : public testing::Test {
 protected:
  FoundPage Run(const IndexSnapshot& snapshot, const ParsedSearch& search,
                const PageRange& range = {}) {
    auto page = SearchIndex(snapshot, search, range, clock_);
    EXPECT_OK(page);
    return *std::move(page);
  }

  static std::shared_ptr<const IndexSnapshot> MakeSnapshot(ByteCache& cache) {
    RandomIndex random(7);
    std::vector<std::vector<MemoryDocument>> segments;
    for (const size_t count : {size_t{60}, size_t{3000}, size_t{3}, size_t{2900}}) {
      auto& documents = segments.emplace_back(random.Documents(count, true));
      for (MemoryDocument& document : documents) {
        document.id = std::to_string(random.Below(10)) + char('A' + segments.size()) + document.id;
        // In some documents with the same score, and in nearly all.
        if (random.Below(9) == 0) document.words.push_back({TextField::kKeyword, 40, "equal", 0});
        if (random.Below(30) > 0) document.words.push_back({TextField::kKeyword, 42, "common", 0});
      }
    }
    return MakeMemorySnapshot(segments, cache);
  }

  ByteCache cache_{size_t{64} << 20};
  FakeClock clock_;
};

TEST_F(RareWordTest, PagesAreThoseOfTheSegmentsHoweverOftenTheyAreAskedFor) {
  // Where there is no room nothing is kept.
  ByteCache no_room(0);
  const auto kept = MakeSnapshot(cache_);
  const auto anew = MakeSnapshot(no_room);
  const auto keyword = Weights({{TextField::kKeyword, 1.0F}});
  for (const QueryNode& word : {Word("equal", keyword), Word("a"), Word("ab"), Word("bac"),
                                Word("common", keyword), Word("absent")}) {
    SCOPED_TRACE(word.places.front().alternatives.front().term);
    const ParsedSearch search = Ranked(word);
    const FoundPage whole = Run(*anew, search, {nullptr, 10000});
    for (int round = 0; round < 3; ++round) {
      for (const size_t limit : {size_t{0}, size_t{1}, size_t{10}, size_t{300}, size_t{10000}}) {
        ExpectSamePage(Run(*kept, search, {nullptr, limit}), Run(*anew, search, {nullptr, limit}));
        for (size_t i = 0; i < whole.trials.size(); i += 1 + whole.trials.size() / 7) {
          const PageRange range = {&whole.trials[i].place, limit};
          ExpectSamePage(Run(*kept, search, range), Run(*anew, search, range));
        }
      }
    }
  }
}

TEST_F(RareWordTest, OtherOrdersAndFiltersAreNotReadOffIt) {
  ByteCache no_room(0);
  const auto kept = MakeSnapshot(cache_);
  const auto anew = MakeSnapshot(no_room);
  ParsedSearch worst_first = Ranked(Word("ab"));
  worst_first.order.front().descending = false;
  ParsedSearch ids_descend = Ranked(Word("ab"));
  ids_descend.order.back().descending = true;
  ParsedSearch then_column = Ranked(Word("ab"));
  then_column.order.insert(then_column.order.begin() + 1,
                           {SortKey::Kind::kColumn, Column::kEnrollment, true});
  ParsedSearch unscored = Ranked(Word("ab"));
  unscored.query.boost = 0;
  ParsedSearch filtered = Ranked(Word("ab"));
  filtered.filter.kind = FilterNode::Kind::kNumberRange;
  filtered.filter.column = Column::kEnrollment;
  filtered.filter.min = 250;
  ParsedSearch recent = Ranked(Word("ab"));
  recent.factors.resize(1);
  recent.factors[0].column = Column::kEnrollment;
  recent.factors[0].today = 300;
  recent.factors[0].decay.scale = 100;
  for (int round = 0; round < 3; ++round) {
    Run(*kept, Ranked(Word("ab")));
    for (const ParsedSearch* search :
         {&worst_first, &ids_descend, &then_column, &unscored, &filtered, &recent}) {
      ExpectSamePage(Run(*kept, *search), Run(*anew, *search));
    }
  }
}

TEST_F(RareWordTest, MatchesAreKeptWhereTheyAreAskedFor) {
  const auto snapshot = MakeSnapshot(cache_);
  PageRange range;
  range.keep_query_matches = true;
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(Run(*snapshot, Ranked(Word("ab")), range).query_matches.size(), 4);
    Run(*snapshot, Ranked(Word("ab")));
  }
}

TEST_F(RareWordTest, IsMadeForWordsThatAreAskedForAgain) {
  const auto snapshot = MakeSnapshot(cache_);
  const auto bytes_of_search = [&](const QueryNode& word) {
    const size_t before = cache_.bytes();
    Run(*snapshot, Ranked(word));
    return cache_.bytes() - before;
  };
  const int64_t trials = Run(*snapshot, Ranked(Word("ab"))).total;
  const auto least = static_cast<size_t>(trials) * sizeof(DocAddress);
  EXPECT_GT(bytes_of_search(Word("ab")), least);
  EXPECT_EQ(bytes_of_search(Word("ab")), 0);
  const auto keyword = Weights({{TextField::kKeyword, 1.0F}});
  Run(*snapshot, Ranked(Word("common", keyword)));
  EXPECT_EQ(bytes_of_search(Word("common", keyword)), 0);
}

TEST_F(RareWordTest, DeletionsOfTheNextCommitAreSeen) {
  const auto files = MakeMemorySegment({MemoryDocument{"A"}.Write(TextField::kBriefTitle, "rare"),
                                        MemoryDocument{"B"}.Write(TextField::kBriefTitle, "rare")});
  IndexCommit commit;
  commit.segments.push_back({files, nullptr});
  const auto first = IndexSnapshot::Load(commit, nullptr, cache_).value();
  auto deleted = std::make_shared<DocSet>(2);
  deleted->Add(0);
  commit.segments.front().deleted = deleted;
  const auto second = IndexSnapshot::Load(commit, first.get(), cache_).value();
  for (int round = 0; round < 3; ++round) {
    EXPECT_THAT(Ids(Run(*first, Ranked(Word("rare")))), ElementsAre("A", "B"));
    EXPECT_THAT(Ids(Run(*second, Ranked(Word("rare")))), ElementsAre("B"));
    EXPECT_THAT(Ids(Run(*second, Ranked(Word("absent")))), IsEmpty());
  }
}

}  // namespace
}  // namespace trialdex
