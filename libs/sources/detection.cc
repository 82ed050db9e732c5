#include "libs/sources/detection.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/utf8.h"
#include "libs/sources/record_parser.h"

namespace trialdex {
namespace {

absl::Status UnknownFormat(absl::string_view what) {
  return RejectionError(
      "UNKNOWN_FORMAT", "",
      absl::StrCat(what, "; expected API v2 JSON, <clinical_study> XML or a trial page"));
}

absl::StatusOr<v1::SourceFormat> DetectJson(absl::string_view content) {
  const bool is_complete = absl::EndsWith(content, "}");
  if (is_complete && !absl::StrContains(content, "\"protocolSection\"")) {
    return UnknownFormat("a JSON object without \"protocolSection\"");
  }
  return v1::SOURCE_FORMAT_CTGOV_V2_JSON;
}

// Takes `<?…?>`, `<!--…-->` and `<!…>` off the front, with the white space
// after each; true if one of them was an HTML DOCTYPE.
bool SkipProlog(absl::string_view& content) {
  constexpr std::array<std::array<absl::string_view, 2>, 3> kParts = {
      {{"<!--", "-->"}, {"<?", "?>"}, {"<!", ">"}}};
  bool is_html = false;
  while (true) {
    const auto part = std::find_if(kParts.begin(), kParts.end(), [&](const auto& candidate) {
      return absl::StartsWith(content, candidate.front());
    });
    if (part == kParts.end()) return is_html;
    if (absl::StartsWithIgnoreCase(content, "<!doctype html")) is_html = true;
    const size_t end = content.find(part->back());
    content = end == absl::string_view::npos ? "" : content.substr(end + part->back().size());
    content = absl::StripLeadingAsciiWhitespace(content);
  }
}

// Elements that an HTML page, or a piece of one, begins with.
bool IsHtmlElement(absl::string_view name) {
  constexpr std::array<absl::string_view, 24> kElements = {
      "html", "head", "body",  "main", "article", "section", "header", "nav",
      "div",  "span", "title", "meta", "link",    "script",  "style",  "h1",
      "h2",   "h3",   "h4",    "p",    "ul",      "ol",      "dl",     "table"};
  return std::any_of(kElements.begin(), kElements.end(), [name](absl::string_view element) {
    return absl::EqualsIgnoreCase(name, element);
  });
}

absl::StatusOr<v1::SourceFormat> DetectMarkup(absl::string_view content) {
  constexpr absl::string_view kStudy = "clinical_study";
  if (SkipProlog(content)) return v1::SOURCE_FORMAT_TRIAL_PAGE_HTML;
  if (content.empty()) return v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML;
  if (!absl::ConsumePrefix(&content, "<")) return UnknownFormat("text before the first element");
  const size_t end = std::min(content.find_first_of(" \t\r\n/>"), content.size());
  const absl::string_view name = content.substr(0, end);
  const bool breaks_off = end == content.size();
  if (name == kStudy || (breaks_off && absl::StartsWith(kStudy, name))) {
    return v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML;
  }
  if (IsHtmlElement(name)) return v1::SOURCE_FORMAT_TRIAL_PAGE_HTML;
  return UnknownFormat(absl::StrCat("the first element is <", TruncateUtf8(name, 64), ">"));
}

// A line that stands on trial pages and hardly anywhere else.
bool IsPageLabel(absl::string_view line) {
  constexpr std::array<absl::string_view, 6> kLabels = {
      "Basic Information",    "Brief Summary",      "Detailed Description",
      "Eligibility Criteria", "Recruitment Status", "Study Classification"};
  return absl::StartsWith(line, "NCT ID:") ||
         std::find(kLabels.begin(), kLabels.end(), line) != kLabels.end();
}

bool HasPageLabel(absl::string_view content) {
  while (!content.empty()) {
    const size_t end = std::min(content.find('\n'), content.size());
    if (IsPageLabel(absl::StripAsciiWhitespace(content.substr(0, end)))) return true;
    content.remove_prefix(std::min(end + 1, content.size()));
  }
  return false;
}

}  // namespace

absl::StatusOr<v1::SourceFormat> DetectFormat(absl::string_view content) {
  content = absl::StripAsciiWhitespace(content);
  if (content.empty()) return RejectionError("EMPTY", "", "the record has no content");
  if (content.front() == '{') return DetectJson(content);
  if (content.front() == '<') return DetectMarkup(content);
  if (HasPageLabel(content)) return v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT;
  return UnknownFormat("neither JSON object nor markup, and no line is a label of a trial page");
}

}  // namespace trialdex
