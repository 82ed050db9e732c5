#include "libs/telemetry/metrics.h"

#include <string>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(MetricsTest, NamesSayWhoseTheyAre) {
  Metrics metrics("ingest");
  metrics.Counter("records_total", "Records by outcome.", {{"outcome", "ACCEPTED"}}).Increment(3);
  EXPECT_THAT(metrics.Text(), HasSubstr("trialdex_ingest_records_total{outcome=\"ACCEPTED\"} 3"));
}

TEST(MetricsTest, AskingAgainGivesTheSameMetric) {
  Metrics metrics("ingest");
  EXPECT_EQ(&metrics.Gauge("open_streams", "Streams."), &metrics.Gauge("open_streams", "Streams."));
}

TEST(MetricsTest, ASampleIsTakenAtEachScrapeAsLongAsItsHandleLives) {
  Metrics metrics("ingest");
  double position = 4;
  auto handle = metrics.Sampled("log_position", "Newest entry.", [&] { return position; });
  EXPECT_THAT(metrics.Text(), HasSubstr("trialdex_ingest_log_position 4"));
  position = 5;
  EXPECT_THAT(metrics.Text(), HasSubstr("trialdex_ingest_log_position 5"));
  handle.reset();
  EXPECT_THAT(metrics.Text(), Not(HasSubstr("log_position")));
}

TEST(MetricsTest, ASampledCountIsACounter) {
  Metrics metrics("ingest");
  const auto handle = metrics.SampledCount("failures_total", "Failures.", [] { return 2; });
  EXPECT_THAT(metrics.Text(), HasSubstr("# TYPE trialdex_ingest_failures_total counter\n"
                                        "trialdex_ingest_failures_total 2"));
}

TEST(MetricsTest, TheProcessIsMeasuredUnderTheNamesThatAllPrometheusClientsGive) {
  const std::string text = Metrics("ingest").Text();
  const auto value = [&](const std::string& name) {
    const size_t line = text.find("\n" + name + " ");
    return line == std::string::npos ? -1 : std::stod(text.substr(line + name.size() + 2));
  };
  EXPECT_GE(value("process_cpu_seconds_total"), 0);
  EXPECT_GT(value("process_resident_memory_bytes"), 1 << 20);
  EXPECT_GT(value("process_virtual_memory_bytes"), value("process_resident_memory_bytes"));
  EXPECT_GE(value("process_open_fds"), 3);
  EXPECT_GT(value("process_max_fds"), value("process_open_fds"));
  const double started = value("process_start_time_seconds");
  EXPECT_GT(started, absl::ToUnixSeconds(absl::Now() - absl::Hours(1)));
  EXPECT_LT(started, absl::ToUnixSeconds(absl::Now() + absl::Minutes(1)));
}

TEST(MetricsTest, AnAddressThatCannotBeBoundIsNamed) {
  Metrics metrics("ingest");
  EXPECT_THAT(metrics.Expose("256.0.0.1:1"),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("256.0.0.1:1")));
  EXPECT_THAT(metrics.Expose("9101"), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("9101")));
}

}  // namespace
}  // namespace trialdex
