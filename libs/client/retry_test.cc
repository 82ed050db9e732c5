#include "libs/client/retry.h"

#include "gtest/gtest.h"
#include "libs/base/errors.h"

namespace trialdex {
namespace {

TEST(RetryTest, ABrokenConnectionIsTransient) {
  EXPECT_TRUE(IsTransient(absl::UnavailableError("connection refused")));
  EXPECT_TRUE(IsTransient(absl::InternalError("RST_STREAM")));
  EXPECT_TRUE(IsTransient(absl::CancelledError("server is gone")));
}

TEST(RetryTest, WhatTheServiceMeantIsNotTransientUnlessItSaysSo) {
  EXPECT_FALSE(IsTransient(ReasonedError(absl::StatusCode::kInternal, "INTERNAL", "failed")));
  EXPECT_FALSE(IsTransient(absl::InvalidArgumentError("no")));
  EXPECT_FALSE(IsTransient(absl::ResourceExhaustedError("message larger than max")));
  EXPECT_TRUE(IsTransient(WithRetryDelay(absl::ResourceExhaustedError("busy"), absl::Seconds(1))));
}

TEST(RetryTest, WaitsGrowWithJitterUpToTheLongest) {
  Backoff backoff({.first = absl::Seconds(1), .longest = absl::Seconds(4)}, /*seed=*/1);
  const absl::Status failure = absl::UnavailableError("");
  for (const int whole : {1, 2, 4, 4, 4}) {
    const absl::Duration wait = backoff.Next(failure);
    EXPECT_LE(wait, absl::Seconds(whole));
    EXPECT_GE(wait, absl::Seconds(whole) / 2);
  }
  backoff.Reset();
  EXPECT_LE(backoff.Next(failure), absl::Seconds(1));
}

TEST(RetryTest, TheServiceMayAskForMorePatience) {
  Backoff backoff({.first = absl::Milliseconds(1)});
  EXPECT_EQ(backoff.Next(WithRetryDelay(absl::ResourceExhaustedError("busy"), absl::Seconds(9))),
            absl::Seconds(9));
}

}  // namespace
}  // namespace trialdex
