#include "libs/search/facets/counted_field.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/query/parse_errors.h"
#include "libs/schema/suggestion.h"

namespace trialdex {
namespace {

// What users call the fields that every page of results offers.
constexpr std::pair<absl::string_view, KeywordField> kShortNames[] = {
    {"status", KeywordField::kOverallStatus},
    {"type", KeywordField::kStudyType},
    {"purpose", KeywordField::kPrimaryPurpose},
    {"age_group", KeywordField::kStandardAge},
};

}  // namespace

std::optional<CountedField> FindCountedField(absl::string_view name) {
  if (const auto keyword = FindKeywordField(name)) return *keyword;
  if (const auto keyword = FindKeywordPiece(name)) return *keyword;
  if (const auto column = FindColumn(name)) return *column;
  for (const auto& [short_name, field] : kShortNames) {
    if (absl::EqualsIgnoreCase(short_name, name)) return field;
  }
  return std::nullopt;
}

std::optional<Column> FindYearOfDate(absl::string_view name) {
  constexpr absl::string_view kYear = "_year";
  if (!absl::EndsWithIgnoreCase(name, kYear)) return std::nullopt;
  name.remove_suffix(kYear.size());
  const std::optional<Column> column = FindColumn(absl::StrCat(name, "_date"));
  if (!column.has_value() || InfoOf(*column).type != ColumnType::kDay) return std::nullopt;
  return column;
}

absl::Status UnknownFieldError(absl::string_view path, absl::string_view name,
                               absl::Span<const absl::string_view> others) {
  std::vector<absl::string_view> names(others.begin(), others.end());
  for (const KeywordInfo& info : AllKeywordFields()) names.push_back(info.name);
  for (const ColumnInfo& info : AllColumns()) names.push_back(info.name);
  return UnknownNameError(path, "UNKNOWN_FIELD", "field", name, NearestName(name, names));
}

}  // namespace trialdex
