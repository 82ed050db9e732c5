#include "libs/base/duration.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(DurationTest, SecondsAndNanosecondsHaveOneSign) {
  const auto message = ToDuration(-absl::Milliseconds(1500));
  EXPECT_EQ(message.seconds(), -1);
  EXPECT_EQ(message.nanos(), -500'000'000);
}

TEST(DurationTest, WhatIsMadeAMessageComesBackOutOfIt) {
  for (const absl::Duration duration :
       {absl::ZeroDuration(), absl::Nanoseconds(1), -absl::Nanoseconds(1), absl::Hours(9999),
        absl::Seconds(2) + absl::Nanoseconds(999'999'999)}) {
    EXPECT_EQ(FromDuration(ToDuration(duration)), duration);
  }
}

}  // namespace
}  // namespace trialdex
