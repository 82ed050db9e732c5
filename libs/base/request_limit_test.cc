#include "libs/base/request_limit.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

constexpr RequestLimit kLimit = {.usual = 10, .most = 100};

TEST(RequestLimitTest, ZeroIsTheUsualNumberAndMuchIsTheMost) {
  EXPECT_EQ(*ReadRequestLimit("limit", 0, kLimit), 10u);
  EXPECT_EQ(*ReadRequestLimit("limit", 1, kLimit), 1u);
  EXPECT_EQ(*ReadRequestLimit("limit", 100, kLimit), 100u);
  EXPECT_EQ(*ReadRequestLimit("limit", 101, kLimit), 100u);
}

TEST(RequestLimitTest, ANegativeNumberIsAMistakeInTheField) {
  EXPECT_THAT(ReadRequestLimit("page_size", -1, kLimit),
              StatusIs(absl::StatusCode::kInvalidArgument, "page_size: -1 is negative"));
}

}  // namespace
}  // namespace trialdex
