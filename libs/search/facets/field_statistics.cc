#include "libs/search/facets/field_statistics.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/request_limit.h"
#include "libs/base/status_macros.h"
#include "libs/index/counting/column_counts.h"
#include "libs/index/counting/keyword_counts.h"
#include "libs/schema/text_fields.h"
#include "libs/search/facets/column_text.h"
#include "libs/search/facets/counted_field.h"
#include "libs/search/facets/top_values.h"

namespace trialdex {
namespace {

constexpr RequestLimit kValues = {.usual = 10, .most = 250};
// Each field twice, about.
constexpr int kMaxFields = 512;

using AnyField = std::variant<KeywordField, Column, TextField>;

std::vector<AnyField> AllFields() {
  std::vector<AnyField> fields;
  for (const KeywordInfo& info : AllKeywordFields()) fields.push_back(info.field);
  for (const ColumnInfo& info : AllColumns()) fields.push_back(info.column);
  for (const TextFieldInfo& info : AllTextFields()) fields.push_back(info.field);
  return fields;
}

// A piece of text spelled as it is in answers, so that "Phase" and "phase" can both be
// asked for; else a field of filters; else a piece of text in any spelling.
absl::StatusOr<AnyField> FindField(const std::string& path, absl::string_view name) {
  const std::optional<TextField> text = FindTextField(name);
  if (text.has_value() && InfoOf(*text).piece == name) return *text;
  if (const auto counted = FindCountedField(name)) {
    return std::visit([](auto field) { return AnyField(field); }, *counted);
  }
  if (text.has_value()) return *text;
  std::vector<absl::string_view> pieces;
  for (const TextFieldInfo& info : AllTextFields()) pieces.push_back(info.piece);
  return UnknownFieldError(path, name, pieces);
}

std::vector<DocSet> LiveTrials(const IndexSnapshot& snapshot) {
  std::vector<DocSet> docs;
  for (const auto& view : snapshot.segments()) docs.push_back(view->live());
  return docs;
}

v1::FieldKind KindOf(KeywordType type) {
  switch (type) {
    case KeywordType::kEnum:
      return v1::FIELD_KIND_ENUM;
    case KeywordType::kBool:
      return v1::FIELD_KIND_BOOL;
    case KeywordType::kText:
      break;
  }
  return v1::FIELD_KIND_KEYWORD;
}

absl::StatusOr<v1::FieldStatistics> Describe(const IndexSnapshot& snapshot, KeywordField field) {
  ASSIGN_OR_RETURN(const KeywordCounts counts,
                   CountKeywords(snapshot, field, LiveTrials(snapshot)));
  const TopValues top = FindTopValues(counts, kValues.most);
  v1::FieldStatistics statistics;
  statistics.set_field(std::string(InfoOf(field).name));
  statistics.set_kind(KindOf(InfoOf(field).type));
  statistics.set_present_count(static_cast<int64_t>(counts.total - counts.missing));
  statistics.set_distinct_count(static_cast<int64_t>(top.distinct));
  for (const uint32_t ordinal : top.ordinals) {
    *statistics.add_top_values() = ToFacetValue(counts, ordinal);
  }
  return statistics;
}

std::string FormatSortable(const SegmentColumns& columns, Column column, uint32_t doc) {
  return InfoOf(column).type == ColumnType::kDay ? FormatDays(columns.days(column, doc))
                                                 : FormatNumber(columns.number(column, doc));
}

absl::StatusOr<v1::FieldStatistics> Describe(const IndexSnapshot& snapshot, Column column) {
  const ColumnCounts counts = CountColumn(snapshot, column, LiveTrials(snapshot));
  const bool is_day = InfoOf(column).type == ColumnType::kDay;
  v1::FieldStatistics statistics;
  statistics.set_field(std::string(InfoOf(column).name));
  statistics.set_kind(is_day ? v1::FIELD_KIND_DATE : v1::FIELD_KIND_NUMBER);
  statistics.set_present_count(static_cast<int64_t>(counts.total - counts.missing));
  statistics.set_distinct_count(static_cast<int64_t>(counts.values.size()));
  if (!is_day && !counts.values.empty()) {
    double sum = 0;
    for (const ColumnCounts::Value& value : counts.values) {
      sum += value.value * static_cast<double>(value.trials);
    }
    statistics.set_mean(sum / static_cast<double>(statistics.present_count()));
  }
  // Dates keep their precision, which the counts do not have.
  std::optional<SortValue> lowest;
  std::optional<SortValue> highest;
  for (const auto& view : snapshot.segments()) {
    const SegmentColumns& columns = view->segment().columns();
    DocSet docs = view->live();
    docs.IntersectWith(columns.present(column));
    docs.ForEach([&](uint32_t doc) {
      const SortValue value = columns.sort_value(column, doc);
      if (!lowest.has_value() || value < *lowest) {
        lowest = value;
        statistics.set_min(FormatSortable(columns, column, doc));
      }
      if (!highest.has_value() || value > *highest) {
        highest = value;
        statistics.set_max(FormatSortable(columns, column, doc));
      }
    });
  }
  return statistics;
}

absl::StatusOr<v1::FieldStatistics> Describe(const IndexSnapshot& snapshot, TextField field) {
  FieldTotal total;
  for (const auto& view : snapshot.segments()) {
    const FieldTotal& of_segment = view->totals()[static_cast<size_t>(field)];
    total.docs += of_segment.docs;
    total.tokens += of_segment.tokens;
  }
  v1::FieldStatistics statistics;
  statistics.set_field(std::string(InfoOf(field).piece));
  statistics.set_kind(v1::FIELD_KIND_TEXT);
  statistics.set_present_count(static_cast<int64_t>(total.docs));
  if (total.docs > 0) {
    statistics.set_mean(static_cast<double>(total.tokens) / static_cast<double>(total.docs));
  }
  return statistics;
}

// The same with room in the cache.
struct CachedStatistics {
  v1::FieldStatistics statistics;
  size_t byte_size() const { return statistics.SpaceUsedLong(); }
};

absl::StatusOr<v1::FieldStatistics> Describe(const IndexSnapshot& snapshot, AnyField field,
                                             size_t value_limit) {
  const auto make = [&]() -> absl::StatusOr<CachedStatistics> {
    CachedStatistics made;
    ASSIGN_OR_RETURN(made.statistics,
                     std::visit([&](auto one) { return Describe(snapshot, one); }, field));
    made.statistics.set_missing_count(snapshot.trial_count() - made.statistics.present_count());
    return made;
  };
  const std::string key =
      absl::StrCat("statistics ", field.index(), " ",
                   std::visit([](auto one) { return static_cast<int>(one); }, field));
  ASSIGN_OR_RETURN(const auto cached, snapshot.cache().FindOrMake<CachedStatistics>(
                                          snapshot.cache_owner(), key, make));
  v1::FieldStatistics statistics = cached->statistics;
  const int known = statistics.top_values_size();
  const int listed = std::min(static_cast<int>(value_limit), known);
  statistics.mutable_top_values()->DeleteSubrange(listed, known - listed);
  return statistics;
}

}  // namespace

absl::StatusOr<v1::GetFieldStatisticsResponse> ReadFieldStatistics(
    const IndexSnapshot& snapshot, const v1::GetFieldStatisticsRequest& request) {
  ASSIGN_OR_RETURN(const size_t limit,
                   ReadRequestLimit("value_limit", request.value_limit(), kValues));
  if (request.fields_size() > kMaxFields) {
    return FieldError("fields", absl::StrCat(request.fields_size(), " are more than ", kMaxFields));
  }
  std::vector<AnyField> fields;
  for (int i = 0; i < request.fields_size(); ++i) {
    ASSIGN_OR_RETURN(const AnyField field,
                     FindField(absl::StrCat("fields[", i, "]"), request.fields(i)));
    fields.push_back(field);
  }
  if (fields.empty()) fields = AllFields();
  v1::GetFieldStatisticsResponse response;
  for (const AnyField field : fields) {
    ASSIGN_OR_RETURN(*response.add_fields(), Describe(snapshot, field, limit));
  }
  response.set_trial_count(snapshot.trial_count());
  response.set_position(snapshot.position());
  response.set_log_id(snapshot.log_id());
  return response;
}

}  // namespace trialdex
