#include "libs/sources/trial_page/page_values.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace trialdex {

void PageTrial::AddUnknown(const PageSectionBody& body, absl::string_view text) {
  unknown_.Add(absl::StrCat("page/", body.heading), text);
}

void PageTrial::AddUnrecognized(absl::string_view path, absl::string_view value) {
  v1::UnrecognizedValue& unrecognized = *trial_.add_unrecognized_values();
  unrecognized.set_path(std::string(path));
  unrecognized.set_value(std::string(value));
}

std::optional<absl::string_view> LabelValue(absl::string_view line, absl::string_view label) {
  if (!absl::ConsumePrefix(&line, label)) return std::nullopt;
  if (!line.empty() && line.front() != ':' && line.front() != ' ') return std::nullopt;
  line = absl::StripLeadingAsciiWhitespace(line);
  absl::ConsumePrefix(&line, ":");
  const absl::string_view value = absl::StripAsciiWhitespace(line);
  return value == page_label::kAbsent ? absl::string_view() : value;
}

absl::string_view WithoutBullet(absl::string_view text) {
  for (const absl::string_view bullet : {"* ", "- ", "\u2022 "}) {
    if (absl::ConsumePrefix(&text, bullet)) return absl::StripLeadingAsciiWhitespace(text);
  }
  return text;
}

}  // namespace trialdex
