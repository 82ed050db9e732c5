#include "libs/sources/trial_page/page_sections.h"

#include <algorithm>
#include <array>
#include <limits>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "libs/sources/trial_page/page_values.h"

namespace trialdex {
namespace {

constexpr size_t kNone = std::numeric_limits<size_t>::max();
constexpr size_t kSectionCount = static_cast<size_t>(PageSection::kUnknown) + 1;
// The id stands at most this many lines below the title's first.
constexpr size_t kMaxHeadLines = 20;
// A longer paragraph is text, not an explanatory sentence.
constexpr size_t kMaxSentenceBytes = 240;

struct Heading {
  size_t line = 0;
  const PageSectionSpec* spec = nullptr;  // Null for an unknown heading.
  bool believed = false;

  size_t order() const { return static_cast<size_t>(spec->section); }
};

bool ParagraphEndsAt(absl::Span<const PageLine> lines, size_t i) {
  return i + 1 >= lines.size() || lines[i + 1].after_blank;
}

bool IsResultsLine(absl::string_view text) {
  return text == page_label::kResultsPending || text == page_label::kResultsAvailable;
}

// True if the site's own words follow the heading at `i`.
bool IsConfirmed(absl::Span<const PageLine> lines, size_t i, const PageSectionSpec& spec) {
  if (lines[i].heading_level > 0) return true;
  if (i + 1 >= lines.size()) return false;
  const absl::string_view next = lines[i + 1].text;
  if (spec.section == PageSection::kStudyResults) return IsResultsLine(next);
  return !spec.sentence.empty() && next == spec.sentence;
}

// A title may read like a heading: sections begin below the id. 0 without one.
size_t FirstLineBelowId(absl::Span<const PageLine> lines) {
  for (size_t i = 0; i < std::min(lines.size(), kMaxHeadLines); ++i) {
    if (LabelValue(lines[i].text, page_label::kNctId).has_value()) return i + 1;
  }
  return 0;
}

std::vector<Heading> FindCandidates(absl::Span<const PageLine> lines) {
  absl::flat_hash_map<absl::string_view, const PageSectionSpec*> by_heading;
  for (const PageSectionSpec& spec : PageSections()) by_heading.emplace(spec.heading, &spec);
  std::vector<Heading> found;
  for (size_t i = FirstLineBelowId(lines); i < lines.size(); ++i) {
    if (!lines[i].after_blank && lines[i].heading_level == 0) continue;
    const auto known = by_heading.find(lines[i].text);
    if (known == by_heading.end()) {
      if (lines[i].heading_level > 0) found.push_back({i, nullptr, true});
    } else if (ParagraphEndsAt(lines, i) || lines[i].heading_level > 0) {
      found.push_back({i, known->second, IsConfirmed(lines, i, *known->second)});
    }
  }
  return found;
}

// The longest sequence of headings in the order of the page; of two equally
// long ones, the one that ends later.
std::vector<Heading> LongestInOrder(const std::vector<Heading>& headings) {
  std::vector<size_t> length(headings.size(), 0);
  std::vector<size_t> previous(headings.size(), kNone);
  std::array<size_t, kSectionCount> best;  // The last heading of each section that ends a sequence.
  best.fill(kNone);
  size_t last = kNone;
  for (size_t i = 0; i < headings.size(); ++i) {
    for (size_t order = 0; order < headings[i].order(); ++order) {
      const size_t before = best[order];
      if (before != kNone && length[before] >= length[i]) {
        length[i] = length[before];
        previous[i] = before;
      }
    }
    ++length[i];
    size_t& held = best[headings[i].order()];
    if (held == kNone || length[i] >= length[held]) held = i;
    if (last == kNone || length[i] >= length[last]) last = i;
  }
  std::vector<Heading> chosen;
  for (size_t i = last; i != kNone; i = previous[i]) chosen.push_back(headings[i]);
  std::reverse(chosen.begin(), chosen.end());
  return chosen;
}

// The believed headings, and of the others the last one of each section that
// stands after all believed sections before it and before all after it.
std::vector<Heading> AroundBelieved(const std::vector<Heading>& headings) {
  std::array<size_t, kSectionCount> first_line, last_line;
  first_line.fill(kNone);
  last_line.fill(0);
  std::array<bool, kSectionCount> present{};
  for (const Heading& heading : headings) {
    if (!heading.believed || heading.spec == nullptr) continue;
    size_t& first = first_line[heading.order()];
    first = std::min(first, heading.line);
    last_line[heading.order()] = heading.line;
    present[heading.order()] = true;
  }
  const auto fits = [&](const Heading& heading) {
    for (size_t order = 0; order < kSectionCount; ++order) {
      if (!present[order]) continue;
      if (order == heading.order()) return false;
      if (order < heading.order() && last_line[order] > heading.line) return false;
      if (order > heading.order() && first_line[order] < heading.line) return false;
    }
    return true;
  };
  std::array<size_t, kSectionCount> last_fitting;
  last_fitting.fill(kNone);
  for (size_t i = 0; i < headings.size(); ++i) {
    const Heading& heading = headings[i];
    // Our own sections stand on pages without the site's sentences only.
    if (heading.believed || heading.spec->sentence.empty()) continue;
    if (fits(heading)) last_fitting[heading.order()] = i;
  }
  std::vector<Heading> chosen;
  for (size_t i = 0; i < headings.size(); ++i) {
    if (headings[i].believed || last_fitting[headings[i].order()] == i) {
      chosen.push_back(headings[i]);
    }
  }
  return chosen;
}

// Unknown headings divide the page only if they are marked up like the known
// ones; deeper ones (an arm's name) are lines of their section.
void DropInnerHeadings(absl::Span<const PageLine> lines, std::vector<Heading>& headings) {
  int level = 0;
  size_t first_known = kNone;
  for (const Heading& heading : headings) {
    if (heading.spec == nullptr) continue;
    first_known = std::min(first_known, heading.line);
    const int own = lines[heading.line].heading_level;
    if (own > 0 && (level == 0 || own < level)) level = own;
  }
  headings.erase(std::remove_if(headings.begin(), headings.end(),
                                [&](const Heading& heading) {
                                  return heading.spec == nullptr &&
                                         (heading.line < first_known ||
                                          lines[heading.line].heading_level > level);
                                }),
                 headings.end());
}

bool IsFreeText(PageSection section) {
  return section == PageSection::kBriefSummary || section == PageSection::kDetailedDescription ||
         section == PageSection::kEligibility;
}

bool LooksLikeASentence(absl::string_view text) {
  return text.size() <= kMaxSentenceBytes && absl::EndsWith(text, ".") &&
         std::count(text.begin(), text.end(), ' ') >= 5;
}

// Takes the sentence under the heading off `body`, known or not. One that is
// not known is looked for only if the page is `explained`, that is, has known
// ones under other headings.
void TakeSentence(const PageSectionSpec& spec, bool explained, PageSectionBody& body) {
  if (body.lines.empty() || spec.sentence.empty()) return;
  const PageLine& first = body.lines.front();
  if (first.text == spec.sentence) {
    body.lines.remove_prefix(1);
    return;
  }
  if (!explained || !LooksLikeASentence(first.text) || !ParagraphEndsAt(body.lines, 0)) return;
  // A summary of one sentence is a summary.
  if (IsFreeText(spec.section) && body.lines.size() == 1) return;
  body.unknown_sentence = &first;
  body.lines.remove_prefix(1);
}

}  // namespace

std::vector<PageSectionBody> SplitSections(absl::Span<const PageLine> lines) {
  std::vector<Heading> headings = FindCandidates(lines);
  DropInnerHeadings(lines, headings);
  // "Results pending" confirms its heading on pages without sentences too.
  const bool any_believed =
      std::any_of(headings.begin(), headings.end(), [](const Heading& heading) {
        return heading.believed && (heading.spec == nullptr || !heading.spec->sentence.empty());
      });
  headings = any_believed ? AroundBelieved(headings) : LongestInOrder(headings);
  const bool explained = std::any_of(headings.begin(), headings.end(), [&](const Heading& heading) {
    return heading.spec != nullptr && !heading.spec->sentence.empty() &&
           heading.line + 1 < lines.size() &&
           lines[heading.line + 1].text == heading.spec->sentence;
  });

  std::vector<PageSectionBody> bodies;
  const size_t head_end = headings.empty() ? lines.size() : headings.front().line;
  bodies.push_back({PageSection::kHead, "Head", lines.subspan(0, head_end)});
  for (size_t i = 0; i < headings.size(); ++i) {
    const Heading& heading = headings[i];
    const size_t begin = heading.line + 1;
    const size_t end = i + 1 < headings.size() ? headings[i + 1].line : lines.size();
    PageSectionBody body;
    body.heading = lines[heading.line].text;
    body.lines = lines.subspan(begin, end - begin);
    body.section = heading.spec == nullptr ? PageSection::kUnknown : heading.spec->section;
    if (heading.spec != nullptr) TakeSentence(*heading.spec, explained, body);
    bodies.push_back(body);
  }
  return bodies;
}

}  // namespace trialdex
