#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/search/facets/testing/sample_index.h"

namespace trialdex {
namespace {

using ::testing::IsEmpty;

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

using FacetCounterRandomTest = SampleIndexTest;

TEST_F(FacetCounterRandomTest, AgreesWithCountingByHandOnRandomTrialsAndFilters) {
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
