#include "libs/query/filter_text.h"

#include <cmath>
#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"

namespace trialdex {
namespace {

using Kind = FilterNode::Kind;

std::string QuotedValue(absl::string_view value) {
  return absl::StrCat("\"", absl::StrReplaceAll(value, {{"\\", "\\\\"}, {"\"", "\\\""}}), "\"");
}

// Shortest text that reads back as the same number.
std::string Number(double number) {
  for (int digits = 6; digits < 17; ++digits) {
    const std::string text = absl::StrFormat("%.*g", digits, number);
    double back = 0.0;
    if (absl::SimpleAtod(text, &back) && back == number) return text;
  }
  return absl::StrFormat("%.17g", number);
}

std::string Day(int32_t day) { return absl::FormatCivilTime(absl::CivilDay(1970, 1, 1) + day); }

std::string Joined(absl::string_view glue, const std::vector<std::string>& parts) {
  if (parts.size() == 1) return parts[0];
  return absl::StrCat("(", absl::StrJoin(parts, glue), ")");
}

// "name = value" for each value of a node.
std::string Equalities(absl::string_view name, const FilterNode& node, bool quote) {
  std::vector<std::string> parts;
  for (const std::string& value : node.values) {
    parts.push_back(absl::StrCat(name, " = ", quote ? QuotedValue(value) : value));
  }
  return Joined(" OR ", parts);
}

std::string DayRangeText(const FilterNode& node) {
  const absl::string_view name = InfoOf(node.column).name;
  std::vector<std::string> bounds;
  if (node.first_day != std::numeric_limits<int32_t>::min()) {
    bounds.push_back(absl::StrCat(name, " >= ", Day(node.first_day)));
  }
  if (node.last_day != std::numeric_limits<int32_t>::max()) {
    bounds.push_back(absl::StrCat(name, " <= ", Day(node.last_day)));
  }
  if (bounds.empty()) return absl::StrCat(name, ":*");
  const std::string text = absl::StrJoin(bounds, " AND ");
  if (node.certain) return absl::StrCat("certain(", text, ")");
  return Joined(" AND ", bounds);
}

std::string NumberRangeText(const FilterNode& node) {
  const absl::string_view name = InfoOf(node.column).name;
  if (node.min == node.max) return absl::StrCat(name, " = ", Number(node.min));
  std::vector<std::string> bounds;
  if (!std::isinf(node.min)) {
    bounds.push_back(absl::StrCat(name, node.min_inclusive ? " >= " : " > ", Number(node.min)));
  }
  if (!std::isinf(node.max)) {
    bounds.push_back(absl::StrCat(name, node.max_inclusive ? " <= " : " < ", Number(node.max)));
  }
  if (bounds.empty()) return absl::StrCat(name, ":*");
  return Joined(" AND ", bounds);
}

std::string Text(const FilterNode& node);

std::string Children(absl::string_view glue, const FilterNode& node) {
  std::vector<std::string> parts;
  for (const FilterNode& child : node.children) parts.push_back(Text(child));
  return Joined(glue, parts);
}

std::string Text(const FilterNode& node) {
  switch (node.kind) {
    case Kind::kAll:
      return "id:*";
    case Kind::kNone:
      return "none";
    case Kind::kAnd:
      return Children(" AND ", node);
    case Kind::kOr:
      return Children(" OR ", node);
    case Kind::kNot:
      return absl::StrCat("NOT ", Text(node.children.at(0)));
    case Kind::kKeyword:
      return Equalities(InfoOf(node.keyword).name, node,
                        InfoOf(node.keyword).type == KeywordType::kText);
    case Kind::kDayRange:
      return DayRangeText(node);
    case Kind::kNumberRange:
      return NumberRangeText(node);
    case Kind::kPresent:
      return absl::StrCat(InfoOf(node.column).name, ":*");
    case Kind::kKeywordPresent:
      return absl::StrCat(InfoOf(node.keyword).name, ":*");
    case Kind::kTextPresent:
      return absl::StrCat(InfoOf(node.text_field).piece, ":*");
    case Kind::kIds:
      return Equalities("id", node, false);
    case Kind::kDistance:
      return absl::StrCat("distance(location, ", Number(node.center.latitude), ", ",
                          Number(node.center.longitude), ", ", Number(node.radius_km), "km)");
  }
  return "";
}

}  // namespace

std::string FilterText(const FilterNode& node) {
  if (node.kind == Kind::kAll) return "";
  return Text(node);
}

std::string OrderText(const std::vector<SortKey>& order) {
  return absl::StrJoin(order, ", ", [](std::string* out, const SortKey& key) {
    switch (key.kind) {
      case SortKey::Kind::kRelevance:
        absl::StrAppend(out, "relevance");
        break;
      case SortKey::Kind::kId:
        absl::StrAppend(out, "id");
        break;
      case SortKey::Kind::kColumn:
        absl::StrAppend(out, InfoOf(key.column).name);
        break;
      case SortKey::Kind::kDistance:
        absl::StrAppend(out, "distance(location, ", Number(key.center.latitude), ", ",
                        Number(key.center.longitude), ")");
        break;
    }
    absl::StrAppend(out, key.descending ? " desc" : " asc");
  });
}

}  // namespace trialdex
