#include "libs/query/words/exact_words.h"

#include <string>

#include "libs/text/written_case.h"

namespace trialdex {
namespace {

LetterCase CaseOf(absl::string_view written, absl::string_view normal) {
  switch (WrittenCaseOf(written, normal)) {
    case WrittenCase::kNormal:
      return LetterCase::kLower;
    case WrittenCase::kCapitalized:
      return LetterCase::kCapitalized;
    case WrittenCase::kUpper:
      return LetterCase::kUpper;
    case WrittenCase::kOther:
      break;
  }
  return LetterCase::kAsTerm;
}

}  // namespace

std::optional<QueryNode> MakeExactWords(const QueryText& text, Analyzer& analyzer, int& words) {
  QueryNode node;
  node.weights = text.weights;
  for (const Token& token : analyzer.Analyze(text.text)) {
    if (token.kind != TokenKind::kWritten) continue;
    const absl::string_view written = text.text.substr(token.begin, token.end - token.begin);
    const LetterCase letter_case = CaseOf(written, token.text);
    const std::string term =
        letter_case == LetterCase::kAsTerm ? ExactTerm(written) : std::string(token.text);
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
