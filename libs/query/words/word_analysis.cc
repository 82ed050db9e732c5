#include "libs/query/words/word_analysis.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "libs/query/words/word_forms.h"
#include "libs/text/synonyms/synonym_key.h"
#include "libs/text/word_rules.h"

namespace trialdex {
namespace {

void AddHyphenJoins(absl::Span<const Token> tokens, WordAnalysis& analysis) {
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::kJoined) continue;
    size_t last = token.position;
    while (last + 1 < analysis.words.size() && analysis.words[last + 1].end <= token.end) ++last;
    std::vector<WordJoin>& joins = analysis.joins;
    if (!joins.empty() && joins.back().first == token.position) {
      joins.back() = {token.position, last, std::string(token.text), true};
    } else if (joins.empty() || joins.back().last < token.position) {
      joins.push_back({token.position, last, std::string(token.text), true});
    }
  }
}

// "her 2" where no join by hyphen takes part.
void AddSpacedSymbols(WordAnalysis& analysis) {
  std::vector<bool> taken(analysis.words.size(), false);
  for (const WordJoin& join : analysis.joins) {
    for (size_t i = join.first; i <= join.last; ++i) taken[i] = true;
  }
  for (size_t i = 0; i + 1 < analysis.words.size(); ++i) {
    const std::string& letters = analysis.words[i].written;
    const std::string& number = analysis.words[i + 1].written;
    if (taken[i] || taken[i + 1] || !IsSymbol(letters, number)) continue;
    analysis.joins.push_back({i, i + 1, absl::StrCat(letters, number), false});
    taken[i + 1] = true;
  }
  std::sort(analysis.joins.begin(), analysis.joins.end(),
            [](const WordJoin& a, const WordJoin& b) { return a.first < b.first; });
}

}  // namespace

WordAnalysis AnalyzeWords(absl::string_view text, Analyzer& analyzer) {
  WordAnalysis analysis;
  const absl::Span<const Token> tokens = analyzer.Analyze(text);
  for (size_t i = 0; i < tokens.size();) {
    size_t next = i + 1;
    while (next < tokens.size() && tokens[next].position == tokens[i].position) ++next;
    const absl::Span<const Token> forms = tokens.subspan(i, next - i);
    QueryWord& word =
        analysis.words.emplace_back(QueryWord{std::string(tokens[i].text), SynonymKey(forms),
                                              WordForms(forms), tokens[i].begin, tokens[i].end});
    AddOtherNumber(word.alternatives);
    i = next;
  }
  AddHyphenJoins(tokens, analysis);
  AddSpacedSymbols(analysis);
  return analysis;
}

bool IsFunctionWord(absl::string_view word) {
  static constexpr std::array<absl::string_view, 13> kWords = {
      "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"};
  constexpr size_t kLongest = 4;
  return word.size() <= kLongest && std::binary_search(kWords.begin(), kWords.end(), word);
}

}  // namespace trialdex
