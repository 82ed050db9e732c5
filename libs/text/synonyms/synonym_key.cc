#include "libs/text/synonyms/synonym_key.h"

#include <cstddef>

#include "libs/text/word_rules.h"

namespace trialdex {
namespace {

// Shorter words are abbreviations more often than they are plurals.
constexpr size_t kMinStemmed = 5;

}  // namespace

std::string SynonymKey(absl::Span<const Token> tokens) {
  absl::string_view plain = tokens[0].text;
  absl::string_view stem;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kVariant && OtherNumeral(tokens[0].text) != token.text) {
      plain = token.text;
    } else if (token.kind == TokenKind::kStem) {
      stem = token.text.substr(1);  // After the "~".
    }
  }
  return std::string(!stem.empty() && plain.size() >= kMinStemmed ? stem : plain);
}

std::vector<std::string> SynonymKeys(absl::string_view text, Analyzer& analyzer) {
  std::vector<std::string> keys;
  const absl::Span<const Token> tokens = analyzer.Analyze(text);
  for (size_t i = 0; i < tokens.size();) {
    size_t next = i + 1;
    while (next < tokens.size() && tokens[next].position == tokens[i].position) ++next;
    keys.push_back(SynonymKey(tokens.subspan(i, next - i)));
    i = next;
  }
  return keys;
}

}  // namespace trialdex
