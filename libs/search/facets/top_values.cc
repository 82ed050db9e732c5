#include "libs/search/facets/top_values.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "libs/search/facets/facet_spec.h"

namespace trialdex {
namespace {

bool IsAscii(absl::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
}

bool BeginsWith(absl::string_view normal, const std::string& prefix) {
  // Nearly all values are ASCII, and folding the others takes longer than counting them.
  if (IsAscii(normal)) return absl::StartsWithIgnoreCase(normal, prefix);
  return absl::StartsWith(PlainText(normal), prefix);
}

}  // namespace

TopValues FindTopValues(const KeywordCounts& counts, size_t limit, const std::string& prefix) {
  TopValues top;
  for (uint32_t ordinal = 0; ordinal < counts.trials.size(); ++ordinal) {
    if (counts.trials[ordinal] == 0) continue;
    if (!prefix.empty() && !BeginsWith(counts.ordinals->normal(ordinal), prefix)) continue;
    top.ordinals.push_back(ordinal);
  }
  top.distinct = top.ordinals.size();
  // Ordinals are in order of the normal forms.
  const auto before = [&counts](uint32_t a, uint32_t b) {
    if (counts.trials[a] != counts.trials[b]) return counts.trials[a] > counts.trials[b];
    return a < b;
  };
  const size_t kept = std::min(limit, top.ordinals.size());
  const auto end = top.ordinals.begin() + static_cast<std::ptrdiff_t>(kept);
  std::partial_sort(top.ordinals.begin(), end, top.ordinals.end(), before);
  top.ordinals.resize(kept);
  return top;
}

v1::FacetValue ToFacetValue(const KeywordCounts& counts, uint32_t ordinal) {
  const absl::string_view normal = counts.ordinals->normal(ordinal);
  const absl::string_view display = counts.ordinals->display(ordinal);
  v1::FacetValue value;
  value.set_value(normal.data(), normal.size());
  value.set_display(display.data(), display.size());
  value.set_count(counts.trials[ordinal]);
  return value;
}

}  // namespace trialdex
