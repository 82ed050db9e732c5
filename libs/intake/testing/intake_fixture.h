// The fixture of intake's tests: an intake over a log in memory, fed with Trials
// in text format.
#ifndef TRIALDEX_LIBS_INTAKE_TESTING_INTAKE_FIXTURE_H_
#define TRIALDEX_LIBS_INTAKE_TESTING_INTAKE_FIXTURE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/intake/history.h"
#include "libs/intake/intake.h"
#include "libs/intake/testing/intake_harness.h"
#include "libs/intake/testing/text_parser.h"
#include "libs/log/testing/memory_trial_log.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {

inline constexpr auto kJson = v1::SOURCE_FORMAT_CTGOV_V2_JSON;
inline constexpr auto kPage = v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT;
inline constexpr auto kAccepted = v1::RECORD_OUTCOME_ACCEPTED;
inline constexpr auto kUnchanged = v1::RECORD_OUTCOME_UNCHANGED;
inline constexpr auto kStale = v1::RECORD_OUTCOME_STALE;
inline constexpr auto kRejected = v1::RECORD_OUTCOME_REJECTED;

inline v1::RawRecord Record(const std::string& id, int year, const std::string& rest,
                            v1::SourceFormat format = kJson, int64_t fetched = 0) {
  v1::RawRecord record;
  record.set_content(absl::StrCat(
      "id: '", id, "' status { last_update_post_date { date { year: ", year, " } } } ", rest));
  record.set_format(format);
  if (fetched != 0) record.mutable_fetch_time()->set_seconds(fetched);
  return record;
}

inline std::string Title(const std::string& title) {
  return absl::StrCat("identification { brief_title: '", title, "' }");
}

inline v1::RawRecord Broken(const std::string& text = "not a trial") {
  v1::RawRecord record = Record("NCT00000009", 2020, "");
  record.set_content("{ " + text);
  return record;
}

class IntakeTest : public testing::Test {
 protected:
  IntakeTest() { Start(); }

  void Start(const IntakeOptions& options = {}, int parser_version = 1) {
    intake_.reset();
    json_ = std::make_unique<TextParser>(kJson, std::vector<absl::string_view>{}, parser_version);
    const RecordParser* parsers[] = {json_.get(), &page_};
    intake_ = Intake::Start(*log_, parsers, clock_, options);
  }

  v1::RecordResult SubmitOne(v1::RawRecord record) {
    auto result = Submit(*intake_, {std::move(record)});
    EXPECT_OK(result);
    return result.ok() ? result->results[0] : v1::RecordResult();
  }

  v1::Trial Current(const std::string& id) {
    v1::GetTrialVersionRequest request;
    request.set_trial_id(id);
    auto response = GetTrialVersion(*log_, request);
    EXPECT_OK(response);
    return response.ok() ? response->trial() : v1::Trial();
  }

  FakeClock clock_;
  std::unique_ptr<TrialLog> log_ = NewMemoryTrialLog(clock_);
  TextParser page_{kPage, {"outcomes", "conditions.keywords"}};
  std::unique_ptr<TextParser> json_;
  std::unique_ptr<Intake> intake_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_TESTING_INTAKE_FIXTURE_H_
