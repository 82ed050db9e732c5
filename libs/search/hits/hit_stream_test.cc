#include "libs/search/hits/hit_stream.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/search/testing/test_index.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Small, so that a few trials need several windows and responses.
SearchEngineOptions SmallRuns() {
  SearchEngineOptions options;
  options.stream.window = 7;
  options.stream.max_response_bytes = 200;
  return options;
}

v1::StreamSearchRequest Request(const std::string& query, const std::string& order_by = "") {
  v1::StreamSearchRequest request;
  request.mutable_search()->set_query(query);
  request.mutable_search()->set_order_by(order_by);
  return request;
}

class HitStreamTest : public testing::Test {
 protected:
  HitStreamTest() : index_(SmallRuns()) {}

  void PutTrials(int first, int last, const std::string& title = "stroke") {
    for (int i = first; i <= last; ++i) {
      v1::Trial trial = TestTrial(i, title);
      trial.mutable_design()->mutable_enrollment()->set_count(1000 - i % 5);
      index_.Put(trial);
    }
    index_.Commit();
  }

  std::unique_ptr<HitStream> Open(const v1::StreamSearchRequest& request) {
    auto stream = index_.engine().Stream(request);
    EXPECT_OK(stream);
    return *std::move(stream);
  }

  // What the next response of `stream` holds; false if there is none.
  static bool Next(HitStream& stream, v1::StreamSearchResponse& response) {
    Serialized<v1::StreamSearchResponse> serialized;
    const auto made = stream.Next(serialized);
    EXPECT_OK(made);
    EXPECT_TRUE(response.ParseFromString(serialized.bytes));
    return made.value_or(false);
  }

  // The ids of the rest of `stream`.
  static std::vector<std::string> Rest(HitStream& stream) {
    std::vector<std::string> ids;
    v1::StreamSearchResponse response;
    while (Next(stream, response)) {
      for (const v1::TrialHit& hit : response.hits()) ids.push_back(hit.id());
    }
    EXPECT_THAT(response.hits(), IsEmpty());
    return ids;
  }

  static std::vector<std::string> TestIds(int first, int last) {
    std::vector<std::string> ids;
    for (int i = first; i <= last; ++i) ids.push_back(TestTrialId(i));
    return ids;
  }

  TestIndex index_;
};

TEST_F(HitStreamTest, AllHitsComeOnceInOrderOfTheirIds) {
  PutTrials(21, 40);
  PutTrials(1, 20);
  EXPECT_EQ(Rest(*Open(Request(""))), TestIds(1, 40));
  EXPECT_EQ(Rest(*Open(Request("stroke"))), TestIds(1, 40));
}

TEST_F(HitStreamTest, TheFirstResponseSaysWhatTheStreamIsOf) {
  PutTrials(1, 20);
  const auto stream = Open(Request("stroke"));
  v1::StreamSearchResponse response;
  ASSERT_TRUE(Next(*stream, response));
  EXPECT_EQ(response.total_size(), 20);
  EXPECT_EQ(response.position(), 2U);
  EXPECT_EQ(response.log_id(), "log-1");
  ASSERT_GT(response.hits_size(), 0);
  EXPECT_LT(response.hits_size(), 7);
  EXPECT_EQ(response.hits(0).summary().brief_title(), "stroke");
  ASSERT_TRUE(Next(*stream, response));
  EXPECT_EQ(response.log_id(), "");
}

TEST_F(HitStreamTest, ASearchWithoutHitsHasOneResponse) {
  PutTrials(1, 2);
  const auto stream = Open(Request("nothing"));
  v1::StreamSearchResponse response;
  ASSERT_TRUE(Next(*stream, response));
  EXPECT_EQ(response.total_size(), 0);
  EXPECT_EQ(response.log_id(), "log-1");
  EXPECT_FALSE(Next(*stream, response));
}

TEST_F(HitStreamTest, HitsAreThoseOfTheCommitThatItBeganWith) {
  PutTrials(1, 30);
  const auto stream = Open(Request(""));
  v1::StreamSearchResponse response;
  ASSERT_TRUE(Next(*stream, response));
  const int before = response.hits_size();
  for (int i = 1; i <= 30; ++i) index_.Remove(TestTrialId(i));
  PutTrials(31, 60, "later");
  EXPECT_EQ(Rest(*stream), TestIds(before + 1, 30));
  EXPECT_EQ(Rest(*Open(Request(""))), TestIds(31, 60));
}

TEST_F(HitStreamTest, ALimitEndsTheStreamEarly) {
  PutTrials(1, 30);
  for (const int limit : {1, 6, 7, 8, 14, 29}) {
    v1::StreamSearchRequest request = Request("");
    request.set_limit(limit);
    EXPECT_EQ(Rest(*Open(request)), TestIds(1, limit)) << limit;
  }
}

TEST_F(HitStreamTest, OtherOrdersAreThoseOfPages) {
  PutTrials(1, 30);
  for (const std::string order : {"enrollment", "enrollment desc", "id desc", "relevance"}) {
    v1::SearchTrialsRequest pages;
    pages.set_query("stroke");
    pages.set_order_by(order);
    pages.set_page_size(100);
    std::vector<std::string> expected;
    const auto found = index_.engine().Search(pages);
    ASSERT_OK(found);
    for (const v1::TrialHit& hit : found->hits()) expected.push_back(hit.id());
    ASSERT_EQ(expected.size(), 30U);
    EXPECT_EQ(Rest(*Open(Request("stroke", order))), expected) << order;
  }
}

TEST_F(HitStreamTest, AReadMaskLeavesWhatItNames) {
  PutTrials(1, 1);
  v1::StreamSearchRequest request = Request("");
  request.mutable_search()->mutable_read_mask()->add_paths("id");
  v1::StreamSearchResponse response;
  ASSERT_TRUE(Next(*Open(request), response));
  EXPECT_EQ(response.hits(0).trial().id(), TestTrialId(1));
  EXPECT_FALSE(response.hits(0).trial().has_identification());
}

TEST_F(HitStreamTest, WhatBelongsToPagesIsRefused) {
  v1::StreamSearchRequest paged = Request("");
  paged.mutable_search()->set_page_size(5);
  EXPECT_THAT(index_.engine().Stream(paged),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_size")));
  v1::StreamSearchRequest counted = Request("");
  counted.mutable_search()->add_facets();
  EXPECT_THAT(index_.engine().Stream(counted),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("facets")));
  v1::StreamSearchRequest negative = Request("");
  negative.set_limit(-1);
  EXPECT_THAT(index_.engine().Stream(negative),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("limit")));
  EXPECT_THAT(index_.engine().Stream(Request("(")), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace trialdex
