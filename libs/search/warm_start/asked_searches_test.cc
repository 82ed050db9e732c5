#include "libs/search/warm_start/asked_searches.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

v1::SearchTrialsRequest For(const std::string& query) {
  v1::SearchTrialsRequest request;
  request.set_query(query);
  return request;
}

std::vector<std::string> Queries(const AskedSearches& asked) {
  std::vector<std::string> queries;
  for (const v1::SearchTrialsRequest& search : asked.Get()) queries.push_back(search.query());
  return queries;
}

TEST(AskedSearchesTest, TheLastOneComesFirstAndEachOnce) {
  AskedSearches asked;
  for (const char* query : {"asthma", "stroke", "asthma", "gout"}) asked.Add(For(query));
  EXPECT_THAT(Queries(asked), ElementsAre("gout", "asthma", "stroke"));
}

TEST(AskedSearchesTest, TheOldestGoFirst) {
  AskedSearches asked;
  for (size_t i = 0; i <= AskedSearches::kMost; ++i) asked.Add(For(absl::StrCat("word", i)));
  const std::vector<std::string> queries = Queries(asked);
  ASSERT_THAT(queries, SizeIs(AskedSearches::kMost));
  EXPECT_EQ(queries.back(), "word1");
}

TEST(AskedSearchesTest, PagesAndViewsOfOneSearchAreOne) {
  AskedSearches asked;
  asked.Add(For("asthma"));
  v1::SearchTrialsRequest request = For("asthma");
  request.set_page_size(100);
  request.set_view(v1::TRIAL_VIEW_FULL);
  request.set_min_position(7);
  request.set_log_id("log-1");
  request.set_highlight(true);
  asked.Add(request);
  EXPECT_THAT(Queries(asked), ElementsAre("asthma"));
  EXPECT_EQ(asked.changes(), 1U);
}

TEST(AskedSearchesTest, AFilterMakesAnotherSearch) {
  AskedSearches asked;
  asked.Add(For("asthma"));
  v1::SearchTrialsRequest request = For("asthma");
  request.set_filter("phase = PHASE2");
  asked.Add(request);
  EXPECT_THAT(Queries(asked), ElementsAre("asthma", "asthma"));
}

TEST(AskedSearchesTest, FreeTextIsNeverRemembered) {
  AskedSearches asked;
  v1::SearchTrialsRequest request;
  request.set_text("a woman of 61 with a cough");
  request.set_filter("overall_status = RECRUITING");
  asked.Add(request);
  EXPECT_THAT(asked.Get(), IsEmpty());
}

TEST(AskedSearchesTest, LaterPagesLongAndEmptySearchesAreLeftOut) {
  AskedSearches asked;
  v1::SearchTrialsRequest request = For("asthma");
  request.set_page_token("next");
  asked.Add(request);
  asked.Add(For(std::string(3000, 'a')));
  asked.Add({});
  EXPECT_THAT(asked.Get(), IsEmpty());
  EXPECT_EQ(asked.changes(), 0U);
}

}  // namespace
}  // namespace trialdex
