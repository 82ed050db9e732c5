#include "libs/query/word_analysis.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "libs/text/synonyms/synonym_key.h"
#include "libs/text/word_rules.h"

namespace trialdex {
namespace {

constexpr float kOwnForm = 0.2F;
constexpr float kOtherForm = 0.8F;
constexpr float kBareWord = 0.5F;

bool IsEnglishWord(absl::string_view text) {
  return text.size() > 2 && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c));
         });
}

// `tokens` are those of one position, the written one first.
std::vector<Alternative> AlternativesOf(absl::Span<const Token> tokens) {
  const std::string written(tokens[0].text);
  std::string variant;
  std::string stem;
  std::vector<std::string> narrow;
  for (const Token& token : tokens) {
    std::string text(token.text);
    if (token.kind == TokenKind::kVariant && OtherNumeral(written) != token.text) {
      variant = std::move(text);
    } else if (token.kind == TokenKind::kStem) {
      stem = std::move(text);
    } else if (token.kind == TokenKind::kNarrow) {
      narrow.push_back(std::move(text));
    }
  }
  std::vector<Alternative> forms;
  const std::string& plain = variant.empty() ? written : variant;
  if (!stem.empty()) {
    forms = {{written, kOwnForm}, {stem.substr(1), kOtherForm}, {stem, kOtherForm}};
  } else if (!variant.empty()) {
    forms = {{written, kOwnForm}, {variant, kOtherForm}};
  } else {
    forms = {{written, 1.0F}};
  }
  if (stem.empty() && IsEnglishWord(plain)) forms.push_back({absl::StrCat("~", plain), kOtherForm});
  if (narrow.empty()) return forms;
  for (Alternative& form : forms) form.weight *= kBareWord;
  for (const std::string& text : narrow) {
    forms.push_back({text, (1.0F - kBareWord) / static_cast<float>(narrow.size())});
  }
  return forms;
}

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
    analysis.words.push_back({std::string(tokens[i].text), SynonymKey(forms), AlternativesOf(forms),
                              tokens[i].begin, tokens[i].end});
    i = next;
  }
  AddHyphenJoins(tokens, analysis);
  AddSpacedSymbols(analysis);
  return analysis;
}

bool IsFunctionWord(absl::string_view word) {
  static constexpr std::array<absl::string_view, 13> kWords = {
      "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"};
  return std::binary_search(kWords.begin(), kWords.end(), word);
}

}  // namespace trialdex
