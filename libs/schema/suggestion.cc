#include "libs/schema/suggestion.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace trialdex {
namespace {

// Longer input is no mistyped name, and distance costs the product of the lengths.
constexpr size_t kMaxNameBytes = 100;

std::string Letters(absl::string_view name) {
  std::string letters;
  for (const char c : name) {
    if (c != '_' && c != '-' && c != ' ') {
      letters += absl::ascii_tolower(static_cast<unsigned char>(c));
    }
  }
  return letters;
}

// Insertions, deletions and substitutions that turn `a` into `b`.
size_t EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string NearestName(absl::string_view name, absl::Span<const absl::string_view> candidates) {
  if (name.size() > kMaxNameBytes) return "";
  const std::string wanted = Letters(name);
  size_t best = wanted.size() / 3 + 1;  // Must be beaten.
  absl::string_view nearest;
  absl::string_view begun;
  for (const absl::string_view candidate : candidates) {
    const std::string letters = Letters(candidate);
    const size_t distance = EditDistance(wanted, letters);
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
    if (begun.empty() && wanted.size() >= 3 && absl::StartsWith(letters, wanted)) {
      begun = candidate;
    }
  }
  return std::string(nearest.empty() ? begun : nearest);
}

}  // namespace trialdex
