#include "libs/query/exact_words.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace trialdex {
namespace {

// How `written` is written, as far as its ASCII letters go.
LetterCase CaseOf(absl::string_view written) {
  size_t upper = 0;
  size_t lower = 0;
  for (const char c : written) {
    const auto byte = static_cast<unsigned char>(c);
    upper += absl::ascii_isupper(byte) ? 1 : 0;
    lower += absl::ascii_islower(byte) ? 1 : 0;
  }
  if (upper == 0) return lower == 0 ? LetterCase::kAny : LetterCase::kLower;
  if (lower == 0) return LetterCase::kUpper;
  const bool capital = absl::ascii_isupper(static_cast<unsigned char>(written[0]));
  return capital && upper == 1 ? LetterCase::kCapitalized : LetterCase::kAsTerm;
}

}  // namespace

std::optional<QueryNode> MakeExactWords(const QueryText& text, Analyzer& analyzer, int& words) {
  QueryNode node;
  node.weights = text.weights;
  for (const Token& token : analyzer.Analyze(text.text)) {
    if (token.kind != TokenKind::kWritten) continue;
    const absl::string_view written = text.text.substr(token.begin, token.end - token.begin);
    const LetterCase letter_case = CaseOf(written);
    const std::string term =
        letter_case == LetterCase::kAsTerm ? absl::StrCat("=", written) : std::string(token.text);
    if (node.places.empty()) node.begin = text.begin + token.begin;
    node.end = text.begin + token.end;
    node.places.push_back({token.position, {{term, 1.0F, letter_case}}});
  }
  if (node.places.empty()) return std::nullopt;
  words += static_cast<int>(node.places.size());
  node.kind = node.places.size() == 1 ? QueryNode::Kind::kWord : QueryNode::Kind::kPhrase;
  return node;
}

}  // namespace trialdex
