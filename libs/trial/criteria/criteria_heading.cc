#include "libs/trial/criteria/criteria_heading.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace trialdex {
namespace {

// No heading is longer, up to its colon.
constexpr size_t kMaxHeadingBytes = 110;

// Words that make a line speak of criteria instead of heading them.
constexpr std::array<absl::string_view, 19> kVerbs = {
    "not",   "no",      "meet",    "meets", "meeting", "met",     "any",
    "if",    "with",    "from",    "same",  "without", "failure", "protocol",
    "apply", "applies", "applied", "may",   "must"};

// Words before "criteria" that say nothing about for whom they are.
constexpr std::array<absl::string_view, 8> kNoise = {"key", "main", "major",    "general",
                                                     "the", "all",  "specific", "primary"};

template <size_t N>
bool Contains(const std::array<absl::string_view, N>& words, absl::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool ConsumeAny(absl::string_view& text, std::initializer_list<absl::string_view> prefixes) {
  for (const absl::string_view prefix : prefixes) {
    if (absl::ConsumePrefix(&text, prefix)) return true;
  }
  return false;
}

// True if `head` has "clus" or "elig" in it. Cheap: nearly every line ends here.
bool MayBeHeading(absl::string_view head) {
  for (size_t i = 1; i + 2 < head.size(); ++i) {
    const char c = static_cast<char>(head[i] | 0x20);
    if (c != 'l') continue;
    const char before = static_cast<char>(head[i - 1] | 0x20);
    const char after = static_cast<char>(head[i + 1] | 0x20);
    if ((before == 'c' && after == 'u') || (before == 'e' && after == 'i')) return true;
  }
  return false;
}

// A heading line taken apart around its "inclusion" or "exclusion".
struct Parts {
  v1::CriterionKind kind = v1::CRITERION_KIND_UNSPECIFIED;
  absl::string_view before;  // As written, trimmed.
  absl::string_view after;   // As written, not trimmed.
  bool says_criteria = false;
};

// "Patients may be eligible for this study if they:" and its opposite.
std::optional<v1::CriterionKind> ReadEligibleIf(absl::string_view lower) {
  const size_t at = lower.find(" eligible ");
  if (at == absl::string_view::npos || !absl::StrContains(lower.substr(at), " if ")) {
    return std::nullopt;
  }
  const absl::string_view before = lower.substr(0, at);
  if (absl::StrContains(before, " not")) return v1::CRITERION_KIND_EXCLUSION;
  if (absl::EndsWith(before, " be")) return v1::CRITERION_KIND_INCLUSION;
  return std::nullopt;
}

std::optional<Parts> TakeApart(absl::string_view head, absl::string_view lower) {
  const size_t at = lower.find("clusion");
  if (at == absl::string_view::npos || at < 2) return std::nullopt;
  const size_t start = at - 2;
  const absl::string_view word = lower.substr(start, 2);
  if (word != "in" && word != "ex") return std::nullopt;
  Parts parts;
  parts.kind = word == "in" ? v1::CRITERION_KIND_INCLUSION : v1::CRITERION_KIND_EXCLUSION;
  size_t before_end = start;
  for (const absl::string_view non : {absl::string_view("non-"), absl::string_view("non ")}) {
    if (absl::EndsWith(lower.substr(0, start), non)) {
      parts.kind = v1::CRITERION_KIND_EXCLUSION;
      before_end = start - non.size();
    }
  }
  parts.before = absl::StripAsciiWhitespace(head.substr(0, before_end));
  absl::string_view rest = lower.substr(at + 7);
  absl::ConsumePrefix(&rest, "s");
  parts.says_criteria = ConsumeAny(rest, {" criteria", " criterion", " criterias"});
  parts.after = head.substr(head.size() - rest.size());
  return parts;
}

// True if `text` may stand before or after "inclusion criteria" in a heading.
bool IsTitle(absl::string_view text, size_t max_words) {
  size_t words = 0;
  for (const absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (++words > max_words || Contains(kVerbs, absl::AsciiStrToLower(word))) return false;
  }
  return text.find_first_of(".;,") == absl::string_view::npos;
}

// What stands after "criteria", without the words that connect it; nullopt if
// the line goes on in another way than a heading does.
std::optional<absl::string_view> ReadSuffix(const Parts& parts, bool starts_paragraph) {
  absl::string_view rest = absl::StripAsciiWhitespace(parts.after);
  rest = absl::StripAsciiWhitespace(absl::StripPrefix(rest, "*"));
  if (rest.empty() || rest == "-" || rest == "\u2013" || rest == "." || rest == ";") {
    return absl::string_view();
  }
  const std::string lower = absl::AsciiStrToLower(rest);
  absl::string_view cut = lower;
  const bool connected =
      ConsumeAny(cut, {"for ", "- ", "\u2013 ", "("}) ||
      (parts.says_criteria && ConsumeAny(cut, {"are", "were", "includes", "include", "consisted",
                                               "consists", "of ", "in ", "both ", "will be"}));
  // "Inclusion Criteria Cohort 1".
  const bool title = parts.says_criteria && parts.before.empty() && starts_paragraph &&
                     absl::StartsWith(parts.after, " ") && IsTitle(rest, 6);
  if (!connected && !title) return std::nullopt;
  rest.remove_prefix(rest.size() - cut.size());
  if (absl::EndsWith(rest, ")") && !absl::StrContains(rest, "(")) rest.remove_suffix(1);
  if (ConsumeAny(cut, {" of the following", " the following", " as follows"}) || cut.empty()) {
    return absl::string_view();
  }
  return absl::StripAsciiWhitespace(rest);
}

std::string GroupOf(absl::string_view before, absl::string_view suffix) {
  std::string group;
  for (const absl::string_view word : absl::StrSplit(before, ' ', absl::SkipEmpty())) {
    if (Contains(kNoise, absl::AsciiStrToLower(word)) || word == "-") continue;
    absl::StrAppend(&group, group.empty() ? "" : " ", word);
  }
  if (!suffix.empty()) absl::StrAppend(&group, group.empty() ? "" : " ", suffix);
  return group;
}

// "Inclusion/Exclusion Criteria", "Inclusion and exclusion criteria".
bool NamesBoth(absl::string_view lower) {
  for (const absl::string_view joint : {"inclusion/exclusion", "inclusion and exclusion",
                                        "inclusion & exclusion", "inclusion / exclusion"}) {
    if (absl::ConsumePrefix(&lower, joint)) return lower == " criteria" || lower.empty();
  }
  return false;
}

}  // namespace

std::optional<KindHeading> ReadKindHeading(const CriteriaLine& line, bool starts_paragraph) {
  const absl::string_view text = line.text;
  const size_t colon = text.substr(0, kMaxHeadingBytes + 1).find(':');
  const bool has_colon = colon != absl::string_view::npos;
  if (!has_colon && text.size() > kMaxHeadingBytes) return std::nullopt;
  const absl::string_view head = absl::StripAsciiWhitespace(text.substr(0, colon));
  if (!MayBeHeading(head)) return std::nullopt;
  const std::string lower = absl::AsciiStrToLower(head);

  KindHeading heading;
  if (has_colon) heading.rest = absl::StripAsciiWhitespace(text.substr(colon + 1));
  if (const auto kind = ReadEligibleIf(lower);
      kind.has_value() && has_colon && heading.rest.empty()) {
    heading.kind = *kind;
    return heading;
  }
  if (NamesBoth(lower)) return heading;
  const std::optional<Parts> parts = TakeApart(head, lower);
  if (!parts.has_value() || absl::StrContains(parts->after, "clusion")) return std::nullopt;

  const bool marked = line.style != kNoBullet;
  if (!IsTitle(parts->before, marked ? 2 : has_colon ? 5 : 3)) return std::nullopt;
  const auto suffix = ReadSuffix(*parts, starts_paragraph && !marked);
  if (!suffix.has_value()) return std::nullopt;
  // Without a colon, only a line of its own that looks like a title will do.
  if (!has_colon) {
    const bool bare = parts->before.empty() && suffix->empty();
    const bool title = starts_paragraph && !marked && !absl::EndsWith(head, ".") &&
                       absl::ascii_isupper(static_cast<unsigned char>(head.front()));
    if (!bare && !title) return std::nullopt;
    if (bare && !parts->says_criteria && !starts_paragraph) return std::nullopt;
  }
  if (marked && !heading.rest.empty() && !parts->before.empty()) return std::nullopt;
  heading.kind = parts->kind;
  heading.group = GroupOf(parts->before, *suffix);
  return heading;
}

}  // namespace trialdex
