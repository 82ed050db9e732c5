#include "libs/index/terms/term_pattern.h"

#include <map>
#include <random>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/testing/reference_patterns.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

TermList ListOf(const std::set<std::string>& terms) {
  TermList list;
  uint32_t frequency = 1;
  for (const std::string& term : terms) list.Add(term, frequency++);
  list.Finish();
  return list;
}

bool Never() { return false; }

std::map<std::string, int> Find(const TermPattern& pattern, const TermList& terms,
                                size_t limit = 1000) {
  std::map<std::string, int> found;
  const auto matches = FindTerms(pattern, terms, limit, Never);
  EXPECT_OK(matches);
  for (const PatternMatch& match : *matches) found[std::string(match.term)] = match.edits;
  return found;
}

TermPattern Prefix(const std::string& text) { return {TermPattern::Kind::kPrefix, text, 0}; }
TermPattern Fuzzy(const std::string& text, int edits) {
  return {TermPattern::Kind::kFuzzy, text, edits};
}
TermPattern Wildcard(const std::string& text) { return {TermPattern::Kind::kWildcard, text, 0}; }

TEST(TermPatternTest, APrefixFindsWhatBeginsWithIt) {
  const TermList terms = ListOf({"met", "metal", "metformin", "meth", "mf", "na"});
  EXPECT_THAT(Find(Prefix("met"), terms),
              UnorderedElementsAre(Pair("met", 0), Pair("metal", 0), Pair("metformin", 0),
                                   Pair("meth", 0)));
  EXPECT_THAT(Find(Prefix("metx"), terms), IsEmpty());
  EXPECT_THAT(Find(Prefix("z"), terms), IsEmpty());
}

TEST(TermPatternTest, AFuzzyWordFindsInsertedLeftOutWrongAndSwappedLetters) {
  const TermList terms = ListOf(
      {"sacoma", "saarcoma", "sarcoma", "sarcome", "sracoma", "srcaoma", "sarcomas", "barcoma"});
  EXPECT_THAT(Find(Fuzzy("sarcoma", 1), terms),
              UnorderedElementsAre(Pair("sacoma", 1), Pair("saarcoma", 1), Pair("sarcoma", 0),
                                   Pair("sarcome", 1), Pair("sracoma", 1), Pair("sarcomas", 1)));
  EXPECT_EQ(Find(Fuzzy("sarcoma", 2), terms).at("srcaoma"), 2);
}

TEST(TermPatternTest, AnAccentIsOneEditAndALetterOfManyBytesIsOne) {
  const TermList terms = ListOf({"menière", "meniere", "menière2", "日本語", "日本"});
  EXPECT_THAT(Find(Fuzzy("meniere", 1), terms),
              UnorderedElementsAre(Pair("meniere", 0), Pair("menière", 1)));
  EXPECT_THAT(Find(Fuzzy("日本", 1), terms),
              UnorderedElementsAre(Pair("日本", 0), Pair("日本語", 1)));
  EXPECT_THAT(Find(Wildcard("日?語"), terms), ElementsAre(Pair("日本語", 0)));
  EXPECT_THAT(Find(Wildcard("meni?re"), terms),
              UnorderedElementsAre(Pair("meniere", 0), Pair("menière", 0)));
}

TEST(TermPatternTest, AWildcardMayStandAnywhere) {
  const TermList terms = ListOf({"adalimumab", "mab", "rituximab", "ritux", "trastuzumab"});
  EXPECT_THAT(Find(Wildcard("*mab"), terms), testing::SizeIs(4));
  EXPECT_THAT(Find(Wildcard("r*x*"), terms),
              UnorderedElementsAre(Pair("rituximab", 0), Pair("ritux", 0)));
  EXPECT_THAT(Find(Wildcard("?ab"), terms), ElementsAre(Pair("mab", 0)));
}

TEST(TermPatternTest, ManyStarsDoNotTakeForever) {
  EXPECT_FALSE(MatchesWildcard(std::string(200, '*') + "b", std::string(5000, 'a')));
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "*a";
  EXPECT_FALSE(MatchesWildcard(pattern + "b", std::string(2000, 'a')));
}

TEST(TermPatternTest, TheNearestAndMostFrequentAreKept) {
  // ListOf counts up: later ones are more frequent.
  const TermList terms = ListOf({"aaaa", "aaab", "aaba", "aabb", "abbb"});
  EXPECT_THAT(Find(Fuzzy("aabb", 2), terms, 3),
              UnorderedElementsAre(Pair("aabb", 0), Pair("abbb", 1), Pair("aaba", 1)));
}

TEST(TermPatternTest, AWordLongerThanAnyTermFindsNothing) {
  const TermList terms = ListOf({"a", "aa"});
  EXPECT_THAT(Find(Fuzzy(std::string(1000, 'a'), 2), terms), IsEmpty());
  EXPECT_THAT(Find(Fuzzy(std::string(255, 'a'), 2), terms), IsEmpty());
  EXPECT_THAT(Find(Fuzzy("a", 2), TermList()), IsEmpty());
}

TEST(TermPatternTest, StopsWhenOutOfTime) {
  TermList terms;
  for (int i = 100000; i < 200000; ++i) terms.Add("a" + std::to_string(i), 1);
  terms.Finish();
  const OutOfTime always = [] { return true; };
  for (const TermPattern& pattern : {Wildcard("*x"), Prefix("a"), Fuzzy("a15", 2)}) {
    EXPECT_THAT(FindTerms(pattern, terms, 10, always).status(),
                StatusIs(absl::StatusCode::kDeadlineExceeded));
  }
}

TEST(TermPatternTest, NearTermsMayBeginOtherwise) {
  const TermList terms = ListOf({"elanoma", "emlanoma", "melanoma", "melonoma", "nelanoma", "zoo"});
  std::map<std::string, int> found;
  const auto matches = FindNearTerms("melanoma", 2, terms, 10, Never);
  ASSERT_OK(matches);
  for (const PatternMatch& match : *matches) found[std::string(match.term)] = match.edits;
  EXPECT_THAT(found,
              UnorderedElementsAre(Pair("elanoma", 1), Pair("emlanoma", 1), Pair("melanoma", 0),
                                   Pair("melonoma", 1), Pair("nelanoma", 1)));
}

TEST(TermPatternTest, AgreesWithTheWholeTableOnRandomWords) {
  std::mt19937 random(7);
  const auto word = [&](size_t longest) {
    std::string text;
    for (size_t i = 0; i <= random() % longest; ++i) {
      text.push_back(static_cast<char>('a' + random() % 3));
    }
    return text;
  };
  for (int round = 0; round < 60; ++round) {
    std::set<std::string> words;
    for (int i = 0; i < 200; ++i) words.insert(word(9));
    const TermList terms = ListOf(words);
    std::string wildcard = word(4);
    for (char& c : wildcard) {
      if (random() % 3 == 0) c = random() % 2 == 0 ? '*' : '?';
    }
    for (const TermPattern& pattern :
         {Fuzzy(word(8), 1), Fuzzy(word(8), 2), Prefix(word(3)), Wildcard(wildcard)}) {
      std::map<std::string, int> expected;
      for (const std::string& term : words) {
        const auto edits = ReferenceMatch(pattern, term);
        if (edits.has_value()) expected[term] = *edits;
      }
      EXPECT_EQ(Find(pattern, terms), expected) << pattern.text;
    }
  }
}

}  // namespace
}  // namespace trialdex
