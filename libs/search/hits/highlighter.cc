#include "libs/search/hits/highlighter.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"

namespace trialdex {
namespace {

bool StartsCodePoint(absl::string_view text, size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// The first place from `from` on where a word begins, at most `limit`.
size_t WordBegin(absl::string_view text, size_t from, size_t limit) {
  if (from == 0) return 0;
  for (size_t at = from; at < limit; ++at) {
    if (absl::ascii_isspace(static_cast<unsigned char>(text[at - 1]))) return at;
  }
  while (from < limit && !StartsCodePoint(text, from)) ++from;
  return from;
}

// The last place up to `from` where a word ends, at least `limit`.
size_t WordEnd(absl::string_view text, size_t from, size_t limit) {
  if (from >= text.size()) return text.size();
  for (size_t at = from; at > limit; --at) {
    if (absl::ascii_isspace(static_cast<unsigned char>(text[at]))) return at;
  }
  while (from > limit && !StartsCodePoint(text, from)) --from;
  return from;
}

// Bytes [first, second) of `text`: [begin, end) with the whole words around it that fit into
// `max_bytes`, on both sides alike; what one side does not need is the other's.
std::pair<size_t, size_t> PieceAround(absl::string_view text, size_t begin, size_t end,
                                      size_t max_bytes) {
  const size_t room = max_bytes - std::min(max_bytes, end - begin);
  const size_t after =
      std::min(text.size() - end, std::max(room / 2, room - std::min(room, begin)));
  const size_t before = std::min(begin, room - std::min(room, after));
  return {WordBegin(text, begin - before, begin), WordEnd(text, end + after, end)};
}

}  // namespace

Highlighter::Highlighter(const QueryNode& query, Analyzer& analyzer,
                         const HighlighterOptions& options)
    : analyzer_(analyzer), options_(options) {
  Collect(query);
}

void Highlighter::Collect(const QueryNode& node) {
  if (node.kind == QueryNode::Kind::kNot) return;
  for (const QueryNode& child : node.children) Collect(child);
  for (const QueryNode& optional : node.optional) Collect(optional);
  if (node.weights == nullptr || node.places.empty()) return;
  Words& words = WordsIn(node.weights);
  for (const Place& place : node.places) {
    const size_t number = word_count_++;
    for (const Alternative& alternative : place.alternatives) {
      words.numbers.try_emplace(alternative.term, number);
    }
  }
}

Highlighter::Words& Highlighter::WordsIn(const std::shared_ptr<const FieldWeights>& weights) {
  for (Words& words : words_) {
    if (words.weights == weights || *words.weights == *weights) return words;
  }
  return words_.emplace_back(Words{weights, {}});
}

float Highlighter::WeightOf(TextField field) const {
  float weight = 0;
  for (const Words& words : words_) {
    weight = std::max(weight, (*words.weights)[static_cast<size_t>(field)]);
  }
  return weight;
}

std::vector<Highlighter::Match> Highlighter::FindMatches(TextField field, absl::string_view text) {
  std::vector<Match> matches;
  for (const Token& token : analyzer_.Analyze(text)) {
    // The first place that names a term has it: a word and the phrase it stands in are one word.
    size_t first = word_count_;
    for (const Words& words : words_) {
      if ((*words.weights)[static_cast<size_t>(field)] <= 0) continue;
      const auto found = words.numbers.find(token.text);
      if (found != words.numbers.end()) first = std::min(first, found->second);
    }
    if (first < word_count_) matches.push_back({token.begin, token.end, first});
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const Match& a, const Match& b) { return a.begin < b.begin; });
  return matches;
}

Highlighter::Run Highlighter::BestRun(absl::Span<const Match> matches) const {
  Run best;
  for (size_t first = 0; first < matches.size(); ++first) {
    std::set<size_t> different;
    for (size_t i = first; i < matches.size(); ++i) {
      if (matches[i].end - matches[first].begin > options_.max_text_bytes && i > first) break;
      different.insert(matches[i].word);
      const size_t count = i - first + 1;
      if (std::pair(different.size(), count) > std::pair(best.words, best.matches.size())) {
        best = {matches.subspan(first, count), different.size()};
      }
    }
  }
  return best;
}

Highlighter::Candidate Highlighter::MakeCandidate(TextField field, absl::string_view text,
                                                  const Run& run) const {
  size_t run_end = 0;
  for (const Match& match : run.matches) run_end = std::max<size_t>(run_end, match.end);
  const auto [begin, end] =
      PieceAround(text, run.matches.front().begin, run_end, options_.max_text_bytes);
  Candidate candidate;
  candidate.words = run.words;
  candidate.weight = WeightOf(field);
  candidate.highlight.set_field(std::string(InfoOf(field).path));
  candidate.highlight.set_text(std::string(text.substr(begin, end - begin)));
  auto* spans = candidate.highlight.mutable_spans();
  for (const Match& match : run.matches) {
    const auto span_begin = static_cast<int32_t>(match.begin - begin);
    const auto span_end = static_cast<int32_t>(match.end - begin);
    // Forms of one word, and joined words, overlap: one span for all of them.
    if (!spans->empty() && span_begin < spans->rbegin()->end()) {
      spans->rbegin()->set_end(std::max(spans->rbegin()->end(), span_end));
      continue;
    }
    auto* span = spans->Add();
    span->set_begin(span_begin);
    span->set_end(span_end);
  }
  return candidate;
}

std::vector<v1::Highlight> Highlighter::Highlights(const v1::Trial& trial) {
  std::vector<Candidate> candidates;
  size_t scanned = 0;
  VisitText(trial, [&](TextField field, uint32_t, absl::string_view text) {
    if (WeightOf(field) <= 0 || scanned > options_.max_scanned_bytes) return;
    scanned += text.size();
    const std::vector<Match> matches = FindMatches(field, text);
    if (matches.empty()) return;
    Candidate candidate = MakeCandidate(field, text, BestRun(matches));
    // Values of a field come one after the other: keep the best.
    if (!candidates.empty() && candidates.back().highlight.field() == candidate.highlight.field()) {
      if (candidate.words > candidates.back().words) candidates.back() = std::move(candidate);
      return;
    }
    candidates.push_back(std::move(candidate));
  });
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) {
                     return std::make_pair(a.words, a.weight) > std::make_pair(b.words, b.weight);
                   });
  candidates.resize(std::min(candidates.size(), options_.max_highlights));
  std::vector<v1::Highlight> highlights;
  for (Candidate& candidate : candidates) highlights.push_back(std::move(candidate.highlight));
  return highlights;
}

}  // namespace trialdex
