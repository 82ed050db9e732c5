#include "libs/search/wire/serialized.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "trialdex/v1/search.pb.h"

namespace trialdex {
namespace {

TEST(SerializedTest, FieldsAreThoseThatTheMessageWouldHave) {
  for (const size_t size : {0, 1, 127, 128, 20'000}) {
    v1::SearchTrialsResponse expected;
    expected.set_total_size(7);
    v1::TrialSummary& summary = *expected.add_hits()->mutable_summary();
    summary.set_brief_title(std::string(size, 'x'));

    Serialized<v1::SearchTrialsResponse> serialized;
    std::string hit;
    AppendField(v1::TrialHit::kSummaryFieldNumber, summary.SerializeAsString(), hit);
    AppendFieldHeader(v1::SearchTrialsResponse::kHitsFieldNumber, hit.size(), serialized.bytes);
    serialized.bytes += hit;
    v1::SearchTrialsResponse rest;
    rest.set_total_size(7);
    rest.AppendToString(&serialized.bytes);
    const auto parsed = Parsed<v1::SearchTrialsResponse>(serialized);
    ASSERT_OK(parsed);
    EXPECT_EQ(parsed->SerializeAsString(), expected.SerializeAsString()) << size;
  }
}

TEST(SerializedTest, ErrorsAndDamageAreToldApart) {
  EXPECT_THAT(Parsed<v1::SearchTrialsResponse>(absl::NotFoundError("gone")),
              StatusIs(absl::StatusCode::kNotFound));
  Serialized<v1::SearchTrialsResponse> damaged;
  AppendFieldHeader(v1::SearchTrialsResponse::kHitsFieldNumber, 100, damaged.bytes);
  EXPECT_THAT(Parsed<v1::SearchTrialsResponse>(damaged), StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace trialdex
