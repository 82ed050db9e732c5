// A trial page as lines, whatever it was scraped as.
#ifndef TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_PAGE_LINES_H_
#define TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_PAGE_LINES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace trialdex {

// One line that is not blank. Views the text of its page.
struct PageLine {
  absl::string_view text;   // Without white space at its ends.
  absl::string_view raw;    // The same with its indentation.
  bool after_blank = true;  // A blank line, or nothing, stands before it.
  int heading_level = 0;    // 1 to 4 for h1 to h4; 0 otherwise.
};

// A page's text with CRLF and CR as "\n" and no-break spaces as spaces.
std::string NormalizePageText(absl::string_view content);

// Splits `text`, which must outlive the lines.
std::vector<PageLine> ReadPageLines(absl::string_view text);

// The text from the first to the last of `lines`, blank lines between them
// included; empty if there are none.
absl::string_view JoinLines(absl::Span<const PageLine> lines);

// Groups of lines with no blank line between them, as one text each.
std::vector<absl::string_view> Paragraphs(absl::Span<const PageLine> lines);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_PAGE_LINES_H_
