#include "libs/base/errors.h"

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

TEST(ErrorsTest, AFieldErrorNamesTheFieldForPeopleAndPrograms) {
  const absl::Status status =
      FieldError("filter", "unknown field 'phse'", "UNKNOWN_FIELD", {{"suggestion", "phase"}});
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, "filter: unknown field 'phse'"));
  EXPECT_EQ(ErrorReason(status), "UNKNOWN_FIELD");
  google::rpc::BadRequest details;
  ASSERT_TRUE(details.ParseFromString(
      std::string(*status.GetPayload("type.googleapis.com/google.rpc.BadRequest"))));
  EXPECT_EQ(details.field_violations(0).field(), "filter");
}

TEST(ErrorsTest, EveryErrorOnTheWireHasAReason) {
  const google::rpc::Status wire = ToRpcStatus(absl::NotFoundError("no trial 'NCT1'"));
  ASSERT_EQ(wire.details_size(), 1);
  EXPECT_EQ(ErrorReason(FromRpcStatus(wire)), "NOT_FOUND");
}

TEST(ErrorsTest, DetailsSurviveTheRoundTrip) {
  const absl::Status before =
      WithRetryDelay(ReasonedError(absl::StatusCode::kUnavailable, "STARTING", "starting"),
                     absl::Milliseconds(1500));
  EXPECT_EQ(FromRpcStatus(ToRpcStatus(before)), before);
  EXPECT_EQ(RetryDelay(before), absl::Milliseconds(1500));
}

TEST(ErrorsTest, AStatusThatNamesNoDelayHasNone) {
  EXPECT_EQ(RetryDelay(absl::UnavailableError("starting")), std::nullopt);
}

}  // namespace
}  // namespace trialdex
