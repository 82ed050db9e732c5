#include "libs/index/index_search.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>

#include "gtest/gtest.h"
#include "libs/index/testing/memory_segment.h"
#include "libs/index/testing/reference_search.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::shared_ptr<const FieldWeights> Weights(const std::map<TextField, float>& weights = {
                                                {TextField::kBriefTitle, 1.0F},
                                                {TextField::kCondition, 0.8F},
                                                {TextField::kBriefSummary, 0.4F}}) {
  auto all = std::make_shared<FieldWeights>();
  all->fill(0);
  for (const auto& [field, weight] : weights) (*all)[static_cast<size_t>(field)] = weight;
  return all;
}

QueryNode Word(const std::string& term, std::shared_ptr<const FieldWeights> weights = Weights()) {
  QueryNode node;
  node.kind = QueryNode::Kind::kWord;
  node.places = {{0, {{term, 1.0F}}}};
  node.weights = std::move(weights);
  return node;
}

QueryNode Phrase(const std::vector<std::string>& terms, uint32_t slop = 0) {
  QueryNode node;
  node.kind = QueryNode::Kind::kPhrase;
  for (const std::string& term : terms) {
    node.places.push_back({static_cast<uint32_t>(node.places.size()), {{term, 1.0F}}});
  }
  node.weights = Weights();
  node.slop = slop;
  return node;
}

QueryNode Combine(QueryNode::Kind kind, std::vector<QueryNode> children) {
  QueryNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

QueryNode Not(QueryNode child) { return Combine(QueryNode::Kind::kNot, {std::move(child)}); }

ParsedSearch Ranked(QueryNode query) {
  ParsedSearch search;
  search.query = std::move(query);
  search.ranked = true;
  search.order = {{SortKey::Kind::kRelevance, {}, true}, {SortKey::Kind::kId, {}, false}};
  return search;
}

std::vector<std::string> Ids(const FoundPage& page) {
  std::vector<std::string> ids;
  for (const FoundTrial& trial : page.trials) ids.push_back(trial.place.id);
  return ids;
}

class IndexSearchTest : public testing::Test {
 protected:
  FoundPage Run(const std::vector<std::vector<MemoryDocument>>& segments,
                const ParsedSearch& search, const PageRange& range = {}) {
    const auto snapshot = MakeMemorySnapshot(segments, cache_);
    auto page = SearchIndex(*snapshot, search, range, clock_);
    EXPECT_OK(page);
    return *std::move(page);
  }

  ByteCache cache_{size_t{1} << 20};
  FakeClock clock_;
};

MemoryDocument Titled(const std::string& id, const std::string& title) {
  MemoryDocument document{id};
  document.Write(TextField::kBriefTitle, title);
  return document;
}

TEST_F(IndexSearchTest, AWordFindsTheDocumentsThatHaveIt) {
  const FoundPage page = Run({{Titled("A", "lung cancer"), Titled("B", "stroke"),
                               Titled("C", "cancer of the lung and of much else besides")}},
                             Ranked(Word("lung")));
  EXPECT_THAT(Ids(page), ElementsAre("A", "C"));
  EXPECT_EQ(page.total, 2);
  EXPECT_FALSE(page.has_more);
}

TEST_F(IndexSearchTest, AWordInAFieldThatIsNotSearchedIsNotFound) {
  MemoryDocument document{"A"};
  document.Write(TextField::kLocationCity, "Paris");
  EXPECT_THAT(Ids(Run({{document}}, Ranked(Word("Paris")))), IsEmpty());
}

TEST_F(IndexSearchTest, APhraseWantsItsWordsSideBySideInOneField) {
  MemoryDocument apart{"C"};
  apart.Write(TextField::kBriefTitle, "heart").Write(TextField::kCondition, "failure");
  const FoundPage page = Run({{Titled("A", "heart failure"), Titled("B", "failure of the heart"),
                               apart, Titled("D", "chronic heart failure")}},
                             Ranked(Phrase({"heart", "failure"})));
  EXPECT_THAT(Ids(page), ElementsAre("A", "D"));
}

TEST_F(IndexSearchTest, ASlopLetsWordsStandApartInOrder) {
  const std::vector<std::vector<MemoryDocument>> segments = {
      {Titled("A", "heart failure"), Titled("B", "heart muscle failure"),
       Titled("C", "heart and lung failure"), Titled("D", "failure heart")}};
  EXPECT_THAT(Ids(Run(segments, Ranked(Phrase({"heart", "failure"}, 1)))), ElementsAre("A", "B"));
  EXPECT_THAT(Ids(Run(segments, Ranked(Phrase({"heart", "failure"}, 2)))),
              ElementsAre("A", "B", "C"));
}

TEST_F(IndexSearchTest, NotTakesAway) {
  const auto query = Combine(QueryNode::Kind::kAnd, {Word("cancer"), Not(Word("lung"))});
  EXPECT_THAT(Ids(Run({{Titled("A", "lung cancer"), Titled("B", "breast cancer")}}, Ranked(query))),
              ElementsAre("B"));
}

TEST_F(IndexSearchTest, AnOptionalPartRaisesWhatMatchesAnyway) {
  QueryNode query = Combine(QueryNode::Kind::kAnd, {Word("heart"), Word("failure")});
  query.optional = {Phrase({"heart", "failure"})};
  EXPECT_THAT(Ids(Run({{Titled("A", "failure of the heart"), Titled("B", "of the heart failure")}},
                      Ranked(query))),
              ElementsAre("B", "A"));
}

TEST_F(IndexSearchTest, WhatAFilterSelectsSinksAndIsStillFound) {
  MemoryDocument sunk = Titled("A", "lung lung");
  sunk.keyword_terms = {KeywordTerm(KeywordField::kSex, "MALE", "MALE")};
  QueryNode sink = Combine(QueryNode::Kind::kSink, {Word("lung")});
  sink.sink = 0.25F;
  sink.filter.emplace_back();
  sink.filter[0].kind = FilterNode::Kind::kKeyword;
  sink.filter[0].keyword = KeywordField::kSex;
  sink.filter[0].values = {"MALE"};
  const FoundPage page = Run({{sunk, Titled("B", "lung of another")}}, Ranked(sink));
  EXPECT_THAT(Ids(page), ElementsAre("B", "A"));
  const FoundPage level = Run({{sunk, Titled("B", "lung of another")}}, Ranked(Word("lung")));
  EXPECT_THAT(Ids(level), ElementsAre("A", "B"));
  EXPECT_DOUBLE_EQ(page.trials[1].score, 0.25 * level.trials[0].score);
}

TEST_F(IndexSearchTest, EqualScoresAreInOrderOfId) {
  EXPECT_THAT(
      Ids(Run({{Titled("C", "x"), Titled("A", "x")}, {Titled("B", "x")}}, Ranked(Word("x")))),
      ElementsAre("A", "B", "C"));
}

TEST_F(IndexSearchTest, TrialsWithoutAValueComeLastInEitherDirection) {
  std::vector<MemoryDocument> documents = {{"A"}, {"B"}, {"C"}, {"D"}};
  const auto column = static_cast<size_t>(Column::kEnrollment);
  documents[0].columns[column] = int64_t{5};
  documents[1].columns[column] = int64_t{-7};
  documents[3].columns[column] = int64_t{5};
  ParsedSearch search;
  search.order = {{SortKey::Kind::kColumn, Column::kEnrollment, false}, {SortKey::Kind::kId}};
  EXPECT_THAT(Ids(Run({documents}, search)), ElementsAre("B", "A", "D", "C"));
  search.order[0].descending = true;
  EXPECT_THAT(Ids(Run({documents}, search)), ElementsAre("A", "D", "B", "C"));
}

TEST_F(IndexSearchTest, PagesGoOnAfterTheLastPlaceAndCountEverything) {
  std::vector<MemoryDocument> documents;
  for (int i = 0; i < 25; ++i) {
    documents.push_back(Titled("T" + std::to_string(i), i % 3 == 0 ? "x x y" : "x"));
  }
  const ParsedSearch search = Ranked(Word("x"));
  std::vector<std::string> paged;
  SortPlace last;
  PageRange range{nullptr, 4};
  while (true) {
    const FoundPage page = Run({documents}, search, range);
    EXPECT_EQ(page.total, 25);
    for (const std::string& id : Ids(page)) paged.push_back(id);
    if (!page.has_more) break;
    last = page.trials.back().place;
    range.after = &last;
  }
  EXPECT_EQ(paged, Ids(Run({documents}, search, {nullptr, 100})));
}

TEST_F(IndexSearchTest, OutOfTimeIsMarkedAndAnswersWithWhatThereIs) {
  PageRange range;
  range.deadline = clock_.Now();
  const FoundPage page = Run({{Titled("A", "x")}}, Ranked(Word("x")), range);
  EXPECT_TRUE(page.out_of_time);
  EXPECT_THAT(page.trials, IsEmpty());
}

TEST_F(IndexSearchTest, ASiteMustHaveAllThatIsAskedOfOneSite) {
  const auto weights =
      Weights({{TextField::kLocationCity, 1.0F}, {TextField::kLocationStatus, 1.0F}});
  const auto with_sites = [](const std::string& id, const std::vector<std::string>& cities,
                             const std::vector<std::string>& statuses) {
    MemoryDocument document{id};
    for (uint32_t site = 0; site < cities.size(); ++site) {
      document.Write(TextField::kLocationCity, cities[site], site * 64);
      document.Write(TextField::kLocationStatus, statuses[site], site * 64);
    }
    document.columns[static_cast<size_t>(Column::kLocationCount)] =
        static_cast<int64_t>(cities.size());
    return document;
  };
  const std::vector<std::vector<MemoryDocument>> segments = {
      {with_sites("A", {"boston", "new york"}, {"completed", "recruiting"}),
       with_sites("B", {"boston", "new york"}, {"recruiting", "completed"})},
      {with_sites("C", {"paris"}, {"recruiting"}), MemoryDocument{"D"}}};
  const auto same_site = [](QueryNode clause) {
    return Combine(QueryNode::Kind::kSameSite, {std::move(clause)});
  };
  const QueryNode boston = Word("boston", weights);
  const QueryNode recruiting = Word("recruiting", weights);
  const auto both = Combine(QueryNode::Kind::kAnd, {boston, recruiting});
  EXPECT_THAT(Ids(Run(segments, Ranked(both))), ElementsAre("A", "B"));
  EXPECT_THAT(Ids(Run(segments, Ranked(same_site(both)))), ElementsAre("B"));
  const auto elsewhere = Combine(QueryNode::Kind::kAnd, {recruiting, Not(boston)});
  EXPECT_THAT(Ids(Run(segments, Ranked(same_site(elsewhere)))), ElementsAre("A", "C"));
  const auto not_boston = Combine(QueryNode::Kind::kAnd, {QueryNode{}, Not(boston)});
  EXPECT_THAT(Ids(Run(segments, Ranked(same_site(not_boston)))), ElementsAre("A", "B", "C"));
}

TEST_F(IndexSearchTest, AStatusInsideASiteIsThatOfTheSite) {
  MemoryDocument document{"A"};
  document.Write(TextField::kLocationCity, "boston", 0)
      .Write(TextField::kLocationStatus, "completed", 0)
      .Write(TextField::kLocationCity, "paris", 64)
      .Write(TextField::kLocationStatus, "recruiting", 64);
  document.keyword_terms = {"location_status=RECRUITING", "location_status=COMPLETED"};
  QueryNode status;
  status.kind = QueryNode::Kind::kFilter;
  status.filter.resize(1);
  status.filter[0].kind = FilterNode::Kind::kKeyword;
  status.filter[0].keyword = KeywordField::kLocationStatus;
  status.filter[0].values = {"RECRUITING"};
  const auto weights = Weights({{TextField::kLocationCity, 1.0F}});
  for (const auto& [city, found] : {std::pair("paris", 1), std::pair("boston", 0)}) {
    const auto clause = Combine(QueryNode::Kind::kAnd, {Word(city, weights), status});
    EXPECT_EQ(Run({{document}}, Ranked(Combine(QueryNode::Kind::kSameSite, {clause}))).total,
              found);
  }
}

TEST_F(IndexSearchTest, APatternWithoutTermsFindsNothing) {
  QueryNode word = Word("x");
  word.places[0] = {0, {}, TermPattern{TermPattern::Kind::kPrefix, "zz", 0}};
  EXPECT_THAT(Ids(Run({{Titled("A", "x")}}, Ranked(word))), IsEmpty());
}

TEST_F(IndexSearchTest, ATiltRaisesHigherValues) {
  std::vector<MemoryDocument> documents = {Titled("A", "x"), Titled("B", "x"), Titled("C", "x")};
  documents[0].columns[static_cast<size_t>(Column::kEnrollment)] = int64_t{5};
  documents[1].columns[static_cast<size_t>(Column::kEnrollment)] = int64_t{500};
  QueryNode tilt = Combine(QueryNode::Kind::kTilt, {Word("x")});
  tilt.tilt = Column::kEnrollment;
  const FoundPage page = Run({documents}, Ranked(tilt));
  EXPECT_THAT(Ids(page), ElementsAre("B", "A", "C"));
  EXPECT_DOUBLE_EQ(page.trials[0].score, 2 * page.trials[1].score);
  EXPECT_DOUBLE_EQ(page.trials[1].score, page.trials[2].score);
}

// Random indexes and random queries, against the reference.
class RandomIndex {
 public:
  explicit RandomIndex(uint32_t seed) : random_(seed) {}

  size_t Below(size_t bound) { return random_() % bound; }

  std::string Term() {
    std::string term(1, static_cast<char>('a' + Below(6)));
    while (Below(4) == 0) term.push_back(static_cast<char>('a' + Below(3)));
    return term;
  }

  std::vector<MemoryDocument> Documents(size_t count, bool with_deletes) {
    const TextField fields[] = {TextField::kBriefTitle, TextField::kCondition,
                                TextField::kBriefSummary, TextField::kKeyword};
    std::vector<MemoryDocument> documents;
    for (size_t i = 0; i < count; ++i) {
      MemoryDocument document{"T" + std::to_string(i)};
      for (const TextField field : fields) {
        const size_t words = Below(8);
        for (uint32_t place = 0; place < words; ++place) {
          document.words.push_back({field, place, Term()});
          if (Below(3) == 0) document.words.push_back({field, place, "~" + Term()});
        }
      }
      const size_t sites = Below(4);
      for (uint32_t site = 0; site < sites; ++site) {
        for (const TextField field : {TextField::kLocationCity, TextField::kLocationStatus}) {
          const size_t words = Below(3);
          for (uint32_t place = 0; place < words; ++place) {
            document.words.push_back({field, site * 64 + place, Term()});
          }
        }
      }
      document.columns[static_cast<size_t>(Column::kLocationCount)] = static_cast<int64_t>(sites);
      if (Below(3) != 0) {
        document.columns[static_cast<size_t>(Column::kEnrollment)] =
            static_cast<int64_t>(Below(500));
      }
      document.deleted = with_deletes && Below(5) == 0;
      documents.push_back(std::move(document));
    }
    return documents;
  }

  Place RandomPlace(uint32_t offset) {
    Place place{offset, {{Term(), 1.0F}}};
    if (Below(2) == 0) {
      place.alternatives[0].weight = 0.25F;
      place.alternatives.push_back({"~" + Term(), 0.75F});
    }
    const size_t pattern = Below(8);
    if (pattern == 0) place.pattern = {TermPattern::Kind::kPrefix, Term(), 0};
    if (pattern == 1) place.pattern = {TermPattern::Kind::kFuzzy, Term(), 1};
    if (pattern == 2) place.pattern = {TermPattern::Kind::kWildcard, "*" + Term(), 0};
    if (pattern < 3 && Below(2) == 0) place.alternatives.clear();
    return place;
  }

  QueryNode Query(int depth, bool of_site = false) {
    QueryNode node;
    node.weights =
        of_site ? Weights({{TextField::kLocationCity, 1.0F}, {TextField::kLocationStatus, 0.5F}})
                : Weights();
    node.boost = Below(4) == 0 ? 2.5F : 1.0F;
    const size_t kind = Below(depth > 0 ? (of_site ? 5 : 7) : 2);
    if (kind <= 1) {
      node.kind = kind == 0 ? QueryNode::Kind::kWord : QueryNode::Kind::kPhrase;
      for (uint32_t i = 0; i < (kind == 0 ? 1 : 2 + Below(2)); ++i) {
        node.places.push_back(RandomPlace(i));
      }
      if (kind == 1 && Below(2) == 0) node.slop = static_cast<uint32_t>(Below(4));
      return node;
    }
    if (kind >= 5) {
      node.kind = kind == 5 ? QueryNode::Kind::kSameSite : QueryNode::Kind::kTilt;
      node.tilt = Column::kEnrollment;
      node.children.push_back(Query(depth - 1, of_site || kind == 5));
      return node;
    }
    node.kind = kind == 2   ? QueryNode::Kind::kAnd
                : kind == 3 ? QueryNode::Kind::kOr
                            : QueryNode::Kind::kBest;
    for (size_t i = 0; i < 1 + Below(3); ++i) node.children.push_back(Query(depth - 1, of_site));
    if (kind == 2 && Below(2) == 0) node.children.push_back(Not(Query(depth - 1, of_site)));
    if (kind == 2 && Below(2) == 0) node.optional.push_back(Query(depth - 1, of_site));
    return node;
  }

 private:
  std::mt19937 random_;
};

std::map<std::string, double> Scores(const FoundPage& page) {
  std::map<std::string, double> scores;
  for (const FoundTrial& trial : page.trials) scores[trial.place.id] = trial.score;
  return scores;
}

TEST_F(IndexSearchTest, AgreesWithTheReferenceOnRandomIndexesAndQueries) {
  for (uint32_t seed = 0; seed < 120; ++seed) {
    SCOPED_TRACE(seed);
    RandomIndex random(seed);
    const auto first = random.Documents(20, true);
    auto second = random.Documents(15, true);
    for (auto& document : second) document.id = "U" + document.id;
    std::vector<MemoryDocument> all = first;
    all.insert(all.end(), second.begin(), second.end());
    const ReferenceSearch reference(all);
    for (int round = 0; round < 5; ++round) {
      const ParsedSearch search = Ranked(random.Query(3));
      const FoundPage page = Run({first, second}, search, {nullptr, 1000});
      const auto scores = Scores(page);
      size_t expected = 0;
      for (const MemoryDocument& document : all) {
        const auto score =
            document.deleted ? std::nullopt : reference.Score(search.query, document);
        ASSERT_EQ(scores.count(document.id) > 0, score.has_value()) << document.id;
        if (!score.has_value()) continue;
        ++expected;
        EXPECT_NEAR(scores.at(document.id), *score, 1e-6 * *score + 1e-12) << document.id;
      }
      EXPECT_EQ(page.total, static_cast<int64_t>(expected));
      for (size_t i = 1; i < page.trials.size(); ++i) {
        EXPECT_GE(page.trials[i - 1].score, page.trials[i].score);
      }
    }
  }
}

TEST_F(IndexSearchTest, ScoresDoNotDependOnHowTheIndexIsSplit) {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    RandomIndex random(seed);
    const auto all = random.Documents(30, false);
    const size_t cut = 1 + random.Below(28);
    const std::vector<MemoryDocument> left(all.begin(), all.begin() + static_cast<long>(cut));
    const std::vector<MemoryDocument> right(all.begin() + static_cast<long>(cut), all.end());
    const ParsedSearch search = Ranked(random.Query(3));
    EXPECT_EQ(Scores(Run({all}, search, {nullptr, 1000})),
              Scores(Run({left, right}, search, {nullptr, 1000})));
  }
}

}  // namespace
}  // namespace trialdex
