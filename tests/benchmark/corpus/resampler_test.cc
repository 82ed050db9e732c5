#include "tests/benchmark/corpus/resampler.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/sources/ctgov_v2/ctgov_v2_parser.h"
#include "tests/support/real_records.h"
#include "tests/support/sample_study.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Record(const std::string& id, const std::string& module) {
  return absl::StrCat(R"({"protocolSection":{"identificationModule":{"nctId":")", id, R"("},)",
                      module, "}}");
}

std::string Make(const Resampler& resampler, uint64_t number) {
  std::string record;
  resampler.Append(number, record);
  return record;
}

TEST(ResamplerTest, MakesRecordsThatTheParserTakesWithIdsOfTheirOwn) {
  Resampler resampler(1);
  for (int i = 1; i <= 20; ++i) ASSERT_OK(resampler.Add(SampleStudyJson(i)));
  resampler.Finish();
  const auto parser = MakeCtgovV2Parser();
  std::set<std::string> ids;
  for (uint64_t number = 0; number < 500; ++number) {
    const auto trial = parser->Parse(Make(resampler, number));
    ASSERT_OK(trial);
    EXPECT_EQ(trial->unknown_fields_size(), 0);
    ids.insert(trial->id());
  }
  EXPECT_EQ(ids.size(), 500u);
}

TEST(ResamplerTest, MakesTheSameFromTheSameSeedAndOthersFromAnother) {
  std::vector<std::string> made;
  for (const uint64_t seed : {1, 1, 2}) {
    Resampler resampler(seed);
    for (int i = 1; i <= 20; ++i) ASSERT_OK(resampler.Add(SampleStudyJson(i)));
    resampler.Finish();
    made.push_back(Make(resampler, 77));
  }
  EXPECT_EQ(made[0], made[1]);
  EXPECT_NE(made[0], made[2]);
}

// A record with that condition and summary.
std::string Summary(const std::string& id, const std::string& condition, const std::string& text) {
  return Record(id, absl::StrCat(R"("conditionsModule":{"conditions":[")", condition,
                                 R"("]},"descriptionModule":{"briefSummary":")", text, "\"}"));
}

TEST(ResamplerTest, TakesSentencesFromATrialOfTheSameConditionOnly) {
  Resampler resampler(1);
  const std::string alpha = "This whole sentence is about alpha. So is this: alpha, alpha. Third.";
  ASSERT_OK(resampler.Add(Summary("NCT00000001", "Stroke", alpha)));
  ASSERT_OK(resampler.Add(Summary("NCT00000002", "Stroke", "One sentence is about beta. Short.")));
  for (const char* id : {"NCT00000003", "NCT00000004"}) {
    ASSERT_OK(resampler.Add(Summary(id, "Gout", "A whole sentence is about gamma.")));
  }
  resampler.Finish();
  bool mixed = false;
  for (uint64_t number = 0; number < 300; ++number) {
    const std::string record = Make(resampler, number);
    if (record.find("Stroke") == std::string::npos) continue;
    EXPECT_THAT(record, Not(HasSubstr("gamma")));
    // What is too short to be a sentence stays where it is.
    EXPECT_THAT(record, AnyOf(HasSubstr("Third."), HasSubstr("Short.")));
    mixed |= record.find("alpha") != std::string::npos && record.find("beta") != std::string::npos;
  }
  EXPECT_TRUE(mixed);
}

TEST(ResamplerTest, KeepsEscapesAndLinesOfLists) {
  Resampler resampler(1);
  const std::string criteria =
      R"(Inclusion Criteria:\n\n* Age \"over\" 18 \\> years of age or so\n* A second \\n criterion)";
  ASSERT_OK(resampler.Add(
      Record("NCT00000001",
             absl::StrCat(R"("eligibilityModule":{"eligibilityCriteria":")", criteria, "\"}"))));
  resampler.Finish();
  EXPECT_THAT(Make(resampler, 0), HasSubstr(criteria));
}

TEST(ResamplerTest, MovesDatesBackTogether) {
  Resampler resampler(1);
  ASSERT_OK(
      resampler.Add(Record("NCT00000001", R"("statusModule":{"startDateStruct":{"date":"2020-03"},)"
                                          R"("lastUpdateSubmitDate":"2020-03-31"})")));
  resampler.Finish();
  const auto parser = MakeCtgovV2Parser();
  std::set<int> years;
  for (uint64_t number = 0; number < 50; ++number) {
    const auto trial = parser->Parse(Make(resampler, number));
    ASSERT_OK(trial);
    const v1::PartialDate& start = trial->status().start_date().date();
    const v1::PartialDate& update = trial->status().last_update_submit_date();
    EXPECT_EQ(start.year(), update.year());
    EXPECT_EQ(start.month(), update.month());
    EXPECT_EQ(start.day(), 0);
    EXPECT_LE(start.year(), 2020);
    years.insert(start.year());
  }
  EXPECT_GE(years.size(), 4u);
}

TEST(ResamplerTest, RefusesWhatIsNoRecord) {
  Resampler resampler(1);
  EXPECT_FALSE(resampler.Add("{").ok());
  EXPECT_FALSE(resampler.Add("<clinical_study/>").ok());
}

// By word: records that have it.
using Frequencies = absl::flat_hash_map<std::string, double>;

void CountWords(absl::string_view record, Frequencies& frequencies) {
  absl::flat_hash_set<std::string> words;
  std::string word;
  for (const char c : record) {
    if (absl::ascii_isalnum(c)) {
      word += absl::ascii_tolower(c);
    } else if (!word.empty()) {
      words.insert(word);
      word.clear();
    }
  }
  for (const std::string& each : words) ++frequencies[each];
}

TEST(ResamplerTest, KeepsTheSharesOfTrialsThatWordsHave) {
  auto records = RealRecords::Open("derived-v2-from-xml");
  if (!records.has_value()) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
  Resampler resampler(1);
  Frequencies real;
  std::string line;
  for (int i = 0; i < 3000 && records->Next(line); ++i) {
    CountWords(line, real);
    ASSERT_OK(resampler.Add(line));
  }
  resampler.Finish();
  const size_t factor = 3;
  Frequencies made;
  for (uint64_t number = 0; number < factor * resampler.record_count(); ++number) {
    CountWords(Make(resampler, number), made);
  }
  std::vector<double> changes;
  for (const auto& [word, count] : real) {
    if (count < 30) continue;
    const bool is_word = std::all_of(word.begin(), word.end(), absl::ascii_islower);
    if (is_word) changes.push_back(made[word] / static_cast<double>(factor) / count);
  }
  ASSERT_GT(changes.size(), 1000u);
  std::sort(changes.begin(), changes.end());
  const auto at = [&changes](double share) {
    return changes[static_cast<size_t>(share * static_cast<double>(changes.size() - 1))];
  };
  EXPECT_GT(at(0.05), 0.9);
  EXPECT_LT(at(0.5), 1.1);
  EXPECT_LT(at(0.95), 1.25);
  // Heaps: what the growth within the real records says of three times as many.
  const double growth =
      std::log(static_cast<double>(made.size()) / static_cast<double>(real.size())) /
      std::log(factor);
  EXPECT_NEAR(growth, resampler.words().growth(), 0.15);
  RecordProperty("share_p5", std::to_string(at(0.05)));
  RecordProperty("share_p50", std::to_string(at(0.5)));
  RecordProperty("share_p95", std::to_string(at(0.95)));
  RecordProperty("growth", std::to_string(growth));
}

}  // namespace
}  // namespace trialdex
