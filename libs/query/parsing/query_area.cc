#include "libs/query/parsing/query_area.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/query/parse_errors.h"
#include "libs/query/parsing/geo_distance.h"
#include "libs/query/parsing/trial_ids.h"
#include "libs/query/parsing/value_range.h"
#include "libs/schema/suggestion.h"

namespace trialdex {
namespace {

constexpr absl::string_view kField = "query";
constexpr absl::string_view kGeoPoint = "LocationGeoPoint";

absl::Status SyntaxError(const QueryLexeme& lexeme, absl::string_view description) {
  return ParseError(kField, "QUERY_SYNTAX", lexeme.begin, description);
}

absl::Status UnknownArea(const QueryLexeme& lexeme) {
  std::string suggestion = SuggestSearchArea(lexeme.argument);
  if (suggestion.empty()) {
    std::vector<absl::string_view> names;
    for (const ColumnInfo& info : AllColumns()) names.push_back(info.piece);
    for (const KeywordInfo& info : AllKeywordFields()) {
      if (!info.piece.empty()) names.push_back(info.piece);
    }
    for (const Structure& structure : AllStructures()) names.push_back(structure.name);
    names.push_back(kGeoPoint);
    suggestion = NearestName(lexeme.argument, names);
  }
  return UnknownNameError(kField, "UNKNOWN_AREA", lexeme.begin, "area", lexeme.argument,
                          suggestion);
}

FilterNode Not(FilterNode child) {
  FilterNode node;
  node.kind = FilterNode::Kind::kNot;
  node.children.push_back(std::move(child));
  return node;
}

FilterNode Present(TextField field) {
  FilterNode node;
  node.kind = FilterNode::Kind::kTextPresent;
  node.text_field = field;
  return node;
}

FilterNode Present(Column column) {
  FilterNode node;
  node.kind = FilterNode::Kind::kPresent;
  node.column = column;
  return node;
}

FilterNode Present(KeywordField keyword) {
  FilterNode node;
  node.kind = FilterNode::Kind::kKeywordPresent;
  node.keyword = keyword;
  return node;
}

// Fields, columns and keywords, each as a filter that asks for a value.
std::vector<FilterNode> Presences(const QueryArea& area) {
  std::vector<FilterNode> present;
  if (area.structure != nullptr) {
    for (const TextField field : area.structure->text_fields) present.push_back(Present(field));
    for (const Column column : area.structure->columns) present.push_back(Present(column));
    for (const KeywordField field : area.structure->keywords) present.push_back(Present(field));
  } else if (area.column.has_value()) {
    present.push_back(Present(*area.column));
  } else if (area.weights == nullptr) {
    present.push_back(Present(*area.keyword));
  } else {
    for (size_t i = 0; i < area.weights->size(); ++i) {
      if ((*area.weights)[i] > 0.0F) present.push_back(Present(static_cast<TextField>(i)));
    }
  }
  return present;
}

std::optional<FilterNode> MakeIds(absl::string_view text) {
  FilterNode node;
  node.kind = FilterNode::Kind::kIds;
  node.values = TrialIdsOf(text);
  if (node.values.empty()) return std::nullopt;
  return node;
}

// "phase 2" and "PHASE2" as "phase", "2".
std::vector<std::string> LettersAndDigits(absl::string_view text) {
  std::vector<std::string> words;
  char before = ' ';
  for (const char c : absl::AsciiStrToLower(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte)) {
      const auto last = static_cast<unsigned char>(before);
      const bool goes_on = absl::ascii_isalnum(last) &&
                           (absl::ascii_isdigit(last) != 0) == (absl::ascii_isdigit(byte) != 0);
      if (!goes_on) words.emplace_back();
      words.back() += c;
    }
    before = c;
  }
  return words;
}

// True if all words of `text` stand in values of the closed list: "open label".
bool IsPartOfValues(KeywordField field, absl::string_view text) {
  // As unmasked trials and those without a phase are called on the registry's pages.
  std::vector<std::string> known = {"open", "label", "not", "applicable"};
  for (const absl::string_view value : AllowedValues(field)) {
    for (std::string& word : LettersAndDigits(value)) known.push_back(std::move(word));
  }
  const std::vector<std::string> words = LettersAndDigits(text);
  return !words.empty() && std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(known.begin(), known.end(), word) != known.end();
  });
}

absl::Status UnknownValue(KeywordField field, absl::string_view name, absl::string_view text,
                          size_t position) {
  return UnknownNameError(kField, "UNKNOWN_VALUE", position, absl::StrCat("value of ", name), text,
                          NearestName(text, AllowedValues(field)));
}

absl::StatusOr<std::optional<FilterNode>> MakeKeyword(const QueryArea& area, absl::string_view text,
                                                      const QueryLexeme& lexeme) {
  std::optional<std::string> normal = NormalKeyword(*area.keyword, text);
  if (!normal.has_value()) {
    if (area.weights != nullptr && IsPartOfValues(*area.keyword, text)) return std::nullopt;
    return UnknownValue(*area.keyword, area.name, text, lexeme.begin);
  }
  if (normal->empty())
    return SyntaxError(lexeme, absl::StrCat("expected a value, found ", Quoted(text)));
  FilterNode node;
  node.kind = FilterNode::Kind::kKeyword;
  node.keyword = *area.keyword;
  node.values.push_back(*std::move(normal));
  return node;
}

}  // namespace

absl::StatusOr<QueryArea> FindQueryArea(const QueryLexeme& lexeme) {
  QueryArea area;
  area.name = lexeme.argument;
  area.keyword = FindKeywordPiece(lexeme.argument);
  if (const SearchArea* found = FindSearchArea(lexeme.argument)) {
    area.weights = found->weights;
    return area;
  }
  area.column = FindColumn(lexeme.argument);
  if (area.column.has_value() || area.keyword.has_value()) return area;
  area.is_point = absl::EqualsIgnoreCase(lexeme.argument, kGeoPoint);
  if (area.is_point) return area;
  area.structure = FindStructure(lexeme.argument);
  if (area.structure == nullptr) return UnknownArea(lexeme);
  area.weights = area.structure->weights;
  return area;
}

absl::StatusOr<QueryArea> AreaInSite(const QueryArea& area, const QueryLexeme& lexeme) {
  auto weights = std::make_shared<FieldWeights>();
  bool found = false;
  for (const TextFieldInfo& info : AllTextFields()) {
    if (!info.per_site || area.weights == nullptr) continue;
    const auto ordinal = static_cast<size_t>(info.field);
    (*weights)[ordinal] = (*area.weights)[ordinal];
    found = found || (*weights)[ordinal] > 0.0F;
  }
  if (!found) {
    return SyntaxError(lexeme, absl::StrCat("expected an area of a site inside SEARCH[Location], "
                                            "found ",
                                            Quoted(area.name)));
  }
  QueryArea inner = area;
  inner.weights = std::move(weights);
  inner.structure = nullptr;
  return inner;
}

absl::StatusOr<FilterNode> MakeRange(const QueryArea& area, const QueryLexeme& lexeme) {
  if (!area.column.has_value()) {
    return SyntaxError(lexeme, "expected AREA[…] of a date or number before RANGE");
  }
  const std::vector<absl::string_view> bounds = absl::StrSplit(lexeme.argument, ',');
  if (bounds.size() != 2) return SyntaxError(lexeme, "expected RANGE[smallest, largest]");
  const absl::string_view low = absl::StripAsciiWhitespace(bounds[0]);
  const absl::string_view high = absl::StripAsciiWhitespace(bounds[1]);
  FilterNode range;
  range.kind = InfoOf(*area.column).type == ColumnType::kDay ? FilterNode::Kind::kDayRange
                                                             : FilterNode::Kind::kNumberRange;
  range.column = *area.column;
  if (low != "MIN") {
    const auto from = CompareColumn(*area.column, Comparison::kGreaterOrEqual, low);
    if (!from.ok()) return SyntaxError(lexeme, absl::StrCat(from.status().message(), ","));
    range.first_day = from->first_day;
    range.min = from->min;
  }
  if (high != "MAX") {
    const auto to = CompareColumn(*area.column, Comparison::kLessOrEqual, high);
    if (!to.ok()) return SyntaxError(lexeme, absl::StrCat(to.status().message(), ","));
    range.last_day = to->last_day;
    range.max = to->max;
  }
  if (range.first_day > range.last_day || range.min > range.max) {
    return SyntaxError(
        lexeme, absl::StrCat("expected the smaller value first, found ", Quoted(lexeme.text)));
  }
  return range;
}

absl::StatusOr<FilterNode> MakeDistance(const QueryArea& area, const QueryLexeme& lexeme) {
  if (!area.is_point) {
    return SyntaxError(lexeme, "expected AREA[LocationGeoPoint] before DISTANCE");
  }
  const std::vector<absl::string_view> parts = absl::StrSplit(lexeme.argument, ',');
  if (parts.size() != 3) {
    return SyntaxError(lexeme, "expected DISTANCE[latitude, longitude, distance]");
  }
  absl::StatusOr<FilterNode> within =
      MakeWithin(absl::StripAsciiWhitespace(parts[0]), absl::StripAsciiWhitespace(parts[1]),
                 absl::StripAsciiWhitespace(parts[2]));
  if (!within.ok()) return SyntaxError(lexeme, absl::StrCat(within.status().message(), ","));
  return within;
}

absl::StatusOr<FilterNode> MakeMissing(const QueryArea& area, const QueryLexeme& lexeme) {
  if (area.name.empty()) return SyntaxError(lexeme, "expected AREA[…] before MISSING");
  if (area.is_point) {
    return SyntaxError(lexeme, "expected DISTANCE[…] after AREA[LocationGeoPoint]");
  }
  std::vector<FilterNode> present = Presences(area);
  if (present.size() == 1) return Not(std::move(present[0]));
  FilterNode any;
  any.kind = FilterNode::Kind::kOr;
  any.children = std::move(present);
  return Not(std::move(any));
}

absl::StatusOr<std::optional<FilterNode>> MakeValue(const QueryArea& area, absl::string_view text,
                                                    const QueryLexeme& lexeme) {
  if (area.column.has_value()) {
    absl::StatusOr<FilterNode> equal =
        CompareColumn(*area.column, Comparison::kEqual, absl::StripAsciiWhitespace(text));
    if (!equal.ok()) return SyntaxError(lexeme, absl::StrCat(equal.status().message(), ","));
    return *std::move(equal);
  }
  if (area.keyword.has_value()) return MakeKeyword(area, text, lexeme);
  if (area.is_point) {
    return SyntaxError(lexeme, "expected DISTANCE[…] after AREA[LocationGeoPoint]");
  }
  if (area.weights == nullptr) {
    return SyntaxError(lexeme, absl::StrCat("expected MISSING after AREA[", area.name,
                                            "], which has no words, found ", Quoted(text)));
  }
  if ((*area.weights)[static_cast<size_t>(TextField::kNctId)] > 0.0F) return MakeIds(text);
  return std::nullopt;
}

}  // namespace trialdex
