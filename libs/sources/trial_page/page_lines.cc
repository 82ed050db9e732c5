#include "libs/sources/trial_page/page_lines.h"

#include "absl/strings/ascii.h"

namespace trialdex {

std::string NormalizePageText(absl::string_view content) {
  std::string text;
  text.reserve(content.size());
  for (size_t i = 0; i < content.size(); ++i) {
    const char c = content[i];
    if (c == '\r') {
      if (i + 1 == content.size() || content[i + 1] != '\n') text.push_back('\n');
    } else if (c == '\xC2' && i + 1 < content.size() && content[i + 1] == '\xA0') {
      text.push_back(' ');
      ++i;
    } else {
      text.push_back(c);
    }
  }
  return text;
}

std::vector<PageLine> ReadPageLines(absl::string_view text) {
  std::vector<PageLine> lines;
  bool after_blank = true;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const absl::string_view raw = absl::StripTrailingAsciiWhitespace(text.substr(0, end));
    text = end == absl::string_view::npos ? absl::string_view() : text.substr(end + 1);
    if (raw.empty()) {
      after_blank = true;
      continue;
    }
    lines.push_back({absl::StripLeadingAsciiWhitespace(raw), raw, after_blank, 0});
    after_blank = false;
  }
  return lines;
}

absl::string_view JoinLines(absl::Span<const PageLine> lines) {
  if (lines.empty()) return {};
  const char* begin = lines.front().raw.data();
  const absl::string_view last = lines.back().raw;
  return absl::string_view(begin, static_cast<size_t>(last.data() + last.size() - begin));
}

std::vector<absl::string_view> Paragraphs(absl::Span<const PageLine> lines) {
  std::vector<absl::string_view> paragraphs;
  size_t begin = 0;
  for (size_t i = 1; i <= lines.size(); ++i) {
    if (i < lines.size() && !lines[i].after_blank) continue;
    paragraphs.push_back(absl::StripAsciiWhitespace(JoinLines(lines.subspan(begin, i - begin))));
    begin = i;
  }
  return paragraphs;
}

}  // namespace trialdex
