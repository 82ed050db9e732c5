#include "libs/query/order_parser.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"
#include "libs/query/parsing/geo_distance.h"
#include "libs/schema/suggestion.h"

namespace trialdex {
namespace {

constexpr absl::string_view kField = "order_by";
// More keys than there are columns say nothing.
constexpr size_t kMaxKeys = 16;

absl::Status UnknownField(absl::string_view name, size_t position) {
  std::vector<absl::string_view> names = {"relevance", "id", "distance"};
  for (const ColumnInfo& info : AllColumns()) names.push_back(info.name);
  return UnknownNameError(kField, "UNKNOWN_FIELD", position, "field", name,
                          NearestName(name, names));
}

// `words` follow `name`, which begins at byte `position`; all are parts of one text.
absl::StatusOr<bool> IsDescending(const std::vector<absl::string_view>& words,
                                  absl::string_view name, size_t position, bool otherwise) {
  if (words.empty()) return otherwise;
  const bool descending = absl::EqualsIgnoreCase(words[0], "desc");
  const bool known = descending || absl::EqualsIgnoreCase(words[0], "asc");
  if (known && words.size() == 1) return descending;
  const absl::string_view wrong = words[known ? 1 : 0];
  return ParseError(kField, "ORDER_SYNTAX",
                    position + static_cast<size_t>(wrong.data() - name.data()),
                    absl::StrCat("expected ", known ? "" : "'asc', 'desc' or ", "a comma after ",
                                 Quoted(known ? words[0] : name), ", found ", Quoted(wrong)));
}

std::vector<absl::string_view> WordsOf(absl::string_view text) {
  return absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
}

// "distance(location, 52.5, 13.4) desc"; `open` is where the parenthesis opens.
absl::StatusOr<SortKey> ParseDistanceKey(absl::string_view text, size_t open, size_t position) {
  const size_t close = text.find(')', open);
  const absl::string_view inner = close == absl::string_view::npos
                                      ? absl::string_view()
                                      : text.substr(open + 1, close - open - 1);
  const std::vector<absl::string_view> arguments = absl::StrSplit(inner, ',');
  if (absl::StripAsciiWhitespace(text.substr(0, open)) != "distance" || arguments.size() != 3 ||
      absl::StripAsciiWhitespace(arguments[0]) != "location") {
    return ParseError(
        kField, "ORDER_SYNTAX", position,
        absl::StrCat("expected distance(location, latitude, longitude), found ", Quoted(text)));
  }
  const absl::StatusOr<GeoPoint> point = ParseGeoPoint(absl::StripAsciiWhitespace(arguments[1]),
                                                       absl::StripAsciiWhitespace(arguments[2]));
  if (!point.ok()) {
    return ParseError(kField, "ORDER_SYNTAX", position,
                      absl::StrCat(point.status().message(), ","));
  }
  SortKey key;
  key.kind = SortKey::Kind::kDistance;
  key.center = *point;
  const absl::string_view name = text.substr(0, close + 1);
  ASSIGN_OR_RETURN(key.descending,
                   IsDescending(WordsOf(text.substr(close + 1)), name, position, false));
  return key;
}

// The keys of `text`, apart at commas outside parentheses.
std::vector<absl::string_view> SplitKeys(absl::string_view text) {
  std::vector<absl::string_view> keys;
  size_t begin = 0;
  bool inside = false;
  for (size_t i = 0; i < text.size(); ++i) {
    inside = text[i] == '(' || (inside && text[i] != ')');
    if (text[i] != ',' || inside) continue;
    keys.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  keys.push_back(text.substr(begin));
  return keys;
}

absl::StatusOr<SortKey> ParseKey(absl::string_view text, size_t position) {
  const size_t open = text.find('(');
  if (open != absl::string_view::npos) return ParseDistanceKey(text, open, position);
  std::vector<absl::string_view> words = WordsOf(text);
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
  const absl::string_view name = words[0];
  words.erase(words.begin());
  ASSIGN_OR_RETURN(key.descending, IsDescending(words, name, position, key.descending));
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
  for (const absl::string_view part : SplitKeys(text)) {
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
