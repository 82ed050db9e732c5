#include "libs/rpc/flag_checks.h"

#include <cmath>
#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

ABSL_FLAG(int, threads, 2, "Threads.");
ABSL_FLAG(uint64_t, bytes, 2, "Bytes.");
ABSL_FLAG(double, share, 0.5, "A share.");
ABSL_FLAG(std::string, cert, "", "A file.");
ABSL_FLAG(std::string, key, "", "A file.");
ABSL_FLAG(absl::Duration, wait, absl::Seconds(1), "A wait.");

namespace trialdex {
namespace {

using ::testing::_;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

class FlagChecksTest : public ::testing::Test {
 protected:
  absl::FlagSaver saver_;
};

TEST_F(FlagChecksTest, ValuesInTheRangeAreFineWithItsEnds) {
  EXPECT_OK(CheckFlagWithin(FLAGS_threads, 2, 64));
  EXPECT_OK(CheckFlagWithin(FLAGS_threads, 1, 2));
  EXPECT_OK(CheckFlagAbove(FLAGS_threads, 1));
  EXPECT_OK(CheckFlagWithin(FLAGS_wait, absl::ZeroDuration(), absl::InfiniteDuration()));
}

TEST_F(FlagChecksTest, OthersAreNamedWithWhatTheyShouldBe) {
  EXPECT_THAT(CheckFlagWithin(FLAGS_threads, 3, 64),
              StatusIs(kInvalid, "--threads=2 is not 3 to 64"));
  EXPECT_THAT(CheckFlagWithin(FLAGS_bytes, 0, 1), StatusIs(kInvalid, "--bytes=2 is not 0 to 1"));
  absl::SetFlag(&FLAGS_wait, absl::ZeroDuration());
  EXPECT_THAT(CheckFlagAbove(FLAGS_wait, absl::ZeroDuration()),
              StatusIs(kInvalid, "--wait=0 is not above 0"));
}

TEST_F(FlagChecksTest, NoNumberIsInNoRange) {
  absl::SetFlag(&FLAGS_share, std::nan(""));
  EXPECT_THAT(CheckFlagWithin(FLAGS_share, 0, 1), StatusIs(kInvalid, _));
  EXPECT_THAT(CheckFlagAbove(FLAGS_share, 0), StatusIs(kInvalid, _));
}

TEST_F(FlagChecksTest, AFlagThatNeedsAnotherSaysWhich) {
  EXPECT_OK(CheckFlagNeeds(FLAGS_cert, FLAGS_key));
  absl::SetFlag(&FLAGS_cert, "a.pem");
  EXPECT_THAT(CheckFlagNeeds(FLAGS_cert, FLAGS_key), StatusIs(kInvalid, "--cert needs --key"));
  EXPECT_OK(CheckFlagNeeds(FLAGS_key, FLAGS_cert));
  EXPECT_THAT(CheckFlagsPaired(FLAGS_key, FLAGS_cert), StatusIs(kInvalid, "--cert needs --key"));
  absl::SetFlag(&FLAGS_key, "a.key");
  EXPECT_OK(CheckFlagNeeds(FLAGS_cert, FLAGS_key));
}

}  // namespace
}  // namespace trialdex
