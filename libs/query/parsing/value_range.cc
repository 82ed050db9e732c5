#include "libs/query/parsing/value_range.h"

#include <cmath>
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"
#include "libs/trial/age.h"
#include "libs/trial/partial_date.h"

namespace trialdex {
namespace {

// "04/15/2020" and "04/2020", as the registry's own RANGE writes them, in ISO order.
std::string IsoDate(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  if (parts.size() < 2 || parts.size() > 3 || parts.back().size() != 4) return std::string(text);
  std::string date(parts.back());
  for (size_t i = 0; i + 1 < parts.size(); ++i) {
    absl::StrAppend(&date, parts[i].size() == 1 ? "-0" : "-", parts[i]);
  }
  return date;
}

absl::StatusOr<FilterNode> CompareDay(Column column, Comparison comparison,
                                      absl::string_view value) {
  const absl::StatusOr<v1::PartialDate> date = ParsePartialDate(IsoDate(value));
  if (!date.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(Quoted(value), " is no date: write 2020, 2020-04 or 2020-04-15"));
  }
  FilterNode node;
  node.kind = FilterNode::Kind::kDayRange;
  node.column = column;
  switch (comparison) {
    case Comparison::kEqual:
      node.first_day = EarliestDay(*date);
      node.last_day = LatestDay(*date);
      break;
    case Comparison::kLess:
      node.last_day = EarliestDay(*date) - 1;
      break;
    case Comparison::kLessOrEqual:
      node.last_day = LatestDay(*date);
      break;
    case Comparison::kGreater:
      node.first_day = LatestDay(*date) + 1;
      break;
    case Comparison::kGreaterOrEqual:
      node.first_day = EarliestDay(*date);
      break;
  }
  return node;
}

absl::StatusOr<double> ParseNumber(Column column, absl::string_view value) {
  double number = 0.0;
  if (absl::SimpleAtod(value, &number) && std::isfinite(number)) return number;
  if (InfoOf(column).type != ColumnType::kReal) {
    return absl::InvalidArgumentError(absl::StrCat(Quoted(value), " is no number"));
  }
  const absl::StatusOr<std::optional<v1::Age>> age = ParseAge(value);
  if (!age.ok() || !age->has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat(Quoted(value), " is no age: write 18 or \"6 months\""));
  }
  return AgeInYears(**age);
}

absl::StatusOr<FilterNode> CompareNumber(Column column, Comparison comparison,
                                         absl::string_view value) {
  ASSIGN_OR_RETURN(const double number, ParseNumber(column, value));
  FilterNode node;
  node.kind = FilterNode::Kind::kNumberRange;
  node.column = column;
  switch (comparison) {
    case Comparison::kEqual:
      node.min = number;
      node.max = number;
      break;
    case Comparison::kLess:
    case Comparison::kLessOrEqual:
      node.max = number;
      node.max_inclusive = comparison == Comparison::kLessOrEqual;
      break;
    case Comparison::kGreater:
    case Comparison::kGreaterOrEqual:
      node.min = number;
      node.min_inclusive = comparison == Comparison::kGreaterOrEqual;
      break;
  }
  return node;
}

}  // namespace

absl::StatusOr<FilterNode> CompareColumn(Column column, Comparison comparison,
                                         absl::string_view value) {
  if (InfoOf(column).type == ColumnType::kDay) return CompareDay(column, comparison, value);
  return CompareNumber(column, comparison, value);
}

}  // namespace trialdex
