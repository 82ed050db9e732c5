#include "libs/query/words/word_forms.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/query/words/irregular_plurals.h"
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

}  // namespace

std::vector<Alternative> WordForms(absl::Span<const Token> tokens) {
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

void AddOtherNumber(std::vector<Alternative>& forms) {
  std::string other = OtherNumberOf(forms.front().term);
  if (!other.empty()) forms.push_back({std::move(other), kOtherForm});
}

}  // namespace trialdex
