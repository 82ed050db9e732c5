#include "libs/search/suggest/spelling.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/terms/edit_distance.h"
#include "libs/index/terms/term_pattern.h"
#include "libs/query/words/word_analysis.h"

namespace trialdex {
namespace {

// A word that fewer than one trial in so many has may be a typing error, too, if what is
// near it is likelier.
constexpr double kRareShare = 200;
// What one trial in so many has, or more, nobody looks for ("that"): it does not stand for a
// word that some trial has.
constexpr double kTellsNothing = 2;

// What an edit costs: about one word in a hundred is mistyped, ln 100. People rarely
// mistype the first letter.
constexpr double kEditCost = 4.6;
constexpr double kFirstLetterCost = 1.5;

// Code points from which on a word is looked for with one edit, with two.
constexpr size_t kOneEditLength = 3;
constexpr size_t kTwoEditsLength = 6;
// Code points of each half of a word that is taken apart.
constexpr size_t kMinHalf = 3;

constexpr size_t kMaxCorrections = 3;
// Terms near a word that are weighed against each other.
constexpr size_t kMaxNearTerms = 64;
// Words of a query that are looked up.
constexpr size_t kMaxWords = 32;

// A word of the query.
struct Word {
  std::string written;
  uint32_t begin;
  uint32_t end;
};

// By the byte that it begins at: one word may be in several nodes.
using Words = std::map<uint32_t, Word>;

bool IsWorthALook(absl::string_view word) {
  const bool has_letter = std::any_of(word.begin(), word.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return absl::ascii_isalpha(byte) || byte >= 0x80;
  });
  return has_letter && !IsFunctionWord(word);
}

void Collect(absl::string_view text, const QueryNode& node, Analyzer& analyzer, Words& words) {
  using Kind = QueryNode::Kind;
  if (node.kind == Kind::kNot || node.origin != NodeOrigin::kWritten) return;
  // What has synonyms is spelt right, whether trials have it or not.
  if (node.kind == Kind::kBest && node.children.back().origin == NodeOrigin::kSynonym) return;
  for (const QueryNode& child : node.children) Collect(text, child, analyzer, words);
  const bool is_text = node.kind == Kind::kWord || node.kind == Kind::kPhrase;
  if (!is_text || node.begin >= node.end || node.end > text.size()) return;
  for (const Place& place : node.places) {
    if (place.pattern.has_value()) return;
  }
  for (const Token& token : analyzer.Analyze(text.substr(node.begin, node.end - node.begin))) {
    if (token.kind != TokenKind::kWritten || words.size() == kMaxWords) continue;
    words.try_emplace(
        node.begin + token.begin,
        Word{std::string(token.text), node.begin + token.begin, node.begin + token.end});
  }
}

// Looks words up in the dictionaries of all segments.
class Dictionary {
 public:
  Dictionary(const IndexSnapshot& snapshot, const OutOfTime& out_of_time)
      : snapshot_(snapshot), out_of_time_(out_of_time) {}

  absl::StatusOr<double> Frequency(absl::string_view word) const {
    double frequency = 0;
    for (const auto& view : snapshot_.segments()) {
      ASSIGN_OR_RETURN(const uint32_t in_segment,
                       view->segment().files().DocumentFrequency(TermField::kText, word));
      frequency += in_segment;
    }
    return frequency;
  }

  // Words at most `max_edits` from `word`, each with its edits and frequency.
  absl::StatusOr<std::vector<PatternMatch>> Near(const std::string& word, int max_edits) {
    absl::flat_hash_map<absl::string_view, PatternMatch> by_term;
    for (const auto& view : snapshot_.segments()) {
      ASSIGN_OR_RETURN(auto terms, view->segment().Terms("", out_of_time_));
      ASSIGN_OR_RETURN(const std::vector<PatternMatch> found,
                       FindNearTerms(word, max_edits, *terms, kMaxNearTerms, out_of_time_));
      for (const PatternMatch& match : found) {
        const auto [held, is_new] = by_term.try_emplace(match.term, match);
        if (!is_new) held->second.document_frequency += match.document_frequency;
      }
      held_.push_back(std::move(terms));
    }
    std::vector<PatternMatch> matches;
    for (const auto& [term, match] : by_term) {
      if (match.edits > 0) matches.push_back(match);
    }
    return matches;
  }

 private:
  const IndexSnapshot& snapshot_;
  const OutOfTime& out_of_time_;
  // Matches view them.
  std::vector<std::shared_ptr<const TermList>> held_;
};

// Finds what may have been meant by one word of a query.
class Corrector {
 public:
  Corrector(Dictionary& dictionary, double trial_count)
      : dictionary_(dictionary),
        rare_(trial_count / kRareShare),
        common_(trial_count / kTellsNothing) {}

  // True if hardly anything has a word of that frequency.
  bool IsRare(double frequency) const { return frequency == 0 || frequency < rare_; }

  absl::Status AddNear(const Word& word, double frequency, std::vector<Correction>& to) {
    std::vector<char32_t> letters;
    AppendCodePoints(word.written, letters);
    if (letters.size() < kOneEditLength) return absl::OkStatus();
    ASSIGN_OR_RETURN(const std::vector<PatternMatch> matches,
                     dictionary_.Near(word.written, letters.size() < kTwoEditsLength ? 1 : 2));
    for (const PatternMatch& match : matches) {
      double cost = kEditCost * match.edits;
      if (match.term[0] != word.written[0]) cost += kFirstLetterCost;
      Add(word.begin, word.end, std::string(match.term),
          static_cast<double>(match.document_frequency), frequency, cost, to);
    }
    return absl::OkStatus();
  }

  absl::Status AddHalves(const Word& word, double frequency, std::vector<Correction>& to) {
    const absl::string_view whole = word.written;
    std::vector<char32_t> letters;
    size_t at = 0;
    AppendCodePoints(whole, letters);
    for (size_t i = 0; i + kMinHalf <= letters.size(); ++i) {
      if (i >= kMinHalf) {
        const absl::string_view first = whole.substr(0, at);
        const absl::string_view second = whole.substr(at);
        ASSIGN_OR_RETURN(const double of_first, dictionary_.Frequency(first));
        ASSIGN_OR_RETURN(const double of_second,
                         of_first == 0 ? 0.0 : dictionary_.Frequency(second));
        Add(word.begin, word.end, absl::StrCat(first, " ", second), std::min(of_first, of_second),
            frequency, kEditCost, to);
      }
      do {
        ++at;
      } while (at < whole.size() && (static_cast<unsigned char>(whole[at]) & 0xC0) == 0x80);
    }
    return absl::OkStatus();
  }

  absl::Status AddJoined(const Word& word, const Word& next, double frequency,
                         std::vector<Correction>& to) {
    const std::string joined = word.written + next.written;
    ASSIGN_OR_RETURN(const double of_joined, dictionary_.Frequency(joined));
    Add(word.begin, next.end, joined, of_joined, frequency, kEditCost, to);
    return absl::OkStatus();
  }

 private:
  void Add(uint32_t begin, uint32_t end, std::string text, double frequency,
           double frequency_written, double cost, std::vector<Correction>& to) const {
    if (frequency == 0) return;
    const double likelihood = std::log(frequency) - cost;
    const bool is_likelier =
        frequency_written == 0 || (frequency < common_ && likelihood > std::log(frequency_written));
    if (!is_likelier) return;
    to.push_back({begin, end, std::move(text), likelihood});
  }

  Dictionary& dictionary_;
  const double rare_;
  const double common_;
};

// The stems of `text`; of words without one, themselves.
std::vector<std::string> Stems(absl::string_view text, Analyzer& analyzer) {
  std::vector<std::string> stems;
  for (const Token& token : analyzer.Analyze(text)) {
    if (token.kind == TokenKind::kWritten) stems.push_back(absl::StrCat("~", token.text));
    if (token.kind == TokenKind::kStem && !stems.empty()) stems.back() = std::string(token.text);
  }
  return stems;
}

// Of forms of one word, which find the same trials, it keeps one.
void KeepLikeliest(Analyzer& analyzer, std::vector<Correction>& corrections) {
  std::sort(corrections.begin(), corrections.end(), [](const Correction& a, const Correction& b) {
    return a.likelihood != b.likelihood ? a.likelihood > b.likelihood : a.text < b.text;
  });
  std::vector<std::vector<std::string>> kept;
  size_t count = 0;
  for (size_t i = 0; i < corrections.size() && count < kMaxCorrections; ++i) {
    std::vector<std::string> stems = Stems(corrections[i].text, analyzer);
    if (std::find(kept.begin(), kept.end(), stems) != kept.end()) continue;
    kept.push_back(std::move(stems));
    if (i != count) corrections[count] = std::move(corrections[i]);
    ++count;
  }
  corrections.resize(count);
}

// True if nothing but white space is between them.
bool AreNeighbours(absl::string_view text, const Word& word, const Word& next) {
  const absl::string_view between = text.substr(word.end, next.begin - word.end);
  return !between.empty() && absl::StripAsciiWhitespace(between).empty();
}

}  // namespace

absl::StatusOr<std::vector<Misspelling>> FindMisspellings(absl::string_view text,
                                                          const QueryNode& query,
                                                          const IndexSnapshot& snapshot,
                                                          Analyzer& analyzer,
                                                          const OutOfTime& out_of_time) {
  Words words;
  Collect(text, query, analyzer, words);
  Dictionary dictionary(snapshot, out_of_time);
  Corrector corrector(dictionary, static_cast<double>(snapshot.trial_count()));
  std::vector<Misspelling> misspellings;
  uint32_t corrected_to = 0;
  for (auto at = words.begin(); at != words.end(); ++at) {
    const Word& word = at->second;
    if (word.begin < corrected_to || !IsWorthALook(word.written)) continue;
    if (out_of_time()) return OutOfTimeError();
    ASSIGN_OR_RETURN(const double frequency, dictionary.Frequency(word.written));
    const auto next = std::next(at);
    const bool has_neighbour = next != words.end() && AreNeighbours(text, word, next->second);
    Misspelling misspelling;
    if (corrector.IsRare(frequency)) {
      RETURN_IF_ERROR(corrector.AddNear(word, frequency, misspelling.corrections));
      RETURN_IF_ERROR(corrector.AddHalves(word, frequency, misspelling.corrections));
    }
    if (has_neighbour) {
      ASSIGN_OR_RETURN(const double of_next, dictionary.Frequency(next->second.written));
      const double rarer = std::min(frequency, of_next);
      if (corrector.IsRare(rarer)) {
        RETURN_IF_ERROR(corrector.AddJoined(word, next->second, rarer, misspelling.corrections));
      }
    }
    KeepLikeliest(analyzer, misspelling.corrections);
    if (misspelling.corrections.empty()) continue;
    // What is joined is not corrected by itself as well.
    if (misspelling.corrections[0].end > word.end) corrected_to = misspelling.corrections[0].end;
    misspelling.is_known = frequency > 0;
    misspellings.push_back(std::move(misspelling));
  }
  return misspellings;
}

}  // namespace trialdex
