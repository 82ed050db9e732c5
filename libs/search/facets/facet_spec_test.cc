#include "libs/search/facets/facet_spec.h"

#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;

absl::StatusOr<FacetSpec> Parse(const v1::FacetRequest& request) {
  google::protobuf::RepeatedPtrField<v1::FacetRequest> requests;
  *requests.Add() = request;
  auto specs = ParseFacets(requests);
  if (!specs.ok()) return specs.status();
  return specs->at(0);
}

v1::FacetRequest Request(const std::string& field) {
  v1::FacetRequest request;
  request.set_field(field);
  return request;
}

// The error of `request`, with its reason in front.
std::string ErrorOf(const v1::FacetRequest& request) {
  const absl::Status status = Parse(request).status();
  return ErrorReason(status) + ": " + std::string(status.message());
}

TEST(FacetSpecTest, FieldsGoByTheirNamesInFiltersTheirPiecesAndShortNames) {
  EXPECT_EQ(Parse(Request("overall_status"))->field, CountedField(KeywordField::kOverallStatus));
  EXPECT_EQ(Parse(Request("OverallStatus"))->field, CountedField(KeywordField::kOverallStatus));
  EXPECT_EQ(Parse(Request("status"))->field, CountedField(KeywordField::kOverallStatus));
  EXPECT_EQ(Parse(Request("age_group"))->field, CountedField(KeywordField::kStandardAge));
  EXPECT_EQ(Parse(Request("Enrollment"))->field, CountedField(Column::kEnrollment));
  EXPECT_EQ(Parse(Request("start_date"))->field, CountedField(Column::kStartDate));
  EXPECT_EQ(Parse(Request("start_year"))->field, CountedField(Column::kStartDate));
  EXPECT_EQ(Parse(Request("first_post_year"))->field, CountedField(Column::kFirstPostDate));
}

TEST(FacetSpecTest, AnUnknownFieldIsAnErrorWithASuggestion) {
  EXPECT_EQ(ErrorOf(Request("phas")),
            "UNKNOWN_FIELD: facets[0].field: unknown field 'phas'; did you mean 'phase'?");
  EXPECT_EQ(ErrorOf(Request("")), "UNKNOWN_FIELD: facets[0].field: unknown field ''");
  EXPECT_THAT(ErrorOf(Request("enrollment_year")), HasSubstr("UNKNOWN_FIELD"));
  EXPECT_THAT(ErrorOf(Request("brief_title")), HasSubstr("UNKNOWN_FIELD"));
}

TEST(FacetSpecTest, LimitsAreCutAndNegativeOnesRefused) {
  v1::FacetRequest request = Request("phase");
  EXPECT_EQ(Parse(request)->limit, 10);
  request.set_limit(1001);
  EXPECT_EQ(Parse(request)->limit, 1000);
  request.set_limit(-1);
  EXPECT_EQ(ErrorOf(request), "INVALID_FIELD: facets[0].limit: -1 is negative");
}

TEST(FacetSpecTest, WhatBelongsToAnotherTypeIsRefused) {
  v1::FacetRequest request = Request("start_date");
  request.set_prefix("20");
  EXPECT_THAT(ErrorOf(request), HasSubstr("facets[0].prefix"));
  request = Request("phase");
  request.set_date_interval(v1::DATE_INTERVAL_MONTH);
  EXPECT_EQ(ErrorOf(request), "INVALID_FIELD: facets[0].date_interval: phase is not a date");
  request = Request("start_date");
  request.add_number_bounds(5);
  EXPECT_EQ(ErrorOf(request), "INVALID_FIELD: facets[0].number_bounds: start_date is not a number");
}

TEST(FacetSpecTest, AYearIsCountedByYear) {
  v1::FacetRequest request = Request("start_year");
  request.set_date_interval(v1::DATE_INTERVAL_YEAR);
  EXPECT_OK(Parse(request));
  request.set_date_interval(v1::DATE_INTERVAL_MONTH);
  EXPECT_THAT(ErrorOf(request), HasSubstr("ask for start_date"));
  request = Request("start_date");
  request.set_date_interval(static_cast<v1::DateInterval>(17));
  EXPECT_EQ(ErrorOf(request), "INVALID_FIELD: facets[0].date_interval: 17 is not an interval");
}

TEST(FacetSpecTest, BoundsAscendAndAreNumbers) {
  v1::FacetRequest request = Request("enrollment");
  request.add_number_bounds(10);
  request.add_number_bounds(10);
  EXPECT_EQ(ErrorOf(request),
            "INVALID_FIELD: facets[0].number_bounds: 10 is not above 10 before it");
  request.set_number_bounds(1, std::numeric_limits<double>::quiet_NaN());
  EXPECT_THAT(ErrorOf(request), HasSubstr("not a finite number"));
  request.clear_number_bounds();
  for (int i = 0; i <= 100; ++i) request.add_number_bounds(i);
  EXPECT_EQ(ErrorOf(request), "INVALID_FIELD: facets[0].number_bounds: 101 are more than 100");
}

TEST(FacetSpecTest, MoreThan32AreRefused) {
  google::protobuf::RepeatedPtrField<v1::FacetRequest> requests;
  for (int i = 0; i < 32; ++i) *requests.Add() = Request("phase");
  EXPECT_OK(ParseFacets(requests));
  *requests.Add() = Request("phase");
  EXPECT_EQ(ErrorReason(ParseFacets(requests).status()), "TOO_MANY_FACETS");
}

}  // namespace
}  // namespace trialdex
