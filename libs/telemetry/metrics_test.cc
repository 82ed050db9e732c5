#include "libs/telemetry/metrics.h"

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

TEST(MetricsTest, AnAddressThatCannotBeBoundIsNamed) {
  Metrics metrics("ingest");
  EXPECT_THAT(metrics.Expose("256.0.0.1:1"),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("256.0.0.1:1")));
}

}  // namespace
}  // namespace trialdex
