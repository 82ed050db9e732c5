#include "libs/index/terms/term_pattern.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "libs/index/terms/edit_distance.h"

namespace trialdex {
namespace {

constexpr size_t kTermsBetweenChecks = size_t{1} << 14;
// Words of more code points are not looked for.
constexpr size_t kMaxFuzzyLength = 255;

bool ContinuesCodePoint(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Bytes of the code point at `at`.
size_t CodePointSize(absl::string_view text, size_t at) {
  size_t size = 1;
  while (at + size < text.size() && ContinuesCodePoint(text[at + size])) ++size;
  return size;
}

// Keeps the best of many matches.
class BestMatches {
 public:
  explicit BestMatches(size_t limit) : limit_(limit) {}

  void Add(const PatternMatch& match) {
    matches_.push_back(match);
    if (matches_.size() >= 2 * limit_) Cut();
  }

  std::vector<PatternMatch> Take() {
    if (matches_.size() > limit_) Cut();
    return std::move(matches_);
  }

 private:
  void Cut() {
    std::nth_element(matches_.begin(), matches_.begin() + static_cast<ptrdiff_t>(limit_),
                     matches_.end(), IsBetter);
    matches_.resize(limit_);
  }

  const size_t limit_;
  std::vector<PatternMatch> matches_;
};

// Looks at the terms [begin, end), which are in order: as soon as no word that
// begins like one can be near, all that do are passed over.
absl::Status FindFuzzy(const TermPattern& pattern, const TermList& terms, size_t begin, size_t end,
                       const OutOfTime& out_of_time, BestMatches& best) {
  std::vector<char32_t> word;
  AppendCodePoints(pattern.text, word);
  if (word.size() > kMaxFuzzyLength) return absl::OkStatus();
  EditDistance distance(std::move(word), pattern.max_edits);
  // Code points of the term before, and how many of them may be gone on from.
  std::vector<char32_t> held;
  std::vector<char32_t> code_points;
  size_t reached = 0;
  size_t looked_at = 0;
  for (size_t i = begin; i < end;) {
    if (looked_at++ % kTermsBetweenChecks == 0 && out_of_time()) return OutOfTimeError();
    const absl::string_view term = terms.term(i);
    code_points.clear();
    AppendCodePoints(term, code_points);
    size_t depth = 0;
    while (depth < std::min({reached, held.size(), code_points.size()}) &&
           held[depth] == code_points[depth]) {
      ++depth;
    }
    bool near = true;
    size_t bytes = 0;
    while (near && depth < code_points.size()) {
      near = distance.Step(depth, code_points[depth]);
      if (near) ++depth;
    }
    held.swap(code_points);
    reached = depth;
    if (near) {
      const std::optional<int> edits = distance.Edits(held.size());
      if (edits.has_value()) best.Add({term, terms.document_frequency(i), *edits});
      ++i;
      continue;
    }
    for (size_t k = 0; k <= depth; ++k) bytes += CodePointSize(term, bytes);
    i = std::min(end, terms.FirstWithout(i, term.substr(0, bytes)));
  }
  return absl::OkStatus();
}

absl::Status FindMatching(const TermPattern& pattern, const TermList& terms, size_t begin,
                          size_t end, const OutOfTime& out_of_time, BestMatches& best) {
  const bool all = pattern.kind == TermPattern::Kind::kPrefix;
  // Most terms fail by their last letters already.
  const absl::string_view text = pattern.text;
  const absl::string_view suffix = text.substr(text.find_last_of("*?") + 1);
  for (size_t i = begin; i < end; ++i) {
    if (i % kTermsBetweenChecks == 0 && out_of_time()) return OutOfTimeError();
    if (all || (absl::EndsWith(terms.term(i), suffix) && MatchesWildcard(text, terms.term(i)))) {
      best.Add({terms.term(i), terms.document_frequency(i), 0});
    }
  }
  return absl::OkStatus();
}

}  // namespace

bool IsBetter(const PatternMatch& a, const PatternMatch& b) {
  if (a.edits != b.edits) return a.edits < b.edits;
  if (a.document_frequency != b.document_frequency) {
    return a.document_frequency > b.document_frequency;
  }
  return a.term < b.term;
}

absl::string_view LiteralPrefix(const TermPattern& pattern) {
  const absl::string_view text = pattern.text;
  switch (pattern.kind) {
    case TermPattern::Kind::kPrefix:
      return text;
    case TermPattern::Kind::kFuzzy:
      return text.substr(0, CodePointSize(text, 0));
    case TermPattern::Kind::kWildcard:
      break;
  }
  return text.substr(0, text.find_first_of("*?"));
}

bool MatchesWildcard(absl::string_view pattern, absl::string_view text) {
  size_t p = 0;
  size_t t = 0;
  // Where to go on if what followed the last star did not fit.
  size_t star = absl::string_view::npos;
  size_t retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      retry = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t += CodePointSize(text, t);
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != absl::string_view::npos) {
      retry += CodePointSize(text, retry);
      p = star;
      t = retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

absl::StatusOr<std::vector<PatternMatch>> FindTerms(const TermPattern& pattern,
                                                    const TermList& terms, size_t limit,
                                                    const OutOfTime& out_of_time) {
  const absl::string_view prefix = LiteralPrefix(pattern);
  const size_t begin = terms.FirstFrom(0, prefix);
  size_t end = terms.size();
  if (begin < end && !prefix.empty()) {
    end = absl::StartsWith(terms.term(begin), prefix) ? terms.FirstWithout(begin, prefix) : begin;
  }
  BestMatches best(limit);
  const absl::Status status = pattern.kind == TermPattern::Kind::kFuzzy
                                  ? FindFuzzy(pattern, terms, begin, end, out_of_time, best)
                                  : FindMatching(pattern, terms, begin, end, out_of_time, best);
  if (!status.ok()) return status;
  return best.Take();
}

absl::StatusOr<std::vector<PatternMatch>> FindNearTerms(absl::string_view word, int max_edits,
                                                        const TermList& terms, size_t limit,
                                                        const OutOfTime& out_of_time) {
  TermPattern pattern;
  pattern.kind = TermPattern::Kind::kFuzzy;
  pattern.text = std::string(word);
  pattern.max_edits = max_edits;
  BestMatches best(limit);
  const absl::Status status = FindFuzzy(pattern, terms, 0, terms.size(), out_of_time, best);
  if (!status.ok()) return status;
  return best.Take();
}

}  // namespace trialdex
