#include "libs/telemetry/logger.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

TEST(LoggerTest, AnEventIsOneJsonObjectOnOneLine) {
  std::ostringstream out;
  FakeClock clock;
  Logger log({.service = "ingest", .output = &out}, clock);
  log.Info("opened", {{"path", "a\"b\\c\nd"}, {"entries", 7}, {"late", false}, {"took", 0.5}});
  EXPECT_EQ(out.str(),
            "{\"time\":\"2020-01-01T00:00:00.000000Z\",\"level\":\"info\",\"service\":\"ingest\","
            "\"message\":\"opened\",\"path\":\"a\\\"b\\\\c\\u000ad\",\"entries\":7,\"late\":false,"
            "\"took\":0.5}\n");
}

TEST(LoggerTest, TextThatIsNotUtf8IsEscapedAndGoodUtf8IsNot) {
  const auto line = [](absl::string_view text) {
    return FormatLogLine(absl::UnixEpoch(), LogLevel::kError, "x", text, {});
  };
  EXPECT_THAT(line("caf\xc3\xa9"), ::testing::HasSubstr("\"caf\xc3\xa9\""));
  EXPECT_THAT(line("caf\xe9"), ::testing::HasSubstr("\"caf\\u00e9\""));
}

TEST(LoggerTest, LinesBelowTheLevelAreLeftOut) {
  std::ostringstream out;
  Logger log({.service = "ingest", .level = LogLevel::kWarning, .output = &out});
  log.Debug("no");
  log.Info("no");
  EXPECT_EQ(out.str(), "");
  log.Warning("yes");
  EXPECT_NE(out.str(), "");
}

TEST(LoggerTest, AnUnknownLevelIsNamedBesideTheOnesThereAre) {
  ASSERT_OK(ParseLogLevel("debug"));
  EXPECT_THAT(ParseLogLevel("loud"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "log_level: 'loud' is none of debug, info, warning, error"));
}

}  // namespace
}  // namespace trialdex
