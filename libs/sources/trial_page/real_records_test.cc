// Reads every real page that this machine has.
#include "tests/support/real_records.h"

#include <simdjson.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "libs/sources/ctgov_xml/ctgov_xml_parser.h"
#include "libs/sources/trial_page/trial_page_parser.h"
#include "libs/trial/age.h"
#include "libs/trial/page/page_layout.h"
#include "libs/trial/page/page_rendering.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::IsEmpty;
using ::testing::IsSubsetOf;

// Calls `visit(trial id, value of `field`)` for every line of `file`.
template <typename Visit>
void ForEachRecord(const char* file, const char* field, Visit visit) {
  auto records = RealRecords::Open(file);
  if (!records.has_value()) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
  simdjson::dom::parser json;
  std::string line;
  int count = 0;
  while (records->Next(line)) {
    simdjson::dom::element envelope;
    ASSERT_FALSE(json.parse(line).get(envelope));
    const std::string_view id = envelope["nct_id"];
    const std::string_view text = envelope[field];
    visit(std::string(id), absl::string_view(text.data(), text.size()));
    ++count;
  }
  EXPECT_GT(count, 0);
  testing::Test::RecordProperty("records", count);
}

std::string Difference(const v1::Trial& a, const v1::Trial& b) {
  std::string difference;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  differencer.Compare(a, b);
  return difference;
}

TEST(RealPages, ParseWithNothingLost) {
  const auto parser = MakeTrialPageTextParser();
  std::map<std::string, std::string> unknown;
  std::set<std::string> unrecognized;
  ForEachRecord("derived-pages", "text", [&](const std::string& id, absl::string_view page) {
    const auto trial = parser->Parse(page);
    ASSERT_OK(trial) << id;
    EXPECT_EQ(trial->id(), id);
    for (const auto& field : trial->unknown_fields()) {
      unknown[id] += absl::StrCat(field.path(), "=", field.sample(), "; ");
    }
    for (const auto& value : trial->unrecognized_values()) {
      unrecognized.insert(absl::StrCat(value.path(), "=", value.value()));
    }
  });
  EXPECT_THAT(unknown, IsEmpty());
  // The registry has since given it up.
  EXPECT_THAT(unrecognized, IsSubsetOf({"design.primary_purpose=EDUCATIONAL_COUNSELING_TRAINING"}));
}

TEST(RealPages, AreTheSameTrialWhenPrintedAndReadAgain) {
  const auto parser = MakeTrialPageTextParser();
  int different = 0;
  std::string first;
  ForEachRecord("derived-pages", "text", [&](const std::string& id, absl::string_view page) {
    auto trial = parser->Parse(page);
    ASSERT_OK(trial) << id;
    trial->clear_unrecognized_values();
    const auto again = parser->Parse(RenderPage(*trial));
    ASSERT_OK(again) << id;
    const std::string difference = Difference(*trial, *again);
    if (difference.empty()) return;
    ++different;
    absl::StrAppend(&first, id, ":\n", difference.substr(0, 600), "\n");
  });
  EXPECT_EQ(different, 0) << first;
}

std::vector<std::string> Conditions(const v1::Trial& trial) {
  const auto& conditions = trial.conditions().conditions();
  return {conditions.begin(), conditions.end()};
}

TEST(RealPages, AgreeWithTheClassicXmlOfTheSameTrial) {
  const auto pages = MakeTrialPageTextParser();
  const auto xml = MakeCtgovXmlParser();
  std::map<std::string, v1::Trial> by_id;
  ForEachRecord("derived-pages", "text", [&](const std::string& id, absl::string_view page) {
    by_id[id] = pages->Parse(page).value_or(v1::Trial());
  });
  if (by_id.empty()) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
  std::map<std::string, int> same, other;
  std::map<std::string, std::string> where;
  ForEachRecord("ctgov-legacy-xml", "xml", [&](const std::string& id, absl::string_view record) {
    const auto page = by_id.find(id);
    if (page == by_id.end()) return;
    const auto trial = xml->Parse(record);
    ASSERT_OK(trial) << id;
    const auto count = [&](const char* what, bool equal) {
      ++(equal ? same : other)[what];
      if (!equal && where[what].size() < 200) where[what] += id + " ";
    };
    const v1::Trial& a = page->second;
    const v1::Trial& b = *trial;
    count("conditions", Conditions(a) == Conditions(b));
    count("arms", a.arms_size() == b.arms_size());
    count("interventions", a.interventions_size() == b.interventions_size());
    count("criteria", a.eligibility().criteria_size() == b.eligibility().criteria_size());
    count("locations",
          a.contacts_locations().locations_size() == b.contacts_locations().locations_size());
    count("officials",
          a.contacts_locations().officials_size() == b.contacts_locations().officials_size());
    count("status", a.status().overall_status() == b.status().overall_status());
    count("minimum age",
          FormatAge(a.eligibility().minimum_age()) == FormatAge(b.eligibility().minimum_age()));
  });
  for (const auto& [what, equal] : same) {
    RecordProperty("same " + what, equal);
    // Derived pages come from other dates of some trials.
    EXPECT_LT(other[what] * 50, equal) << what << ": " << where[what];
  }
}

// Compares what a page shows of a trial from a deeper source.
TEST(RealPages, TrialsOfClassicXmlKeepWhatAPageShows) {
  const auto pages = MakeTrialPageTextParser();
  const auto xml = MakeCtgovXmlParser();
  std::map<std::string, int> lost;
  std::map<std::string, std::string> where;
  int records = 0;
  ForEachRecord("ctgov-legacy-xml", "xml", [&](const std::string& id, absl::string_view record) {
    const auto trial = xml->Parse(record);
    ASSERT_OK(trial) << id;
    const auto page = pages->Parse(RenderPage(*trial));
    ASSERT_OK(page) << id;
    ++records;
    const auto check = [&](const char* what, bool equal) {
      if (equal) return;
      ++lost[what];
      if (where[what].size() < 200) where[what] += id + " ";
    };
    const v1::Trial& a = *trial;
    const v1::Trial& b = *page;
    check("conditions", Conditions(a) == Conditions(b));
    check("summary", absl::StripAsciiWhitespace(a.description().brief_summary()) ==
                         b.description().brief_summary());
    check("arms", a.arms_size() == b.arms_size());
    check("interventions", a.interventions_size() == b.interventions_size());
    check("criteria", a.eligibility().criteria_size() == b.eligibility().criteria_size());
    check("locations",
          a.contacts_locations().locations_size() == b.contacts_locations().locations_size());
    check("officials",
          a.contacts_locations().officials_size() == b.contacts_locations().officials_size());
    check("sponsors", a.sponsorship().collaborators_size() == b.sponsorship().collaborators_size());
    check("identifiers",
          a.identification().secondary_ids_size() == b.identification().secondary_ids_size());
  });
  for (const auto& [what, count] : lost) {
    // A text that looks like the layout around it cannot be told from it.
    EXPECT_LT(count * 100, records) << what << ": " << where[what];
  }
}

TEST(RealPages, TheSeedIsPrintedLineByLine) {
  const char* folder = std::getenv("TRIALDEX_RECORDS_DIR");
  if (folder == nullptr) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
  const auto page = ReadFile(absl::StrCat(folder, "/seed-page-NCT04199520.txt"));
  ASSERT_OK(page);
  const auto trial = MakeTrialPageTextParser()->Parse(*page);
  ASSERT_OK(trial);
  EXPECT_THAT(trial->unknown_fields(), IsEmpty());
  const std::string printed = RenderPage(*trial);
  const std::vector<absl::string_view> lines = absl::StrSplit(printed, '\n');
  size_t at = 0;
  for (const absl::string_view line : absl::StrSplit(*page, '\n')) {
    bool explains = absl::StartsWith(line, "The study team has not published");
    for (const PageSectionSpec& spec : PageSections()) {
      explains |= line == spec.sentence && !line.empty();
      // Related trials are found by a search.
      explains |= spec.section == PageSection::kRelatedTrials && line == spec.heading;
    }
    if (explains || line.empty()) continue;
    while (at < lines.size() && lines[at] != line) ++at;
    ASSERT_LT(at, lines.size()) << "missing or out of order: " << line;
    ++at;
  }
}

}  // namespace
}  // namespace trialdex
