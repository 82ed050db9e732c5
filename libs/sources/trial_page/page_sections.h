// Where the sections of a trial page begin and end.
#ifndef TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_PAGE_SECTIONS_H_
#define TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_PAGE_SECTIONS_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/sources/trial_page/page_lines.h"
#include "libs/trial/page/page_layout.h"

namespace trialdex {

// One section. Views the lines it was found in.
struct PageSectionBody {
  PageSection section = PageSection::kHead;
  // As written; "Head" for the head.
  absl::string_view heading;
  // Without the heading and the site's known sentence.
  absl::Span<const PageLine> lines;
  // A sentence that stands where the site's known one should; else null. It is
  // not part of `lines`.
  const PageLine* unknown_sentence = nullptr;
};

// Splits a page. The head comes first, then the sections in the page's order.
//
// A heading's words may also stand alone on a line of somebody's description.
// A heading is therefore believed if it is marked up as one or if the site's
// sentence follows it. Other lines that read like a heading count only where
// they keep the order of the page: between the sections that are believed, and
// if there are none, as part of the longest sequence in that order.
std::vector<PageSectionBody> SplitSections(absl::Span<const PageLine> lines);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_PAGE_SECTIONS_H_
