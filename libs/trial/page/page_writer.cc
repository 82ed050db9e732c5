#include "libs/trial/page/page_writer.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace trialdex {

void PageWriter::Paragraph(absl::string_view text) {
  text = absl::StripTrailingAsciiWhitespace(text);
  if (text.empty()) return;
  for (const absl::string_view part : {std::exchange(heading_, absl::string_view()), text}) {
    if (!part.empty()) absl::StrAppend(&page_, page_.empty() ? "" : "\n\n", part);
  }
}

void PageWriter::Labelled(absl::string_view label, absl::string_view value) {
  if (value.empty()) return;
  Paragraph(label);
  Paragraph(value);
}

void PageWriter::Inline(absl::string_view label, absl::string_view value) {
  if (!value.empty()) Paragraph(absl::StrCat(label, ": ", value));
}

void PageWriter::Lines(const std::vector<std::string>& lines) {
  Paragraph(absl::StrJoin(lines, "\n"));
}

std::string PageWriter::Take() && {
  page_.push_back('\n');
  return std::move(page_);
}

}  // namespace trialdex
