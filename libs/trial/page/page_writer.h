// Puts a page of paragraphs together.
#ifndef TRIALDEX_LIBS_TRIAL_PAGE_PAGE_WRITER_H_
#define TRIALDEX_LIBS_TRIAL_PAGE_PAGE_WRITER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/trial/page/page_layout.h"

namespace trialdex {

// Paragraphs with a blank line between them, under headings that appear only
// if something follows them. Not thread-safe.
class PageWriter {
 public:
  // Begins `section`. Its heading is printed before its first paragraph.
  void Begin(PageSection section) { heading_ = PageHeading(section); }

  // Nothing if `text` is blank. White space at its end is left off.
  void Paragraph(absl::string_view text);

  // A label and, as the next paragraph, its value; nothing without a value.
  void Labelled(absl::string_view label, absl::string_view value);

  // "Label: value" as one paragraph; nothing without a value.
  void Inline(absl::string_view label, absl::string_view value);

  // One paragraph of a line each.
  void Lines(const std::vector<std::string>& lines);

  // The page, ending in "\n".
  std::string Take() &&;

 private:
  std::string page_;
  absl::string_view heading_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_PAGE_PAGE_WRITER_H_
