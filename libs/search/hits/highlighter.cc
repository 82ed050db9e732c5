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

Highlighter::Candidate Highlighter::MakeCandidate(TextField field, absl::string_view text,
                                                  const std::vector<Match>& matches) const {
  // The run of matches that fits and has the most different words, then the most words.
  size_t best_first = 0;
  size_t best_last = 0;
  std::pair<size_t, size_t> best_count = {0, 0};
  for (size_t first = 0; first < matches.size(); ++first) {
    std::set<size_t> different;
    for (size_t i = first; i < matches.size(); ++i) {
      if (matches[i].end - matches[first].begin > options_.max_text_bytes && i > first) break;
      different.insert(matches[i].word);
      const std::pair<size_t, size_t> count = {different.size(), i - first + 1};
      if (count > best_count) {
        best_count = count;
        best_first = first;
        best_last = i;
      }
    }
  }
  const size_t begin = matches[best_first].begin;
  size_t end = begin;
  for (size_t i = best_first; i <= best_last; ++i) {
    end = std::max<size_t>(end, matches[i].end);
  }
  // What room is left goes to both sides, and what one does not need to the other.
  const size_t room = options_.max_text_bytes - std::min(options_.max_text_bytes, end - begin);
  const size_t after =
      std::min(text.size() - end, std::max(room / 2, room - std::min(room, begin)));
  const size_t before = std::min(begin, room - std::min(room, after));
  const size_t text_begin = WordBegin(text, begin - before, begin);
  const size_t text_end = WordEnd(text, end + after, end);

  Candidate candidate;
  candidate.words = best_count.first;
  candidate.highlight.set_field(std::string(InfoOf(field).path));
  candidate.highlight.set_text(std::string(text.substr(text_begin, text_end - text_begin)));
  auto* spans = candidate.highlight.mutable_spans();
  for (size_t i = best_first; i <= best_last; ++i) {
    const auto span_begin = static_cast<int32_t>(matches[i].begin - text_begin);
    const auto span_end = static_cast<int32_t>(matches[i].end - text_begin);
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
    const float weight = WeightOf(field);
    if (weight <= 0 || scanned > options_.max_scanned_bytes) return;
    scanned += text.size();
    const std::vector<Match> matches = FindMatches(field, text);
    if (matches.empty()) return;
    Candidate candidate = MakeCandidate(field, text, matches);
    candidate.weight = weight;
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
