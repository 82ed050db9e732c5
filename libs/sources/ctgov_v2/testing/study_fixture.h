// Small studies for the tests of this folder.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_V2_TESTING_STUDY_FIXTURE_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_V2_TESTING_STUDY_FIXTURE_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "libs/sources/ctgov_v2/ctgov_v2_parser.h"
#include "tests/support/status_matchers.h"

namespace trialdex {

inline absl::StatusOr<v1::Trial> ParseRecord(absl::string_view json) {
  return MakeCtgovV2Parser()->Parse(json);
}

// A study with `module` beside its identification, e.g. `"designModule": {…}`.
inline std::string Study(absl::string_view module) {
  return absl::StrCat(R"({"protocolSection": {"identificationModule": {"nctId": "NCT00000001"})",
                      module.empty() ? "" : ", ", module, "}}");
}

inline v1::Trial Parsed(absl::string_view json) {
  auto trial = ParseRecord(json);
  EXPECT_OK(trial) << json;
  return trial.ok() ? *std::move(trial) : v1::Trial();
}

inline v1::Trial ParsedModule(absl::string_view module) { return Parsed(Study(module)); }

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_V2_TESTING_STUDY_FIXTURE_H_
