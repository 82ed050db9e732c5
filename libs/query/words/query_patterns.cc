#include "libs/query/words/query_patterns.h"

#include <string>
#include <utility>

#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/query/parsing/query_suffix.h"
#include "libs/query/words/word_analysis.h"
#include "libs/text/normalizer.h"

namespace trialdex {
namespace {

// Appends `word` in plain letters.
void AppendPlain(absl::string_view word, std::string& pattern) {
  std::string normal;
  NormalizeWord(word, normal);
  std::string plain;
  PlainWord(normal, plain);
  pattern += plain.empty() ? normal : plain;
}

// `word` in the normal form, with its wildcards unless it is `fuzzy`.
std::string PatternText(absl::string_view word, TermPattern::Kind kind) {
  std::string pattern;
  size_t begin = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    if (word[i] != '*' && word[i] != '?' && word[i] != '\\') continue;
    AppendPlain(word.substr(begin, i - begin), pattern);
    begin = i + 1;
    const bool escaped = i > 0 && word[i - 1] == '\\';
    if (kind == TermPattern::Kind::kWildcard && word[i] != '\\' && !escaped) pattern += word[i];
  }
  AppendPlain(word.substr(begin), pattern);
  return pattern;
}

std::optional<Place> MakePlace(absl::string_view word, TermPattern::Kind kind, int max_edits,
                               Analyzer& analyzer) {
  Place place;
  place.pattern = TermPattern{kind, PatternText(word, kind), max_edits};
  if (place.pattern->text.find_first_not_of("*?") == std::string::npos) return std::nullopt;
  if (kind == TermPattern::Kind::kFuzzy) {
    WordAnalysis analysis = AnalyzeWords(word, analyzer);
    if (analysis.words.size() == 1) {
      place.alternatives = std::move(analysis.words[0].alternatives);
    } else {
      place.alternatives.push_back({place.pattern->text, 1.0F});
    }
  }
  return place;
}

QueryNode NodeAt(const QueryText& text) {
  QueryNode node;
  node.weights = text.weights;
  node.begin = text.begin;
  node.end = text.begin + static_cast<uint32_t>(text.text.size());
  return node;
}

}  // namespace

std::optional<QueryNode> MakePattern(const QueryText& text, TermPattern::Kind kind, int max_edits,
                                     Analyzer& analyzer) {
  std::optional<Place> place = MakePlace(text.text, kind, max_edits, analyzer);
  if (!place.has_value()) return std::nullopt;
  QueryNode node = NodeAt(text);
  node.kind = QueryNode::Kind::kWord;
  node.places.push_back(*std::move(place));
  return node;
}

absl::StatusOr<std::optional<QueryNode>> MakePatternPhrase(const QueryText& text,
                                                           Analyzer& analyzer, int& words) {
  QueryNode node = NodeAt(text);
  bool has_pattern = false;
  for (const absl::string_view part :
       absl::StrSplit(text.text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty())) {
    const auto position = text.begin + static_cast<size_t>(part.data() - text.text.data());
    ASSIGN_OR_RETURN(const WordSuffix suffix, ReadWordSuffix(part, position));
    const auto offset = static_cast<uint32_t>(node.places.size());
    if (!suffix.pattern.has_value()) {
      for (QueryWord& word : AnalyzeWords(part, analyzer).words) {
        node.places.push_back(
            {static_cast<uint32_t>(node.places.size()), std::move(word.alternatives)});
      }
      continue;
    }
    has_pattern = true;
    std::optional<Place> place =
        MakePlace(part.substr(0, suffix.word_bytes), *suffix.pattern, suffix.max_edits, analyzer);
    if (!place.has_value()) return std::nullopt;
    place->offset = offset;
    node.places.push_back(*std::move(place));
  }
  if (!has_pattern) return std::nullopt;
  words += static_cast<int>(node.places.size());
  node.kind = node.places.size() == 1 ? QueryNode::Kind::kWord : QueryNode::Kind::kPhrase;
  return node;
}

}  // namespace trialdex
