// Says what a piece of classic XML becomes.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_XML_TESTING_EXPECT_TRIAL_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_XML_TESTING_EXPECT_TRIAL_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "libs/sources/ctgov_xml/ctgov_xml_parser.h"
#include "tests/support/status_matchers.h"

namespace trialdex::ctgov_xml {

// A record with an id, and `body` after it.
inline std::string Study(absl::string_view body) {
  return absl::StrCat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clinical_study rank=\"3\">\n"
      "  <!-- a remark -->\n  <required_header>\n    <url>https://example.org</url>\n"
      "  </required_header>\n  <id_info>\n    <nct_id>NCT00000001</nct_id>\n  </id_info>\n",
      body, "\n</clinical_study>\n");
}

// The trial that Study(body) gives.
inline v1::Trial Parse(absl::string_view body) {
  const auto trial = MakeCtgovXmlParser()->Parse(Study(body));
  EXPECT_OK(trial);
  return trial.ok() ? *trial : v1::Trial();
}

// Checks that `body` gives the trial written in `expected`, a text proto that
// leaves out what every trial of Study() has.
inline void ExpectTrial(absl::string_view body, absl::string_view expected) {
  v1::Trial rest;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(std::string(expected), &rest));
  v1::Trial trial;
  trial.set_id("NCT00000001");
  trial.mutable_identification()->set_registry(v1::REGISTRY_CLINICALTRIALS_GOV);
  trial.set_results_state(v1::RESULTS_STATE_NONE);
  trial.MergeFrom(rest);
  EXPECT_EQ(Parse(body).DebugString(), trial.DebugString()) << body;
}

// The same for what stands in <clinical_results>.
inline void ExpectResults(absl::string_view body, absl::string_view expected) {
  ExpectTrial(absl::StrCat("<clinical_results>", body, "</clinical_results>"),
              absl::StrCat("results_state: RESULTS_STATE_POSTED results { ", expected, " }"));
}

}  // namespace trialdex::ctgov_xml

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_XML_TESTING_EXPECT_TRIAL_H_
