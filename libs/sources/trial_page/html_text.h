// A trial page in HTML as the text that a reader sees.
#ifndef TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_HTML_TEXT_H_
#define TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_HTML_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace trialdex {

struct HtmlText {
  // One paragraph a block, blank lines between them. List items stand on
  // adjacent lines, with "* " or "1. " and two spaces for each list around
  // theirs; white space is folded as a browser does.
  std::string text;
  // h1 to h4, in order: where each begins in `text`, and its level.
  struct Heading {
    size_t offset;
    int level;
  };
  std::vector<Heading> headings;
};

// Reads `html`, well-formed UTF-8. Never fails: any bytes are some HTML.
// Elements nested deeper than 400 levels are left out.
HtmlText ReadHtmlText(absl::string_view html);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_HTML_TEXT_H_
