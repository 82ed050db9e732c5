#include "libs/query/order_parser.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"
#include "libs/schema/suggestion.h"

namespace trialdex {
namespace {

constexpr absl::string_view kField = "order_by";
// More keys than there are columns say nothing.
constexpr size_t kMaxKeys = 16;

absl::Status UnknownField(absl::string_view name, size_t position) {
  std::vector<absl::string_view> names = {"relevance", "id"};
  for (const ColumnInfo& info : AllColumns()) names.push_back(info.name);
  return UnknownNameError(kField, "UNKNOWN_FIELD", position, "field", name,
                          NearestName(name, names));
}

absl::StatusOr<SortKey> ParseKey(absl::string_view text, size_t position) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
  if (words.empty()) return ParseError(kField, "ORDER_SYNTAX", position, "expected a field");
  SortKey key;
  if (absl::EqualsIgnoreCase(words[0], "relevance")) {
    key.kind = SortKey::Kind::kRelevance;
    key.descending = true;
  } else if (absl::EqualsIgnoreCase(words[0], "id")) {
    key.kind = SortKey::Kind::kId;
  } else if (const auto column = FindColumn(words[0])) {
    key.kind = SortKey::Kind::kColumn;
    key.column = *column;
  } else {
    return UnknownField(words[0], position);
  }
  if (words.size() == 1) return key;
  const bool descending = absl::EqualsIgnoreCase(words[1], "desc");
  if (words.size() > 2 || (!descending && !absl::EqualsIgnoreCase(words[1], "asc"))) {
    return ParseError(kField, "ORDER_SYNTAX", position,
                      absl::StrCat("expected 'asc', 'desc' or a comma after ", Quoted(words[0])));
  }
  key.descending = descending;
  return key;
}

}  // namespace

absl::StatusOr<std::vector<SortKey>> ParseOrder(absl::string_view text, bool ranked) {
  RETURN_IF_ERROR(CheckText(kField, "ORDER", text));
  std::vector<SortKey> keys;
  SortKey by_id;
  by_id.kind = SortKey::Kind::kId;
  if (absl::StripAsciiWhitespace(text).empty()) {
    if (ranked) {
      keys.emplace_back();
      keys.back().descending = true;
    }
    keys.push_back(by_id);
    return keys;
  }
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    const absl::string_view name = absl::StripLeadingAsciiWhitespace(part);
    const auto position = static_cast<size_t>(name.data() - text.data());
    if (keys.size() == kMaxKeys) {
      return ParseError(kField, "ORDER_SYNTAX", position, "more than 16 fields");
    }
    ASSIGN_OR_RETURN(keys.emplace_back(), ParseKey(name, position));
  }
  for (size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].kind != SortKey::Kind::kId) continue;
    keys.resize(i + 1);
    return keys;
  }
  keys.push_back(by_id);
  return keys;
}

}  // namespace trialdex
