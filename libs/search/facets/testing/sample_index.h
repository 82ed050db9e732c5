// Trials to count, in memory, for tests of facets.
#ifndef TRIALDEX_LIBS_SEARCH_FACETS_TESTING_SAMPLE_INDEX_H_
#define TRIALDEX_LIBS_SEARCH_FACETS_TESTING_SAMPLE_INDEX_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "gtest/gtest.h"
#include "libs/index/testing/memory_segment.h"
#include "libs/query/filter_parser.h"
#include "libs/search/facets/facet_counter.h"
#include "libs/trial/partial_date.h"
#include "tests/support/status_matchers.h"

namespace trialdex {

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

inline MemoryDocument ToDocument(const std::string& id, const Sample& sample) {
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

inline v1::FacetRequest Request(const std::string& field) {
  v1::FacetRequest request;
  request.set_field(field);
  return request;
}

// Counts facets over samples.
class SampleIndexTest : public testing::Test {
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

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FACETS_TESTING_SAMPLE_INDEX_H_
