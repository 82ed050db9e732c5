#include "libs/search/facets/facet_counter.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/search/facets/testing/sample_index.h"

namespace trialdex {
namespace {

using ::testing::IsEmpty;

// "united states 3, china* 1" with a star for what is selected.
std::string Values(const v1::Facet& facet) {
  return absl::StrJoin(facet.values(), ", ", [](std::string* out, const v1::FacetValue& value) {
    absl::StrAppend(out, value.value(), value.selected() ? "* " : " ", value.count());
  });
}

// "2020-2021 3, 2021-2022 0".
std::string Buckets(const v1::Facet& facet) {
  return absl::StrJoin(facet.buckets(), ", ", [](std::string* out, const v1::FacetBucket& bucket) {
    absl::StrAppend(out, bucket.lower_bound(), "..", bucket.upper_bound(), " ", bucket.count());
  });
}

using FacetCounterTest = SampleIndexTest;

TEST_F(FacetCounterTest, TheMostFrequentValueComesFirstAndEqualOnesInOrder) {
  Load({{{{}, {"Peru", "Chile"}}, {{}, {"Chile"}}, {{}, {"Benin"}}, {}}});
  const v1::Facet facet = Count(Request("country"));
  EXPECT_EQ(facet.field(), "country");
  EXPECT_EQ(Values(facet), "chile 2, benin 1, peru 1");
  EXPECT_EQ(facet.values(0).display(), "Chile");
  EXPECT_EQ(facet.missing_count(), 1);
  EXPECT_EQ(facet.other_count(), 0);
  EXPECT_EQ(facet.distinct_count(), 3);
  EXPECT_EQ(facet.total_count(), 4);
}

TEST_F(FacetCounterTest, OthersHaveNoneOfTheListedValues) {
  Load({{{{}, {"Peru", "Chile"}}, {{}, {"Chile"}}, {{}, {"Benin", "Peru"}}, {{}, {"Benin"}}, {}}});
  v1::FacetRequest request = Request("country");
  request.set_limit(1);
  const v1::Facet facet = Count(request);
  EXPECT_EQ(Values(facet), "benin 2");
  // Chile, and Peru with Chile; Peru with Benin is under Benin.
  EXPECT_EQ(facet.other_count(), 2);
  EXPECT_EQ(facet.distinct_count(), 3);
}

TEST_F(FacetCounterTest, AnEmptyIndexAndAQueryWithoutHitsCountNothing) {
  Load({});
  EXPECT_EQ(Count(Request("country")).total_count(), 0);
  Load({{{{}, {"Peru"}, {}, "", false, false}, {{}, {"Chile"}, 7, "2020", true}}});
  for (const char* field : {"country", "start_year", "enrollment"}) {
    const v1::Facet facet = Count(Request(field));
    EXPECT_THAT(facet.values(), IsEmpty());
    EXPECT_THAT(facet.buckets(), IsEmpty());
    EXPECT_EQ(facet.total_count(), 0);
    EXPECT_EQ(facet.distinct_count(), 0);
  }
}

TEST_F(FacetCounterTest, APrefixForgivesCaseAndAccents) {
  Load({{{{}, {"Côte d'Ivoire"}}, {{}, {"cOstA Rica"}}, {{}, {"China"}}, {{"PHASE1"}, {"Peru"}}}});
  v1::FacetRequest request = Request("country");
  request.set_prefix("CO");
  v1::Facet facet = Count(request);
  EXPECT_EQ(Values(facet), "costa rica 1, côte d'ivoire 1");
  EXPECT_EQ(facet.distinct_count(), 2);
  EXPECT_EQ(facet.other_count(), 2);
  request.set_prefix("cô");
  EXPECT_EQ(Values(Count(request)), "costa rica 1, côte d'ivoire 1");
  request = Request("phase");
  request.set_prefix("phase");
  facet = Count(request);
  EXPECT_EQ(Values(facet), "PHASE1 1");
  EXPECT_EQ(facet.missing_count(), 3);
}

// The same four trials under many filters.
struct FilterRow {
  std::string filter;
  std::string phases;
  std::string countries;
};

class DisjunctionTest : public FacetCounterTest, public testing::WithParamInterface<FilterRow> {};

TEST_P(DisjunctionTest, AFacetIsCountedWithoutWhatSpeaksOfItAlone) {
  Load({{{{"PHASE1"}, {"Peru"}, 10}, {{"PHASE2"}, {"Peru"}, 20}},
        {{{"PHASE2", "PHASE3"}, {"Chile"}, 30}, {{"PHASE3"}, {"Chile", "Peru"}, 40}}});
  const CountedFacets counted = CountAll({Request("phase"), Request("country")}, GetParam().filter);
  EXPECT_EQ(Values(counted.facets[0]), GetParam().phases);
  EXPECT_EQ(Values(counted.facets[1]), GetParam().countries);
}

INSTANTIATE_TEST_SUITE_P(
    Filters, DisjunctionTest,
    testing::Values(
        FilterRow{"", "PHASE2 2, PHASE3 2, PHASE1 1", "peru 3, chile 2"},
        FilterRow{"phase = PHASE1", "PHASE2 2, PHASE3 2, PHASE1* 1", "peru 1"},
        FilterRow{"phase = PHASE1 OR phase = PHASE2", "PHASE2* 2, PHASE3 2, PHASE1* 1",
                  "peru 2, chile 1"},
        // Two parts of one field go together, a NOT goes, too, but selects nothing.
        FilterRow{"phase = PHASE3 AND NOT phase = PHASE2", "PHASE2 2, PHASE3* 2, PHASE1 1",
                  "chile 1, peru 1"},
        FilterRow{"phase = PHASE2 AND country = chile", "PHASE3 2, PHASE2* 1", "chile* 1, peru 1"},
        FilterRow{"phase = PHASE2 AND (country = chile AND phase = PHASE3)", "PHASE3* 2, PHASE2* 1",
                  "chile* 1"},
        // What speaks of two fields holds for both.
        FilterRow{"(phase = PHASE1 OR country = chile)", "PHASE3 2, PHASE1 1, PHASE2 1",
                  "chile 2, peru 2"},
        FilterRow{"enrollment > 10 AND phase = PHASE2", "PHASE2* 2, PHASE3 2", "chile 1, peru 1"},
        FilterRow{"NOT country:*", "", "peru 3, chile 2"},
        FilterRow{"id = NCT00001000", "PHASE1 1", "peru 1"}));

TEST_F(FacetCounterTest, WithItsOwnFilterAFacetCountsTheHits) {
  Load({{{{"PHASE1"}}, {{"PHASE2"}}, {{"PHASE2", "PHASE3"}}}});
  v1::FacetRequest request = Request("phase");
  request.set_with_own_filter(true);
  const v1::Facet facet = Count(request, "phase = PHASE2");
  EXPECT_EQ(Values(facet), "PHASE2* 2, PHASE3 1");
  EXPECT_EQ(facet.total_count(), 2);
}

TEST_F(FacetCounterTest, DatesAreCountedByTheirFirstDay) {
  Load({{{{}, {}, {}, "2019"},
         {{}, {}, {}, "2019-05"},
         {{}, {}, {}, "2019-12"},
         {{}, {}, {}, "2021-01"},
         {}}});
  EXPECT_EQ(Buckets(Count(Request("start_year"))), "2019..2020 3, 2020..2021 0, 2021..2022 1");
  v1::FacetRequest request = Request("start_date");
  request.set_date_interval(v1::DATE_INTERVAL_QUARTER);
  const v1::Facet facet = Count(request);
  EXPECT_EQ(Buckets(facet),
            "2019-01..2019-04 1, 2019-04..2019-07 1, 2019-07..2019-10 0, 2019-10..2020-01 1, "
            "2020-01..2020-04 0, 2020-04..2020-07 0, 2020-07..2020-10 0, 2020-10..2021-01 0, "
            "2021-01..2021-04 1");
  EXPECT_EQ(facet.missing_count(), 1);
  EXPECT_EQ(facet.distinct_count(), 4);
  EXPECT_EQ(facet.total_count(), 5);
}

TEST_F(FacetCounterTest, ADateIsCountedWithoutItsOwnRange) {
  Load({{{{}, {}, 5, "2019"}, {{}, {}, 50, "2020"}}});
  const CountedFacets counted =
      CountAll({Request("start_year"), Request("enrollment")}, "start_date >= 2020");
  EXPECT_EQ(Buckets(counted.facets[0]), "2019..2020 1, 2020..2021 1");
  EXPECT_EQ(counted.facets[1].total_count(), 1);
}

TEST_F(FacetCounterTest, NumbersFallIntoTheBucketsAskedFor) {
  Load({{{{}, {}, 0}, {{}, {}, 49}, {{}, {}, 50}, {{}, {}, 700}, {}}});
  v1::FacetRequest request = Request("enrollment");
  for (const double bound : {0, 50, 100, 500}) request.add_number_bounds(bound);
  const v1::Facet facet = Count(request);
  EXPECT_EQ(Buckets(facet), "0..50 2, 50..100 1, 100..500 0, 500.. 1");
  EXPECT_EQ(facet.missing_count(), 1);
}

TEST_F(FacetCounterTest, WhatThereIsNoTimeForHasItsNameOnly) {
  Load({{{{"PHASE1"}}}, {{{"PHASE2"}}}});
  int asked = 0;
  const CountedFacets cut =
      CountAll({Request("phase"), Request("country")}, "", [&asked] { return ++asked > 1; });
  EXPECT_TRUE(cut.out_of_time);
  ASSERT_EQ(cut.facets.size(), 2);
  EXPECT_EQ(cut.facets[1].field(), "country");
  EXPECT_EQ(cut.facets[1].total_count(), 0);
}

}  // namespace
}  // namespace trialdex
