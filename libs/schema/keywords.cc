#include "libs/schema/keywords.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/case_fold.h"
#include "libs/base/one_line.h"
#include "libs/base/utf8.h"
#include "libs/schema/keyword_table.h"

namespace trialdex {
namespace {

constexpr size_t kMaxKeywordBytes = 255;
// Between a text's normal form and how it is written.
constexpr char kBeforeWritten = '\0';

void RemoveNuls(std::string& text) {
  if (!absl::StrContains(text, kBeforeWritten)) return;
  text.erase(std::remove(text.begin(), text.end(), kBeforeWritten), text.end());
}

using FieldsByName = absl::flat_hash_map<std::string, KeywordField>;

std::optional<KeywordField> Find(const FieldsByName& fields, absl::string_view name) {
  const auto it = fields.find(absl::AsciiStrToLower(name));
  if (it == fields.end()) return std::nullopt;
  return it->second;
}

}  // namespace

std::optional<KeywordField> FindKeywordField(absl::string_view name) {
  static const FieldsByName& by_name = *[] {
    auto* fields = new FieldsByName;
    for (const KeywordInfo& info : AllKeywordFields()) fields->emplace(info.name, info.field);
    return fields;
  }();
  return Find(by_name, name);
}

std::optional<KeywordField> FindKeywordPiece(absl::string_view piece) {
  static const FieldsByName& by_piece = *[] {
    auto* fields = new FieldsByName;
    for (const KeywordInfo& info : AllKeywordFields()) {
      if (!info.piece.empty()) fields->emplace(absl::AsciiStrToLower(info.piece), info.field);
    }
    return fields;
  }();
  return Find(by_piece, piece);
}

absl::Span<const absl::string_view> AllowedValues(KeywordField field) {
  const KeywordWords* words = WordsOf(field);
  if (words == nullptr) return {};
  return words->all;
}

std::optional<std::string> NormalKeyword(KeywordField field, absl::string_view value) {
  if (const KeywordWords* words = WordsOf(field)) {
    const absl::string_view word = words->find(value);
    if (word.empty()) return std::nullopt;
    return std::string(word);
  }
  std::string folded = CaseFold(value);
  RemoveNuls(folded);
  folded.resize(TruncateUtf8(folded, kMaxKeywordBytes).size());
  return folded;
}

std::string KeywordTerm(KeywordField field, absl::string_view normal, absl::string_view written) {
  std::string term;
  SetKeywordTerm(field, normal, written, &term);
  return term;
}

void SetKeywordTerm(KeywordField field, absl::string_view normal, absl::string_view written,
                    std::string* term) {
  const KeywordInfo& info = InfoOf(field);
  term->clear();
  absl::StrAppend(term, info.name, "=", normal);
  if (info.type != KeywordType::kText) return;
  std::string tidied;
  if (!IsOneLine(written) || absl::StrContains(written, kBeforeWritten)) {
    tidied.assign(written.data(), written.size());
    RemoveNuls(tidied);
    MakeOneLine(&tidied);
    written = tidied;
  }
  absl::StrAppend(term, absl::string_view(&kBeforeWritten, 1),
                  TruncateUtf8(written, kMaxKeywordBytes));
}

std::string KeywordPrefix(KeywordField field) { return absl::StrCat(InfoOf(field).name, "="); }

std::string KeywordPrefix(KeywordField field, absl::string_view normal) {
  return absl::StrCat(KeywordPrefix(field), normal, absl::string_view(&kBeforeWritten, 1));
}

KeywordTermParts SplitKeywordTerm(KeywordField field, absl::string_view term) {
  term.remove_prefix(InfoOf(field).name.size() + 1);
  const size_t end = term.find(kBeforeWritten);
  if (end == absl::string_view::npos) return {term, term};
  return {term.substr(0, end), term.substr(end + 1)};
}

}  // namespace trialdex
