#include "libs/sources/detection.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

TEST(DetectFormatTest, TellsTheFormsApart) {
  constexpr v1::SourceFormat kJson = v1::SOURCE_FORMAT_CTGOV_V2_JSON;
  constexpr v1::SourceFormat kXml = v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML;
  constexpr v1::SourceFormat kHtml = v1::SOURCE_FORMAT_TRIAL_PAGE_HTML;
  constexpr v1::SourceFormat kText = v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT;
  const std::pair<absl::string_view, v1::SourceFormat> cases[] = {
      {R"({"protocolSection":{}})", kJson},
      {" \n {\"hasResults\": false, \"protocolSection\": {}}\n", kJson},
      {"<clinical_study rank=\"1\"></clinical_study>", kXml},
      {"<clinical_study/>", kXml},
      {"<?xml version=\"1.0\"?>\r\n<!-- <html> --><!DOCTYPE x>\n<clinical_study>", kXml},
      {"<!DOCTYPE html><html lang=\"en\"><body>", kHtml},
      {"<!doctype HTML>\n", kHtml},
      {"<HTML><body>", kHtml},
      {"<div class=\"trial\"><h1>A trial</h1>", kHtml},
      {"A trial of tea\n\nNCT ID: NCT00000001\n", kText},
      {"A trial of tea\r\n\r\nBasic Information\r\n", kText},
  };
  for (const auto& [content, format] : cases) {
    const auto detected = DetectFormat(content);
    ASSERT_OK(detected) << content;
    EXPECT_EQ(*detected, format) << content;
  }
}

TEST(DetectFormatTest, LeavesRecordsThatBreakOffToTheirParser) {
  EXPECT_EQ(*DetectFormat("{\"protocolSec"), v1::SOURCE_FORMAT_CTGOV_V2_JSON);
  EXPECT_EQ(*DetectFormat("<?xml version"), v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML);
  EXPECT_EQ(*DetectFormat("<clinical_st"), v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML);
}

TEST(DetectFormatTest, RejectsEverythingElse) {
  for (const absl::string_view content :
       {"{}", R"({"FullStudy":{}})", "[1]", "<rss></rss>", "<?xml?> text <a>", "<clinical_study_2>",
        "just words", "nct id,title\nNCT00000001,tea"}) {
    const auto detected = DetectFormat(content);
    EXPECT_THAT(detected, StatusIs(absl::StatusCode::kInvalidArgument)) << content;
    EXPECT_EQ(ErrorReason(detected.status()), "UNKNOWN_FORMAT") << content;
  }
}

TEST(DetectFormatTest, SaysThatNothingIsNothing) {
  EXPECT_EQ(ErrorReason(DetectFormat("").status()), "EMPTY");
  EXPECT_EQ(ErrorReason(DetectFormat(" \r\n\t").status()), "EMPTY");
}

}  // namespace
}  // namespace trialdex
