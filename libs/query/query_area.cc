#include "libs/query/query_area.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"
#include "libs/query/value_range.h"
#include "libs/schema/suggestion.h"
#include "libs/trial/trial_id.h"

namespace trialdex {
namespace {

constexpr absl::string_view kField = "query";

absl::Status SyntaxError(const QueryLexeme& lexeme, absl::string_view description) {
  return ParseError(kField, "QUERY_SYNTAX", lexeme.begin, description);
}

// The keyword field with the same values as a field of text, if it has a closed list.
std::optional<KeywordField> KeywordOf(TextField field) {
  switch (field) {
    case TextField::kOverallStatus:
      return KeywordField::kOverallStatus;
    case TextField::kPhase:
      return KeywordField::kPhase;
    case TextField::kStudyType:
      return KeywordField::kStudyType;
    case TextField::kSex:
      return KeywordField::kSex;
    case TextField::kStdAge:
      return KeywordField::kStandardAge;
    case TextField::kDesignAllocation:
      return KeywordField::kAllocation;
    case TextField::kDesignInterventionModel:
      return KeywordField::kInterventionModel;
    case TextField::kDesignPrimaryPurpose:
      return KeywordField::kPrimaryPurpose;
    case TextField::kDesignObservationalModel:
      return KeywordField::kObservationalModel;
    case TextField::kDesignTimePerspective:
      return KeywordField::kTimePerspective;
    case TextField::kDesignMasking:
      return KeywordField::kMasking;
    case TextField::kDesignWhoMasked:
      return KeywordField::kWhoMasked;
    case TextField::kInterventionType:
      return KeywordField::kInterventionType;
    case TextField::kArmGroupType:
      return KeywordField::kArmType;
    case TextField::kLocationStatus:
      return KeywordField::kLocationStatus;
    case TextField::kLeadSponsorClass:
      return KeywordField::kLeadSponsorClass;
    default:
      return std::nullopt;
  }
}

absl::Status UnknownArea(const QueryLexeme& lexeme) {
  std::string suggestion = SuggestSearchArea(lexeme.argument);
  if (suggestion.empty()) {
    std::vector<absl::string_view> pieces;
    for (const ColumnInfo& info : AllColumns()) pieces.push_back(info.piece);
    suggestion = NearestName(lexeme.argument, pieces);
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

std::optional<FilterNode> MakeIds(absl::string_view text) {
  FilterNode node;
  node.kind = FilterNode::Kind::kIds;
  for (const absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" \t\r\n,;"), absl::SkipEmpty())) {
    absl::StatusOr<std::string> id = CanonicalTrialId(word);
    if (!id.ok()) return std::nullopt;
    node.values.push_back(*std::move(id));
  }
  if (node.values.empty()) return std::nullopt;
  return node;
}

}  // namespace

QueryArea DefaultQueryArea() {
  QueryArea area;
  area.weights = DefaultSearchArea().weights;
  return area;
}

absl::StatusOr<QueryArea> FindQueryArea(const QueryLexeme& lexeme) {
  QueryArea area;
  area.named = true;
  if (const SearchArea* found = FindSearchArea(lexeme.argument)) {
    area.weights = found->weights;
    if (const auto field = FindTextField(lexeme.argument)) area.keyword = KeywordOf(*field);
    return area;
  }
  area.column = FindColumn(lexeme.argument);
  if (!area.column.has_value()) return UnknownArea(lexeme);
  return area;
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
  return range;
}

absl::StatusOr<FilterNode> MakeMissing(const QueryArea& area, const QueryLexeme& lexeme) {
  if (!area.named) return SyntaxError(lexeme, "expected AREA[…] before MISSING");
  FilterNode present;
  if (area.column.has_value()) {
    present.kind = FilterNode::Kind::kPresent;
    present.column = *area.column;
    return Not(std::move(present));
  }
  present.kind = FilterNode::Kind::kOr;
  for (size_t i = 0; i < area.weights->size(); ++i) {
    if ((*area.weights)[i] <= 0.0F) continue;
    FilterNode field;
    field.kind = FilterNode::Kind::kTextPresent;
    field.text_field = static_cast<TextField>(i);
    present.children.push_back(std::move(field));
  }
  return Not(std::move(present));
}

std::optional<FilterNode> MakeIdsOrKeyword(const QueryArea& area, absl::string_view text) {
  if ((*area.weights)[static_cast<size_t>(TextField::kNctId)] > 0.0F) {
    if (auto ids = MakeIds(text)) return ids;
  }
  if (!area.keyword.has_value()) return std::nullopt;
  std::optional<std::string> normal = NormalKeyword(*area.keyword, text);
  if (!normal.has_value()) return std::nullopt;
  FilterNode node;
  node.kind = FilterNode::Kind::kKeyword;
  node.keyword = *area.keyword;
  node.values.push_back(*std::move(normal));
  return node;
}

}  // namespace trialdex
