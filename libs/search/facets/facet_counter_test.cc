#include "libs/search/facets/facet_counter.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/testing/memory_segment.h"
#include "libs/query/filter_parser.h"
#include "libs/trial/partial_date.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A trial, in the terms of the tests.
struct Sample {
  std::vector<std::string> phases = {};
  std::vector<std::string> countries = {};
  std::optional<int> enrollment = std::nullopt;
  // "2020" or "2020-04".
  std::string start_date = "";
  bool deleted = false;
  bool matches_query = true;
};

MemoryDocument ToDocument(const std::string& id, const Sample& sample) {
  MemoryDocument document{id};
  for (const std::string& phase : sample.phases) {
    document.keyword_terms.push_back(KeywordTerm(KeywordField::kPhase, phase, phase));
  }
  for (const std::string& country : sample.countries) {
    document.keyword_terms.push_back(
        KeywordTerm(KeywordField::kCountry, absl::AsciiStrToLower(country), country));
  }
  if (sample.enrollment.has_value()) {
    document.columns[static_cast<size_t>(Column::kEnrollment)] = int64_t{*sample.enrollment};
  }
  if (!sample.start_date.empty()) {
    const v1::PartialDate date = ParsePartialDate(sample.start_date).value();
    document.columns[static_cast<size_t>(Column::kStartDate)] =
        DayRange{EarliestDay(date), LatestDay(date)};
  }
  document.deleted = sample.deleted;
  return document;
}

v1::FacetRequest Request(const std::string& field) {
  v1::FacetRequest request;
  request.set_field(field);
  return request;
}

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

class FacetCounterTest : public testing::Test {
 protected:
  void Load(const std::vector<std::vector<Sample>>& segments) {
    std::vector<std::vector<MemoryDocument>> documents;
    for (const std::vector<Sample>& samples : segments) {
      documents.emplace_back();
      for (const Sample& sample : samples) {
        const size_t number = documents.size() * 1000 + documents.back().size();
        documents.back().push_back(ToDocument(absl::StrFormat("NCT%08d", number), sample));
      }
    }
    snapshot_ = MakeMemorySnapshot(documents, cache_);
    samples_ = segments;
  }

  std::vector<DocSet> QueryMatches() const {
    std::vector<DocSet> matches;
    for (const std::vector<Sample>& samples : samples_) {
      DocSet docs(static_cast<uint32_t>(samples.size()));
      bool any_live = false;
      for (uint32_t doc = 0; doc < samples.size(); ++doc) {
        any_live = any_live || !samples[doc].deleted;
        if (samples[doc].matches_query && !samples[doc].deleted) docs.Add(doc);
      }
      // Snapshots leave out segments without a live trial.
      if (any_live) matches.push_back(std::move(docs));
    }
    return matches;
  }

  CountedFacets CountAll(
      const std::vector<v1::FacetRequest>& requests, const std::string& filter,
      const OutOfTime& out_of_time = [] { return false; }) {
    const google::protobuf::RepeatedPtrField<v1::FacetRequest> list(requests.begin(),
                                                                    requests.end());
    const auto specs = ParseFacets(list);
    EXPECT_OK(specs);
    const auto parsed = ParseFilter(filter);
    EXPECT_OK(parsed) << filter;
    auto counted = CountFacets(*snapshot_, *parsed, *specs, QueryMatches(), out_of_time);
    EXPECT_OK(counted);
    return *std::move(counted);
  }
  v1::Facet Count(const v1::FacetRequest& request, const std::string& filter = "") {
    return CountAll({request}, filter).facets.at(0);
  }

  ByteCache cache_{size_t{8} << 20};
  std::vector<std::vector<Sample>> samples_;
  std::shared_ptr<const IndexSnapshot> snapshot_;
};

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

// Random trials, filters and facets against counting by hand.

struct Clause {
  std::string text;
  std::set<std::string> fields;
  std::function<bool(const Sample&)> holds;
};

class RandomTrials {
 public:
  explicit RandomTrials(uint32_t seed) : random_(seed) {}

  size_t Below(size_t bound) { return random_() % bound; }

  std::vector<std::vector<Sample>> Segments() {
    std::vector<std::vector<Sample>> segments(1 + Below(4));
    for (std::vector<Sample>& samples : segments) {
      // More than one word of a bit set, sometimes none at all.
      samples.resize(Below(150));
      for (Sample& sample : samples) sample = One();
    }
    return segments;
  }

  Clause RandomClause() {
    const std::string phase = Phase();
    const std::string country = absl::AsciiStrToLower(Country());
    const auto has_phase = [phase](const Sample& sample) { return Has(sample.phases, phase); };
    const auto has_country = [country](const Sample& sample) {
      return std::any_of(
          sample.countries.begin(), sample.countries.end(),
          [&](const std::string& one) { return absl::AsciiStrToLower(one) == country; });
    };
    const int bound = static_cast<int>(Below(60));
    switch (Below(6)) {
      case 0:
        return {absl::StrCat("phase = ", phase), {"phase"}, has_phase};
      case 1:
        return {absl::StrCat("NOT country = ", country), {"country"}, [=](const Sample& sample) {
                  return !has_country(sample);
                }};
      case 2:
        return {
            absl::StrCat("(country = ", country, " OR NOT country:*)"),
            {"country"},
            [=](const Sample& sample) { return sample.countries.empty() || has_country(sample); }};
      case 3:
        return {absl::StrCat("(phase = ", phase, " OR country = ", country, ")"),
                {"phase", "country"},
                [=](const Sample& sample) { return has_phase(sample) || has_country(sample); }};
      case 4:
        return {absl::StrCat("enrollment > ", bound), {"enrollment"}, [=](const Sample& sample) {
                  return sample.enrollment.has_value() && *sample.enrollment > bound;
                }};
      default:
        return {"start_date:*", {"start_year"}, [](const Sample& sample) {
                  return !sample.start_date.empty();
                }};
    }
  }

 private:
  static bool Has(const std::vector<std::string>& values, const std::string& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
  }
  std::string Phase() { return absl::StrCat("PHASE", 1 + Below(4)); }
  std::string Country() {
    const char* const countries[] = {"Peru", "Chile", "Benin", "Nepal", "Gabon", "Laos", "Fiji"};
    return countries[Below(7)];
  }

  Sample One() {
    Sample sample;
    for (size_t i = Below(3); i > 0; --i) sample.phases.push_back(Phase());
    for (size_t i = Below(4); i > 0; --i) sample.countries.push_back(Country());
    if (Below(4) > 0) sample.enrollment = static_cast<int>(Below(60));
    if (Below(4) > 0) sample.start_date = absl::StrCat(2015 + Below(5), Below(2) == 0 ? "" : "-06");
    sample.deleted = Below(5) == 0;
    sample.matches_query = Below(3) > 0;
    return sample;
  }

  std::mt19937 random_;
};

// What a trial counts under in a facet.
std::set<std::string> Keys(const std::string& field, const Sample& sample) {
  std::set<std::string> keys;
  if (field == "phase") keys.insert(sample.phases.begin(), sample.phases.end());
  if (field == "country") {
    for (const std::string& country : sample.countries) keys.insert(absl::AsciiStrToLower(country));
  }
  if (field == "start_year" && !sample.start_date.empty()) {
    keys.insert(sample.start_date.substr(0, 4));
  }
  if (field == "enrollment" && sample.enrollment.has_value()) {
    keys.insert(absl::StrCat(*sample.enrollment / 10 * 10));
  }
  return keys;
}

TEST_F(FacetCounterTest, AgreesWithCountingByHandOnRandomTrialsAndFilters) {
  constexpr size_t kLimit = 3;
  std::vector<v1::FacetRequest> requests = {Request("phase"), Request("country"),
                                            Request("start_year"), Request("enrollment")};
  for (v1::FacetRequest& request : requests) request.set_limit(kLimit);
  for (const double bound : {0, 10, 20, 30, 40, 50}) requests[3].add_number_bounds(bound);
  for (uint32_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    RandomTrials random(seed);
    Load(random.Segments());
    std::vector<Clause> clauses(random.Below(5));
    for (Clause& clause : clauses) clause = random.RandomClause();
    const std::string filter = absl::StrJoin(
        clauses, " AND ",
        [](std::string* out, const Clause& clause) { absl::StrAppend(out, clause.text); });
    SCOPED_TRACE(filter);
    const CountedFacets counted = CountAll(requests, filter);
    EXPECT_FALSE(counted.out_of_time);
    for (const v1::Facet& facet : counted.facets) {
      SCOPED_TRACE(facet.field());
      std::vector<const Sample*> trials;
      for (const auto& samples : samples_) {
        for (const Sample& sample : samples) {
          const bool selected =
              std::all_of(clauses.begin(), clauses.end(), [&](const Clause& clause) {
                return clause.fields == std::set<std::string>{facet.field()} ||
                       clause.holds(sample);
              });
          if (sample.matches_query && !sample.deleted && selected) trials.push_back(&sample);
        }
      }
      std::map<std::string, int64_t> expected;
      int64_t missing = 0;
      for (const Sample* trial : trials) {
        const std::set<std::string> keys = Keys(facet.field(), *trial);
        missing += keys.empty() ? 1 : 0;
        for (const std::string& key : keys) ++expected[key];
      }
      EXPECT_EQ(facet.total_count(), static_cast<int64_t>(trials.size()));
      EXPECT_EQ(facet.missing_count(), missing);
      for (const v1::FacetBucket& bucket : facet.buckets()) {
        EXPECT_EQ(bucket.count(), expected[bucket.lower_bound()]) << bucket.lower_bound();
        expected.erase(bucket.lower_bound());
      }
      if (facet.field() == "start_year" || facet.field() == "enrollment") {
        EXPECT_THAT(expected, IsEmpty());
        continue;
      }
      EXPECT_EQ(facet.distinct_count(), static_cast<int64_t>(expected.size()));
      std::vector<std::pair<int64_t, std::string>> order;
      for (const auto& [value, count] : expected) order.emplace_back(-count, value);
      std::sort(order.begin(), order.end());
      order.resize(std::min(order.size(), kLimit));
      std::set<std::string> listed;
      ASSERT_EQ(facet.values_size(), static_cast<int>(order.size()));
      for (size_t i = 0; i < order.size(); ++i) {
        EXPECT_EQ(facet.values(static_cast<int>(i)).value(), order[i].second);
        EXPECT_EQ(facet.values(static_cast<int>(i)).count(), -order[i].first);
        listed.insert(order[i].second);
      }
      const auto is_other = [&](const Sample* trial) {
        const std::set<std::string> keys = Keys(facet.field(), *trial);
        return !keys.empty() && std::none_of(keys.begin(), keys.end(),
                                             [&](const auto& key) { return listed.contains(key); });
      };
      EXPECT_EQ(facet.other_count(), std::count_if(trials.begin(), trials.end(), is_other));
    }
  }
}

}  // namespace
}  // namespace trialdex
