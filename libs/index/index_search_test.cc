#include "libs/index/index_search.h"

#include <string>

#include "gtest/gtest.h"
#include "libs/index/scoring/score_factors.h"
#include "libs/index/testing/memory_segment.h"
#include "libs/index/testing/query_nodes.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

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

TEST_F(IndexSearchTest, CoverageAsksForTheEdgesOfAValue) {
  MemoryDocument values{"E"};
  values.Write(TextField::kCondition, "heart failure").Write(TextField::kCondition, "stroke", 40);
  const std::vector<std::vector<MemoryDocument>> segments = {
      {Titled("A", "heart failure"), Titled("B", "heart failure in Paris"),
       Titled("C", "chronic heart failure"), Titled("D", "stroke"), values}};
  const auto find = [&](QueryNode node, Coverage coverage) {
    node.coverage = coverage;
    return Ids(Run(segments, Ranked(std::move(node))));
  };
  const QueryNode phrase = Phrase({"heart", "failure"});
  EXPECT_THAT(find(phrase, Coverage::kFullMatch), UnorderedElementsAre("A", "E"));
  EXPECT_THAT(find(phrase, Coverage::kStartsWith), UnorderedElementsAre("A", "B", "E"));
  EXPECT_THAT(find(phrase, Coverage::kEndsWith), UnorderedElementsAre("A", "C", "E"));
  EXPECT_THAT(find(Word("stroke"), Coverage::kFullMatch), UnorderedElementsAre("D", "E"));
  EXPECT_THAT(find(Word("heart"), Coverage::kFullMatch), IsEmpty());
  EXPECT_THAT(find(Word("failure"), Coverage::kEndsWith), UnorderedElementsAre("A", "C", "E"));
}

TEST_F(IndexSearchTest, ALetterCaseAsksHowAWordIsWritten) {
  const auto titled = [](const std::string& id, WrittenCase written) {
    MemoryDocument document = Titled(id, "sle");
    document.words[0].flags |= static_cast<uint32_t>(written);
    return document;
  };
  const std::vector<std::vector<MemoryDocument>> segments = {
      {titled("A", WrittenCase::kNormal), titled("B", WrittenCase::kCapitalized)},
      {titled("C", WrittenCase::kUpper), titled("D", WrittenCase::kOther)}};
  const auto find = [&](LetterCase letter_case) {
    QueryNode node = Word("sle");
    node.places[0].alternatives[0].letter_case = letter_case;
    return Ids(Run(segments, Ranked(std::move(node))));
  };
  EXPECT_THAT(find(LetterCase::kAny), ElementsAre("A", "B", "C", "D"));
  EXPECT_THAT(find(LetterCase::kLower), ElementsAre("A"));
  EXPECT_THAT(find(LetterCase::kCapitalized), ElementsAre("B"));
  EXPECT_THAT(find(LetterCase::kUpper), ElementsAre("C"));
  EXPECT_THAT(find(LetterCase::kAsTerm), ElementsAre("A", "B", "C", "D"));
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

TEST_F(IndexSearchTest, TrialsAreFoundAndSortedByTheirNearestSite) {
  const auto with_points = [](const std::string& id, std::vector<SitePoint> points) {
    MemoryDocument document = Titled(id, "x");
    document.points = std::move(points);
    return document;
  };
  // Degrees north on the same meridian: 111.2 km each.
  const std::vector<std::vector<MemoryDocument>> segments = {
      {with_points("A", {{0, 10'000'000, 0}, {1, 2'000'000, 0}}),
       with_points("B", {{0, 1'000'000, 0}}), MemoryDocument(Titled("C", "x"))},
      {with_points("D", {{0, 0, 179'000'000}}), with_points("E", {{3, 0, 0}})}};
  ParsedSearch search;
  search.order = {{SortKey::Kind::kDistance, {}, false, {0, 0}}, {SortKey::Kind::kId}};
  EXPECT_THAT(Ids(Run(segments, search)), ElementsAre("E", "B", "A", "D", "C"));
  search.order[0].descending = true;
  EXPECT_THAT(Ids(Run(segments, search)), ElementsAre("D", "A", "B", "E", "C"));
  search.filter.kind = FilterNode::Kind::kDistance;
  search.filter.radius_km = 222.5;
  EXPECT_THAT(Ids(Run(segments, search)), ElementsAre("A", "B", "E"));
  search.filter.radius_km = 222.3;
  EXPECT_THAT(Ids(Run(segments, search)), ElementsAre("B", "E"));
  // Across the date line.
  search.filter.center = {0, -179};
  search.filter.radius_km = 223;
  EXPECT_THAT(Ids(Run(segments, search)), ElementsAre("D"));
}

TEST_F(IndexSearchTest, ADistanceInsideASiteIsThatOfTheSite) {
  MemoryDocument document{"A"};
  document.Write(TextField::kLocationCity, "boston", 0)
      .Write(TextField::kLocationCity, "paris", 64);
  document.points = {{0, 42'000'000, -71'000'000}, {1, 49'000'000, 2'000'000}};
  QueryNode near;
  near.kind = QueryNode::Kind::kFilter;
  near.filter.resize(1);
  near.filter[0].kind = FilterNode::Kind::kDistance;
  near.filter[0].center = {49, 2};
  near.filter[0].radius_km = 10;
  const auto weights = Weights({{TextField::kLocationCity, 1.0F}});
  for (const auto& [city, found] : {std::pair("paris", 1), std::pair("boston", 0)}) {
    const auto clause = Combine(QueryNode::Kind::kAnd, {Word(city, weights), near});
    EXPECT_EQ(Run({{document}}, Ranked(Combine(QueryNode::Kind::kSameSite, {clause}))).total,
              found);
  }
}

TEST_F(IndexSearchTest, ScoresFallWithAgeAndDistance) {
  std::vector<MemoryDocument> documents = {Titled("A", "x"), Titled("B", "x"), Titled("C", "x")};
  const auto column = static_cast<size_t>(Column::kLastUpdatePostDate);
  documents[0].columns[column] = DayRange{1000, 1000};
  documents[1].columns[column] = DayRange{1100, 1100};
  documents[1].points = {{0, 1'000'000, 0}};
  ParsedSearch search = Ranked(Word("x"));
  const double plain = Run({documents}, search).trials[0].score;
  ScoreFactor recency;
  recency.column = Column::kLastUpdatePostDate;
  recency.today = 1090;
  recency.decay = {Decay::Shape::kExponential, 45, 0, 0.5};
  search.factors = {recency};
  FoundPage page = Run({documents}, search);
  // C has no date and counts as the oldest; what is in the future counts as today.
  EXPECT_THAT(Ids(page), ElementsAre("B", "A", "C"));
  EXPECT_DOUBLE_EQ(page.trials[0].score, plain);
  EXPECT_NEAR(page.trials[1].score, plain / 4, 1e-12);
  EXPECT_NEAR(page.trials[2].score, plain / 4, 1e-12);
  ScoreFactor distance;
  distance.kind = ScoreFactor::Kind::kDistance;
  distance.decay = {Decay::Shape::kLinear, 1000, 0, 0.5};
  search.factors = {distance};
  page = Run({documents}, search);
  EXPECT_THAT(Ids(page), ElementsAre("B", "A", "C"));
  EXPECT_NEAR(page.trials[0].score, plain * (1 - 111.195 / 2000), 1e-5);
  EXPECT_EQ(page.trials[1].score, 0);
}

TEST(DecayTest, IsOneUpToTheOffsetAndTheDecayAtTheScaleBeyond) {
  for (const auto shape :
       {Decay::Shape::kExponential, Decay::Shape::kGauss, Decay::Shape::kLinear}) {
    const Decay decay = {shape, 100, 10, 0.3};
    EXPECT_DOUBLE_EQ(DecayAt(decay, 0), 1);
    EXPECT_DOUBLE_EQ(DecayAt(decay, 10), 1);
    EXPECT_NEAR(DecayAt(decay, 110), 0.3, 1e-12);
    EXPECT_LT(DecayAt(decay, 1000), 0.1);
    EXPECT_GE(DecayAt(decay, 1e9), 0);
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

}  // namespace
}  // namespace trialdex
