#include "libs/search/facets/filter_clauses.h"

#include <algorithm>

namespace trialdex {
namespace {

using Kind = FilterNode::Kind;

// The one field that `node` speaks of; nullopt if there are several, or one that is not counted.
std::optional<CountedField> OnlyField(const FilterNode& node) {
  switch (node.kind) {
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kNot: {
      const std::optional<CountedField> first = OnlyField(node.children.front());
      const bool alike =
          std::all_of(node.children.begin() + 1, node.children.end(),
                      [&first](const FilterNode& child) { return OnlyField(child) == first; });
      return alike ? first : std::nullopt;
    }
    case Kind::kKeyword:
    case Kind::kKeywordPresent:
      return node.keyword;
    case Kind::kDayRange:
    case Kind::kNumberRange:
    case Kind::kPresent:
      return node.column;
    default:
      return std::nullopt;
  }
}

// Adds `part` to what `all`, a kAnd or kAll, asks for.
void Require(FilterNode& all, const FilterNode& part) {
  all.kind = Kind::kAnd;
  all.children.push_back(part);
}

void Split(const FilterNode& filter, absl::Span<const CountedField> fields,
           FilterClauses& clauses) {
  if (filter.kind == Kind::kAnd) {
    for (const FilterNode& child : filter.children) Split(child, fields, clauses);
    return;
  }
  const std::optional<CountedField> field = OnlyField(filter);
  if (!field.has_value() || std::find(fields.begin(), fields.end(), *field) == fields.end()) {
    Require(clauses.shared, filter);
    return;
  }
  std::optional<size_t> at = clauses.Find(*field);
  if (!at.has_value()) {
    at = clauses.own.size();
    clauses.own.push_back({*field, {}});
  }
  Require(clauses.own[*at].clause, filter);
}

}  // namespace

std::optional<size_t> FilterClauses::Find(CountedField field) const {
  for (size_t i = 0; i < own.size(); ++i) {
    if (own[i].field == field) return i;
  }
  return std::nullopt;
}

FilterClauses SplitFilter(const FilterNode& filter, absl::Span<const CountedField> fields) {
  FilterClauses clauses;
  Split(filter, fields, clauses);
  return clauses;
}

bool AsksFor(const FilterNode& clause, absl::string_view normal) {
  switch (clause.kind) {
    case Kind::kAnd:
    case Kind::kOr:
      return std::any_of(clause.children.begin(), clause.children.end(),
                         [normal](const FilterNode& child) { return AsksFor(child, normal); });
    case Kind::kKeyword:
      return std::find(clause.values.begin(), clause.values.end(), normal) != clause.values.end();
    default:
      return false;
  }
}

}  // namespace trialdex
