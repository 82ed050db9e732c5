// Real records through the real parsers: what is current in the end does not
// depend on the order of arrival.
#include "tests/support/real_records.h"

#include <algorithm>
#include <map>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/intake/intake.h"
#include "libs/intake/testing/intake_harness.h"
#include "libs/log/log_feed.h"
#include "libs/log/testing/memory_trial_log.h"
#include "libs/sources/all_parsers.h"
#include "simdjson.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

// The records of `name`, out of their envelopes; at most `max_count`.
std::vector<v1::RawRecord> Read(const std::string& name, size_t max_count) {
  auto lines = RealRecords::Open(name);
  std::vector<v1::RawRecord> records;
  simdjson::ondemand::parser json;
  std::string line;
  while (lines.has_value() && records.size() < max_count && lines->Next(line)) {
    const simdjson::padded_string padded(line);
    auto document = json.iterate(padded);
    v1::RawRecord& record = records.emplace_back();
    record.set_content(line);
    for (const char* field : {"xml", "text"}) {
      std::string_view content;
      if (document[field].get_string().get(content) != simdjson::SUCCESS) continue;
      record.set_content(content.data(), content.size());
    }
  }
  return records;
}

class RealRecordsTest : public testing::Test {
 protected:
  RealRecordsTest() {
    for (const auto& parser : set_.parsers()) parsers_.push_back(parser.get());
  }

  // Submits the records in batches; what is current then, by id.
  std::map<std::string, std::string> Load(std::vector<v1::RawRecord> records) {
    constexpr size_t kBatch = 97;
    log_ = NewMemoryTrialLog(clock_);
    const auto intake = Intake::Start(*log_, parsers_, clock_);
    for (size_t begin = 0; begin < records.size(); begin += kBatch) {
      const size_t end = std::min(records.size(), begin + kBatch);
      const auto result = Submit(*intake, {records.begin() + static_cast<ptrdiff_t>(begin),
                                           records.begin() + static_cast<ptrdiff_t>(end)});
      EXPECT_OK(result);
      for (const auto& record : result->results) EXPECT_FALSE(record.has_rejection());
    }
    return Current();
  }

  std::map<std::string, std::string> Current() {
    std::map<std::string, std::string> current;
    LogFeed feed(*log_);
    auto reader = *feed.Open({.consumer = "test", .snapshot_first = true});
    FeedBatch batch = *reader->Read(size_t{1} << 40, absl::ZeroDuration());
    for (v1::FeedEntry& entry : batch.entries) {
      // Who gave what counts; which of equal records came first does not.
      for (v1::Provenance& source : *entry.mutable_upsert()->mutable_provenance()) {
        source.clear_position();
        source.clear_raw_digest();
      }
      current[entry.upsert().id()] = entry.upsert().SerializeAsString();
    }
    return current;
  }

  FakeClock clock_;
  const ParserSet set_;
  std::vector<const RecordParser*> parsers_;
  std::unique_ptr<TrialLog> log_;
};

TEST_F(RealRecordsTest, AnyOrderOfRecordsEndsInTheSameCurrentTrials) {
  std::vector<v1::RawRecord> records = Read("ctgov-legacy-xml-other-versions", 1'100);
  if (records.empty()) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
  for (const char* name : {"ctgov-legacy-xml", "ctgov-v2", "derived-pages"}) {
    for (v1::RawRecord& record : Read(name, 1'500)) records.push_back(std::move(record));
  }
  const auto expected = Load(records);
  EXPECT_THAT(expected, Not(IsEmpty()));
  for (const unsigned seed : {1u, 2u, 3u}) {
    SCOPED_TRACE(seed);
    std::shuffle(records.begin(), records.end(), std::mt19937(seed));
    EXPECT_TRUE(Load(records) == expected);
  }
}

TEST_F(RealRecordsTest, TheSameRecordsAgainMoveNothing) {
  const std::vector<v1::RawRecord> records = Read("ctgov-legacy-xml-other-versions", 300);
  if (records.empty()) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
  Load(records);
  const uint64_t last = log_->last_position();
  const auto intake = Intake::Start(*log_, parsers_, clock_);
  const auto again = Submit(*intake, records);
  ASSERT_OK(again);
  for (const auto& result : again->results) {
    EXPECT_EQ(result.outcome(), v1::RECORD_OUTCOME_UNCHANGED);
  }
  EXPECT_EQ(log_->last_position(), last);
}

}  // namespace
}  // namespace trialdex
