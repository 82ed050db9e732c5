// What table tests of the parsers share: a text and the plan or error it leads to.
#ifndef TRIALDEX_LIBS_QUERY_TESTING_PARSE_ROWS_H_
#define TRIALDEX_LIBS_QUERY_TESTING_PARSE_ROWS_H_

#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/query/testing/plan_text.h"

namespace trialdex {

struct ParseRow {
  std::string text;
  // PlanText, or for an error its reason, ": " and its message.
  std::string result;

  friend void PrintTo(const ParseRow& row, std::ostream* out) { *out << row.text; }
};

template <typename Node>
std::string ResultText(const absl::StatusOr<Node>& parsed) {
  if (parsed.ok()) return PlanText(*parsed);
  return absl::StrCat(ErrorReason(parsed.status()), ": ", parsed.status().message());
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_TESTING_PARSE_ROWS_H_
