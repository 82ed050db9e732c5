#include "libs/search/related/trial_words.h"

#include <algorithm>
#include <cstdint>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/types/span.h"
#include "libs/base/status_macros.h"
#include "libs/index/scoring/relevance.h"
#include "libs/index/terms/term_list.h"
#include "libs/query/words/word_analysis.h"
#include "libs/query/words/word_forms.h"

namespace trialdex {
namespace {

// How often a trial speaks of a word counts less and less, as in BM25.
constexpr double kHalfWeight = 1.2;

// Only so many are weighed, those spoken of most: a large trial has thousands of words.
constexpr size_t kMaxLookups = 96;

// At most one word in so many may be one that no other trial has: it finds nothing, but
// without it a trial that is like no other would seem to be like those it shares the
// commonest words with.
constexpr size_t kMaxOwnShare = 3;

bool HasLetter(absl::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return absl::ascii_isalpha(byte) || byte >= 0x80;
  });
}

uint32_t FrequencyOf(absl::string_view word, const TermList& terms) {
  const size_t at = terms.FirstFrom(0, word);
  return at < terms.size() && terms.term(at) == word ? terms.document_frequency(at) : 0;
}

// The dictionaries of all segments, in memory: looking up a hundred words in those of Lucene++
// takes longer than finding what they match.
absl::StatusOr<std::vector<std::shared_ptr<const TermList>>> Dictionaries(
    const IndexSnapshot& snapshot) {
  std::vector<std::shared_ptr<const TermList>> dictionaries;
  for (const auto& view : snapshot.segments()) {
    ASSIGN_OR_RETURN(dictionaries.emplace_back(), view->segment().Terms("", [] { return false; }));
  }
  return dictionaries;
}

}  // namespace

void TrialWords::Add(absl::string_view text, double weight, bool numbers) {
  const absl::Span<const Token> tokens = analyzer_.Analyze(text);
  for (size_t i = 0; i < tokens.size();) {
    size_t next = i + 1;
    while (next < tokens.size() && tokens[next].position == tokens[i].position) ++next;
    const Token& token = tokens[i];
    const absl::Span<const Token> forms = tokens.subspan(i, next - i);
    i = next;
    const bool has_letter = HasLetter(token.text);
    if (has_letter ? token.text.size() < 2 || IsFunctionWord(token.text) : !numbers) continue;
    Counted& word = words_[token.text];
    if (word.place.alternatives.empty()) {
      word.shown = std::string(text.substr(token.begin, token.end - token.begin));
      word.place.alternatives = WordForms(forms);
    }
    word.count += weight;
  }
}

absl::StatusOr<std::vector<TrialWord>> TrialWords::Best(const IndexSnapshot& snapshot,
                                                        size_t limit) const {
  using Entry = std::pair<const std::string, Counted>;
  std::vector<const Entry*> counted;
  for (const Entry& entry : words_) counted.push_back(&entry);
  std::sort(counted.begin(), counted.end(), [](const Entry* a, const Entry* b) {
    if (a->second.count != b->second.count) return a->second.count > b->second.count;
    // Long words are rarer.
    if (a->first.size() != b->first.size()) return a->first.size() > b->first.size();
    return a->first < b->first;
  });
  if (counted.size() > kMaxLookups) counted.resize(kMaxLookups);

  ASSIGN_OR_RETURN(const auto dictionaries, Dictionaries(snapshot));
  std::vector<TrialWord> words;
  for (const Entry* entry : counted) {
    const Counted& word = entry->second;
    double frequency = 0;
    for (const auto& dictionary : dictionaries) {
      frequency += FrequencyOf(entry->first, *dictionary);
    }
    const double weight = word.count / (word.count + kHalfWeight);
    const double rarity =
        InverseDocumentFrequency(static_cast<double>(snapshot.trial_count()), frequency);
    words.push_back({word.shown, word.place, weight, weight * rarity, frequency < 2});
  }
  std::stable_sort(words.begin(), words.end(), [](const TrialWord& a, const TrialWord& b) {
    return a.significance > b.significance;
  });
  size_t own = 0;
  words.erase(std::remove_if(words.begin(), words.end(),
                             [&](const TrialWord& word) {
                               return word.is_own && ++own > limit / kMaxOwnShare;
                             }),
              words.end());
  if (words.size() > limit) words.resize(limit);
  return words;
}

}  // namespace trialdex
