#include "libs/index/testing/reference_patterns.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"

namespace trialdex {
namespace {

bool FitsWildcard(const std::string& pattern, size_t p, const std::string& term, size_t t) {
  if (p == pattern.size()) return t == term.size();
  if (pattern[p] == '*') {
    return FitsWildcard(pattern, p + 1, term, t) ||
           (t < term.size() && FitsWildcard(pattern, p, term, t + 1));
  }
  return t < term.size() && (pattern[p] == '?' || pattern[p] == term[t]) &&
         FitsWildcard(pattern, p + 1, term, t + 1);
}

}  // namespace

int ReferenceEdits(const std::string& a, const std::string& b) {
  std::vector<std::vector<int>> edits(a.size() + 1, std::vector<int>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        edits[i][j] = static_cast<int>(i + j);
        continue;
      }
      edits[i][j] = std::min({edits[i - 1][j] + 1, edits[i][j - 1] + 1,
                              edits[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        edits[i][j] = std::min(edits[i][j], edits[i - 2][j - 2] + 1);
      }
    }
  }
  return edits[a.size()][b.size()];
}

std::optional<int> ReferenceMatch(const TermPattern& pattern, const std::string& term) {
  if (term[0] == '~' || term[0] == '=') return std::nullopt;
  switch (pattern.kind) {
    case TermPattern::Kind::kPrefix:
      if (absl::StartsWith(term, pattern.text)) return 0;
      return std::nullopt;
    case TermPattern::Kind::kWildcard:
      if (FitsWildcard(pattern.text, 0, term, 0)) return 0;
      return std::nullopt;
    case TermPattern::Kind::kFuzzy:
      break;
  }
  const int edits = ReferenceEdits(pattern.text, term);
  if (term[0] != pattern.text[0] || edits > pattern.max_edits) return std::nullopt;
  return edits;
}

}  // namespace trialdex
