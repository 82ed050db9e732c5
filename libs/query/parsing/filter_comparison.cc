#include "libs/query/parsing/filter_comparison.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/query/parse_errors.h"
#include "libs/query/parsing/value_range.h"
#include "libs/schema/suggestion.h"
#include "libs/trial/trial_id.h"

namespace trialdex {
namespace {

using Kind = FilterNode::Kind;
using Lex = FilterLexeme::Kind;

constexpr absl::string_view kField = "filter";
constexpr absl::string_view kPresence = "*";

absl::Status SyntaxError(size_t position, absl::string_view description) {
  return ParseError(kField, "FILTER_SYNTAX", position, description);
}

absl::Status UnknownField(const FilterLexeme& name) {
  std::vector<absl::string_view> names = {"id"};
  for (const KeywordInfo& info : AllKeywordFields()) names.push_back(info.name);
  for (const ColumnInfo& info : AllColumns()) names.push_back(info.name);
  return UnknownNameError(kField, "UNKNOWN_FIELD", name.position, "field", name.text,
                          NearestName(name.text, names));
}

absl::Status UnknownValue(KeywordField field, const FilterLexeme& value) {
  const absl::string_view name = InfoOf(field).name;
  const std::string suggestion = NearestName(value.text, AllowedValues(field));
  std::string description =
      absl::StrCat(Quoted(value.text), " is no ", name, " at byte ", value.position);
  if (suggestion.empty()) {
    absl::StrAppend(&description, "; it is one of ", absl::StrJoin(AllowedValues(field), ", "));
    return FieldError(kField, description, "UNKNOWN_VALUE",
                      {{"position", absl::StrCat(value.position)},
                       {"field", std::string(name)},
                       {"value", Shortened(value.text)}});
  }
  absl::StrAppend(&description, "; did you mean ", suggestion, "?");
  return FieldError(kField, description, "UNKNOWN_VALUE",
                    {{"position", absl::StrCat(value.position)},
                     {"field", std::string(name)},
                     {"value", Shortened(value.text)},
                     {"suggestion", suggestion}});
}

absl::StatusOr<FilterNode> CompareInColumn(Column column, Lex comparator,
                                           const FilterLexeme& value) {
  Comparison comparison = Comparison::kEqual;
  if (comparator == Lex::kLess) comparison = Comparison::kLess;
  if (comparator == Lex::kLessOrEqual) comparison = Comparison::kLessOrEqual;
  if (comparator == Lex::kGreater) comparison = Comparison::kGreater;
  if (comparator == Lex::kGreaterOrEqual) comparison = Comparison::kGreaterOrEqual;
  absl::StatusOr<FilterNode> node = CompareColumn(column, comparison, value.text);
  if (!node.ok()) {
    return SyntaxError(value.position, absl::StrCat(node.status().message(), ","));
  }
  return node;
}

// Fields of which only words are known can at least be there or not.
absl::StatusOr<FilterNode> PresentText(const FilterLexeme& name) {
  const auto field = FindTextField(name.text);
  if (!field.has_value()) return UnknownField(name);
  FilterNode node;
  node.kind = Kind::kTextPresent;
  node.text_field = *field;
  return node;
}

absl::StatusOr<FilterNode> EqualsId(const FilterLexeme& value) {
  absl::StatusOr<std::string> id = CanonicalTrialId(value.text);
  if (!id.ok()) {
    return SyntaxError(value.position, absl::StrCat(Quoted(value.text), " is no trial id,"));
  }
  FilterNode node;
  node.kind = Kind::kIds;
  node.values.push_back(*std::move(id));
  return node;
}

absl::StatusOr<FilterNode> EqualsKeyword(KeywordField field, const FilterLexeme& value) {
  if (value.kind == Lex::kWord && absl::StrContains(value.text, kPresence)) {
    return SyntaxError(value.position, "expected a whole value, found a wildcard");
  }
  std::optional<std::string> normal = NormalKeyword(field, value.text);
  if (!normal.has_value()) return UnknownValue(field, value);
  FilterNode node;
  node.kind = Kind::kKeyword;
  node.keyword = field;
  node.values.push_back(*std::move(normal));
  return node;
}

}  // namespace

absl::StatusOr<FilterNode> CompareField(const FilterLexeme& name, FilterLexeme::Kind comparator,
                                        const FilterLexeme& value) {
  auto keyword = FindKeywordField(name.text);
  if (!keyword.has_value()) keyword = FindKeywordPiece(name.text);
  const bool is_id = absl::EqualsIgnoreCase(name.text, "id");
  const auto column = FindColumn(name.text);
  FilterNode node;
  if (comparator == Lex::kHas && value.kind == Lex::kWord && value.text == kPresence) {
    if (is_id) return FilterNode{};
    if (!keyword.has_value() && !column.has_value()) return PresentText(name);
    node.kind = keyword.has_value() ? Kind::kKeywordPresent : Kind::kPresent;
    if (keyword.has_value()) node.keyword = *keyword;
    if (column.has_value()) node.column = *column;
    return node;
  }
  if (column.has_value()) return CompareInColumn(*column, comparator, value);
  if (!keyword.has_value() && !is_id) return UnknownField(name);
  if (comparator != Lex::kEqual && comparator != Lex::kNotEqual && comparator != Lex::kHas) {
    return SyntaxError(name.position, absl::StrCat("expected = or != after '", name.text,
                                                   "', which has no order"));
  }
  return is_id ? EqualsId(value) : EqualsKeyword(*keyword, value);
}

}  // namespace trialdex
