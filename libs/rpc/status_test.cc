#include "libs/rpc/status.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(StatusTest, EveryCodeSurvivesTheRoundTrip) {
  for (int code = 0; code <= 16; ++code) {
    const absl::Status before(static_cast<absl::StatusCode>(code), "why");
    EXPECT_EQ(FromGrpcStatus(ToGrpcStatus(before)).code(), before.code()) << code;
  }
}

TEST(StatusTest, ReasonsAndMetadataSurviveTheRoundTrip) {
  const absl::Status before =
      WithRetryDelay(ReasonedError(absl::StatusCode::kOutOfRange, "OFFSET_GAP", "offset: 7 > 3",
                                   {{"next_offset", "3"}}),
                     absl::Seconds(1));
  EXPECT_EQ(FromGrpcStatus(ToGrpcStatus(before)), before);
}

TEST(StatusTest, AStatusWithoutDetailsKeepsItsMessage) {
  EXPECT_EQ(FromGrpcStatus(grpc::Status(grpc::StatusCode::UNAVAILABLE, "connection refused")),
            absl::UnavailableError("connection refused"));
}

TEST(StatusTest, InternalTextIsHiddenAndTheCodeIsNot) {
  const grpc::Status out =
      HideInternalText(ToGrpcStatus(absl::DataLossError("/var/lib/trialdex: bad sector")));
  EXPECT_EQ(out.error_code(), grpc::StatusCode::DATA_LOSS);
  EXPECT_THAT(out.error_message(), Not(HasSubstr("sector")));
  EXPECT_THAT(out.error_details(), Not(HasSubstr("sector")));
}

TEST(StatusTest, TheCallersOwnMistakesAreNotHidden) {
  const grpc::Status out = HideInternalText(ToGrpcStatus(FieldError("filter", "unknown field")));
  EXPECT_EQ(out.error_message(), "filter: unknown field");
}

TEST(StatusTest, WhatWouldNotFitIntoTrailersIsCut) {
  const grpc::Status out = ToGrpcStatus(
      FieldError("query", std::string(100'000, 'x'), "QUERY_SYNTAX", {{"position", "17"}}));
  EXPECT_LE(out.error_message().size(), 1024u);
  EXPECT_LE(out.error_details().size(), 4096u);
  EXPECT_EQ(ErrorReason(FromGrpcStatus(out)), "QUERY_SYNTAX");
}

}  // namespace
}  // namespace trialdex
