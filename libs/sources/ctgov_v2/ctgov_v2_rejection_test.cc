// Records that the parser refuses, and what it says about them.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/sources/ctgov_v2/testing/study_fixture.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;

void ExpectRejected(absl::string_view json, absl::string_view reason, absl::string_view message) {
  const auto trial = ParseRecord(json);
  EXPECT_THAT(trial, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(std::string(message))))
      << json;
  EXPECT_EQ(ErrorReason(trial.status()), std::string(reason)) << json;
}

TEST(CtgovV2RejectionTest, RejectsValuesOfAnotherTypeAndSaysWhere) {
  const std::string design = "protocolSection.designModule.";
  ExpectRejected(Study(R"("designModule": "x")"), "INVALID_FIELD",
                 "protocolSection.designModule: '\"x\"' is a string, must be an object");
  ExpectRejected(Study(R"("designModule": {"phases": "PHASE1"})"), "INVALID_FIELD",
                 design + "phases: '\"PHASE1\"' is a string, must be a list");
  ExpectRejected(Study(R"("designModule": {"phases": [{}]})"), "INVALID_FIELD",
                 design + "phases: is an object, must be a string");
  ExpectRejected(Study(R"("designModule": {"patientRegistry": "Yes"})"), "INVALID_FIELD",
                 design + "patientRegistry: '\"Yes\"' is a string, must be true or false");
  ExpectRejected(Study(R"("designModule": {"enrollmentInfo": {"count": "12"}})"), "INVALID_FIELD",
                 design + "enrollmentInfo.count: '\"12\"' is a string, must be a number");
  ExpectRejected(Study(R"("designModule": {"enrollmentInfo": {"count": 1.5}})"), "INVALID_FIELD",
                 design + "enrollmentInfo.count: must be a whole number");
  ExpectRejected(Study(R"("designModule": {"enrollmentInfo": {"count": -1}})"), "INVALID_FIELD",
                 design + "enrollmentInfo.count: -1 is not between 0 and");
}

TEST(CtgovV2RejectionTest, RejectsAKnownKeyThatIsGivenTwice) {
  ExpectRejected(Study(R"("statusModule": {"whyStopped": "a", "whyStopped": "b"})"),
                 "INVALID_FIELD", "protocolSection.statusModule.whyStopped: is given twice");
}

TEST(CtgovV2RejectionTest, RejectsARecordWithoutAnId) {
  ExpectRejected("{}", "MISSING_ID", "nctId");
  ExpectRejected(R"({"protocolSection": {"identificationModule": {"nctId": null}}})", "MISSING_ID",
                 "nctId");
  ExpectRejected(R"({"protocolSection": {"identificationModule": {"nctId": "EU-1"}}})",
                 "INVALID_FIELD", "protocolSection.identificationModule.nctId: ");
}

TEST(CtgovV2RejectionTest, RejectsWhatIsNotOneJsonObject) {
  for (const char* record :
       {"", " ", "x", "[]", "null", "12", "\"NCT00000001\"", "{", "}", R"({"a" 1})",
        R"({"protocolSection": nonsense})", R"({"unknown": nonsense})", R"({"unknown": [1,}]})",
        R"({"unknown": "\ud800"})"}) {
    ExpectRejected(record, "MALFORMED_JSON", "JSON");
  }
  ExpectRejected(Study("") + "{}", "MALFORMED_JSON", "JSON");
  ExpectRejected(Study("") + "x", "MALFORMED_JSON", "JSON");
}

TEST(CtgovV2RejectionTest, SaysAtWhichByteTheJsonBreaks) {
  ExpectRejected(R"({"hasResults": true,, "x": 1})", "MALFORMED_JSON", ", at byte 20");
}

TEST(CtgovV2RejectionTest, RejectsARecordCutShortAtAnyByte) {
  const std::string record = Study(R"("statusModule": {"startDateStruct": {"date": "2020-04"}},
      "unknownModule": {"list": [1, {"deep": "t\u00e9xt"}]},
      "designModule": {"phases": ["PHASE1"], "enrollmentInfo": {"count": 12}})");
  ASSERT_OK(ParseRecord(record));
  for (size_t size = 0; size < record.size(); ++size) {
    const auto trial = ParseRecord(absl::string_view(record).substr(0, size));
    EXPECT_EQ(ErrorReason(trial.status()), "MALFORMED_JSON") << size;
  }
}

}  // namespace
}  // namespace trialdex
