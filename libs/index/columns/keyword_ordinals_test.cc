#include "libs/index/columns/keyword_ordinals.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/counting/global_ordinals.h"
#include "libs/index/testing/memory_segment.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::Optional;

// A document with these cities.
MemoryDocument InCities(const std::string& id, const std::vector<std::string>& cities) {
  MemoryDocument document{id};
  for (const std::string& city : cities) {
    const std::string normal = NormalKeyword(KeywordField::kCity, city).value();
    document.keyword_terms.push_back(KeywordTerm(KeywordField::kCity, normal, city));
  }
  return document;
}

KeywordOrdinals Cities(std::vector<MemoryDocument> documents) {
  return KeywordOrdinals::Read(*MakeMemorySegment(std::move(documents)), KeywordField::kCity)
      .value();
}

TEST(KeywordOrdinalsTest, ValuesAreNumberedInOrderOfTheirNormalForms) {
  const KeywordOrdinals ordinals = Cities({InCities("A", {"Paris", "Bonn"}), InCities("B", {}),
                                           InCities("C", {"Bonn"}), InCities("D", {"Aachen"})});
  ASSERT_EQ(ordinals.value_count(), 3U);
  EXPECT_EQ(ordinals.normal(0), "aachen");
  EXPECT_EQ(ordinals.display(1), "Bonn");
  EXPECT_EQ(ordinals.document_frequency(1), 2U);
  EXPECT_THAT(ordinals.of(0), ElementsAre(1, 2));
  EXPECT_THAT(ordinals.of(1), IsEmpty());
  EXPECT_THAT(ordinals.of(2), ElementsAre(1));
  EXPECT_THAT(ordinals.of(3), ElementsAre(0));
  EXPECT_THAT(ordinals.with_one().ToVector(), ElementsAre(2, 3));
  EXPECT_THAT(ordinals.with_several().ToVector(), ElementsAre(0));
  EXPECT_EQ(ordinals.only_of(2), 1U);
  EXPECT_THAT(ordinals.Find("paris"), Optional(Eq(2)));
  EXPECT_EQ(ordinals.Find("par"), std::nullopt);
  EXPECT_EQ(ordinals.Find("z"), std::nullopt);
}

TEST(KeywordOrdinalsTest, SpellingsAreOneValueShownAsMostDocumentsWriteIt) {
  const KeywordOrdinals ordinals =
      Cities({InCities("A", {"NEW YORK"}), InCities("B", {"New York"}), InCities("C", {"New York"}),
              InCities("D", {"new york"})});
  ASSERT_EQ(ordinals.value_count(), 1U);
  EXPECT_EQ(ordinals.normal(0), "new york");
  EXPECT_EQ(ordinals.display(0), "New York");
  EXPECT_EQ(ordinals.document_frequency(0), 4U);
  EXPECT_EQ(ordinals.display_frequency(0), 2U);
}

TEST(KeywordOrdinalsTest, AValueThatBeginsAnotherStaysItsOwn) {
  const KeywordOrdinals ordinals =
      Cities({InCities("A", {"York"}), InCities("B", {"York Town"}), InCities("C", {"YORK"})});
  ASSERT_EQ(ordinals.value_count(), 2U);
  EXPECT_THAT(ordinals.of(0), ElementsAre(0));
  EXPECT_THAT(ordinals.of(1), ElementsAre(1));
  EXPECT_THAT(ordinals.of(2), ElementsAre(0));
}

TEST(KeywordOrdinalsTest, WordsOfEnumsAreShownAsTheyAre) {
  MemoryDocument document{"A"};
  document.keyword_terms = {"phase=PHASE2", "phase=PHASE3"};
  const auto ordinals = KeywordOrdinals::Read(*MakeMemorySegment({document}), KeywordField::kPhase);
  ASSERT_OK(ordinals);
  EXPECT_EQ(ordinals->normal(1), "PHASE3");
  EXPECT_EQ(ordinals->display(1), "PHASE3");
}

class GlobalOrdinalsTest : public testing::Test {
 protected:
  ByteCache cache_{size_t{1} << 20};
};

TEST_F(GlobalOrdinalsTest, SegmentsShareTheNumbersOfASnapshot) {
  const auto snapshot = MakeMemorySnapshot(
      {{InCities("A", {"Paris", "Bonn"})},
       {InCities("X", {})},
       {InCities("B", {"Aachen", "BONN"}), InCities("C", {"BONN"}), InCities("D", {"Zagreb"})}},
      cache_);
  const auto global = GlobalOrdinals::Of(*snapshot, KeywordField::kCity);
  ASSERT_OK(global);
  ASSERT_EQ((*global)->value_count(), 4U);
  EXPECT_EQ((*global)->normal(0), "aachen");
  EXPECT_EQ((*global)->normal(1), "bonn");
  EXPECT_EQ((*global)->display(1), "BONN");
  EXPECT_EQ((*global)->display(2), "Paris");
  EXPECT_THAT((*global)->from_segment(0), ElementsAre(1, 2));
  EXPECT_THAT((*global)->from_segment(1), IsEmpty());
  EXPECT_THAT((*global)->from_segment(2), ElementsAre(0, 1, 3));
  EXPECT_EQ((*global)->of_segment(2).value_count(), 3U);
}

TEST_F(GlobalOrdinalsTest, AreMadeOnceForASnapshotAndCounted) {
  const auto snapshot = MakeMemorySnapshot({{InCities("A", {"Paris"})}}, cache_);
  const size_t before = cache_.bytes();
  const auto first = GlobalOrdinals::Of(*snapshot, KeywordField::kCity).value();
  EXPECT_GT(cache_.bytes(), before);
  EXPECT_EQ(GlobalOrdinals::Of(*snapshot, KeywordField::kCity).value(), first);
}

TEST_F(GlobalOrdinalsTest, ValuesOfOneSegmentMayAllComeBeforeThoseOfAnother) {
  const auto snapshot = MakeMemorySnapshot(
      {{InCities("A", {"a", "b", "c", "x"})}, {InCities("B", {"c", "d", "y", "z"})}}, cache_);
  const auto global = GlobalOrdinals::Of(*snapshot, KeywordField::kCity).value();
  EXPECT_EQ(global->value_count(), 7U);
  EXPECT_THAT(global->from_segment(0), ElementsAre(0, 1, 2, 4));
  EXPECT_THAT(global->from_segment(1), ElementsAre(2, 3, 5, 6));
}

TEST_F(GlobalOrdinalsTest, WhatWasCountedBeforeIsReadyInTheNextSnapshot) {
  const auto before = MakeMemorySnapshot({{InCities("A", {"Paris"})}}, cache_);
  ASSERT_OK(GlobalOrdinals::Of(*before, KeywordField::kCity));
  const auto snapshot = MakeMemorySnapshot({{InCities("A", {"Paris"})}}, cache_);
  GlobalOrdinals::MakeReady(*snapshot, before.get());
  const size_t bytes = cache_.bytes();
  ASSERT_OK(GlobalOrdinals::Of(*snapshot, KeywordField::kCity));
  EXPECT_EQ(cache_.bytes(), bytes);
  ASSERT_OK(GlobalOrdinals::Of(*snapshot, KeywordField::kCountry));
  EXPECT_GT(cache_.bytes(), bytes);
}

TEST_F(GlobalOrdinalsTest, WhatIsUsuallyCountedIsReadyInTheFirstSnapshot) {
  const auto snapshot = MakeMemorySnapshot({{InCities("A", {"Paris"})}}, cache_);
  GlobalOrdinals::MakeReady(*snapshot, nullptr);
  const size_t bytes = cache_.bytes();
  ASSERT_OK(GlobalOrdinals::Of(*snapshot, KeywordField::kCountry));
  EXPECT_EQ(cache_.bytes(), bytes);
}

TEST_F(GlobalOrdinalsTest, AFieldThatNobodyHasIsEmpty) {
  const auto snapshot = MakeMemorySnapshot({{InCities("A", {"Paris"})}}, cache_);
  EXPECT_EQ(GlobalOrdinals::Of(*snapshot, KeywordField::kOfficial).value()->value_count(), 0U);
}

}  // namespace
}  // namespace trialdex
