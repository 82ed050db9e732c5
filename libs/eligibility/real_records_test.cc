// How much of real criteria is read, and that nothing of them upsets the readers.
#include "tests/support/real_records.h"

#include <chrono>
#include <map>
#include <string>

#include "gtest/gtest.h"
#include "libs/eligibility/criteria/criterion_rules.h"
#include "libs/eligibility/describe.h"
#include "libs/sources/all_parsers.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

// "marker:HIV" and "marker:HER2" are counted together.
std::string Group(const Requirement& requirement) {
  const std::string kind = KindOf(requirement);
  return kind.substr(0, kind.find(':'));
}

TEST(RealRecordsTest, CriteriaAreReadQuicklyAndTheirSpansLieInThem) {
  auto records = RealRecords::Open("ctgov-v2");
  if (!records.has_value()) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
  const ParserSet parsers;
  const RecordParser* const parser = parsers.Find(v1::SOURCE_FORMAT_CTGOV_V2_JSON);
  int items = 0;
  int read_items = 0;
  std::map<std::string, int> kinds;
  std::chrono::steady_clock::duration time{};
  int trials = 0;
  std::string line;
  while (records->Next(line)) {
    const auto trial = parser->Parse(line);
    ASSERT_OK(trial);
    const auto start = std::chrono::steady_clock::now();
    const std::vector<ReadCriterion> read = ReadCriteria(trial->eligibility());
    time += std::chrono::steady_clock::now() - start;
    ++trials;
    ASSERT_EQ(static_cast<int>(read.size()), trial->eligibility().criteria_size());
    for (size_t i = 0; i < read.size(); ++i) {
      const std::string& text = trial->eligibility().criteria(static_cast<int>(i)).text();
      ++items;
      read_items += read[i].reading.requirements.empty() ? 0 : 1;
      for (const Requirement& requirement : read[i].reading.requirements) {
        ++kinds[Group(requirement)];
        EXPECT_LT(requirement.span.begin, requirement.span.end);
        EXPECT_LE(requirement.span.end, text.size());
      }
    }
  }
  std::printf("%d trials, %d items, %d read", trials, items, read_items);
  for (const auto& [kind, count] : kinds) std::printf(", %s %d", kind.c_str(), count);
  std::printf("; %.1f ms per 200 trials\n",
              std::chrono::duration<double, std::milli>(time).count() * 200 / trials);
  EXPECT_GT(read_items, items / 20);
}

}  // namespace
}  // namespace trialdex
