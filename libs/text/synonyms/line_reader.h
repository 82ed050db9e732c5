// Lines of a text file, numbered, for messages that say where.
#ifndef TRIALDEX_LIBS_TEXT_SYNONYMS_LINE_READER_H_
#define TRIALDEX_LIBS_TEXT_SYNONYMS_LINE_READER_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "libs/base/utf8.h"

namespace trialdex {

// INVALID_ARGUMENT: "<file>:<line>: <what>".
inline absl::Status LineError(absl::string_view file, size_t line, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(file, ":", line, ": ", what));
}

// Reads `content` line by line; a byte order mark and CRs at ends of lines are taken
// off. Views `content`. Not thread-safe.
class LineReader {
 public:
  LineReader(absl::string_view content, absl::string_view file) : rest_(content), file_(file) {
    absl::ConsumePrefix(&rest_, "\xEF\xBB\xBF");
  }

  // Moves on to the next line. False at the end.
  bool Next() {
    if (rest_.empty()) return false;
    const size_t end = rest_.find('\n');
    line_ = rest_.substr(0, end);
    rest_ = end == absl::string_view::npos ? absl::string_view() : rest_.substr(end + 1);
    absl::ConsumeSuffix(&line_, "\r");
    ++number_;
    return true;
  }

  absl::string_view line() const { return line_; }
  // From 1.
  size_t number() const { return number_; }

  // OK if the line is UTF-8.
  absl::Status CheckUtf8() const {
    return IsValidUtf8(line_) ? absl::OkStatus() : Error("is not UTF-8");
  }

  // An error of this line.
  absl::Status Error(absl::string_view what) const { return LineError(file_, number_, what); }

 private:
  absl::string_view rest_;
  const absl::string_view file_;
  absl::string_view line_;
  size_t number_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_SYNONYMS_LINE_READER_H_
