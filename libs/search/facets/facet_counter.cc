#include "libs/search/facets/facet_counter.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>

#include "libs/base/status_macros.h"
#include "libs/index/counting/column_counts.h"
#include "libs/index/counting/keyword_counts.h"
#include "libs/search/facets/facet_docs.h"
#include "libs/search/facets/filter_clauses.h"
#include "libs/search/facets/histogram.h"
#include "libs/search/facets/top_values.h"

namespace trialdex {
namespace {

// `own` is what the filter says of the field alone; null if nothing.
absl::Status CountValues(const IndexSnapshot& snapshot, KeywordField field, const FacetSpec& spec,
                         const FilterNode* own, absl::Span<const DocSet> docs, v1::Facet& facet) {
  ASSIGN_OR_RETURN(const KeywordCounts counts, CountKeywords(snapshot, field, docs));
  const TopValues top = FindTopValues(counts, spec.limit, spec.prefix);
  for (const uint32_t ordinal : top.ordinals) {
    v1::FacetValue value = ToFacetValue(counts, ordinal);
    value.set_selected(own != nullptr && AsksFor(*own, value.value()));
    *facet.add_values() = std::move(value);
  }
  facet.set_other_count(static_cast<int64_t>(CountOthers(counts, docs, top.ordinals)));
  facet.set_distinct_count(static_cast<int64_t>(top.distinct));
  facet.set_missing_count(static_cast<int64_t>(counts.missing));
  facet.set_total_count(static_cast<int64_t>(counts.total));
  return absl::OkStatus();
}

void CountBuckets(const IndexSnapshot& snapshot, Column column, const FacetSpec& spec,
                  absl::Span<const DocSet> docs, v1::Facet& facet) {
  const ColumnCounts counts = CountColumn(snapshot, column, docs);
  std::vector<v1::FacetBucket> buckets;
  if (InfoOf(column).type == ColumnType::kDay) {
    buckets = DateBuckets(counts, spec.interval);
  } else {
    buckets = NumberBuckets(counts, spec.bounds.empty() ? ChooseBounds(counts) : spec.bounds);
  }
  for (v1::FacetBucket& bucket : buckets) *facet.add_buckets() = std::move(bucket);
  facet.set_distinct_count(static_cast<int64_t>(counts.values.size()));
  facet.set_missing_count(static_cast<int64_t>(counts.missing));
  facet.set_total_count(static_cast<int64_t>(counts.total));
}

std::vector<CountedField> FieldsOf(absl::Span<const FacetSpec> specs) {
  std::vector<CountedField> fields;
  for (const FacetSpec& spec : specs) fields.push_back(spec.field);
  return fields;
}

}  // namespace

absl::StatusOr<CountedFacets> CountFacets(const IndexSnapshot& snapshot, const FilterNode& filter,
                                          absl::Span<const FacetSpec> specs,
                                          std::vector<DocSet> query_matches,
                                          const OutOfTime& out_of_time) {
  const FilterClauses clauses = SplitFilter(filter, FieldsOf(specs));
  ASSIGN_OR_RETURN(const FacetDocs docs,
                   FacetDocs::Make(snapshot, clauses, std::move(query_matches), out_of_time));
  CountedFacets counted;
  counted.out_of_time = docs.Without(std::nullopt).size() < snapshot.segments().size();
  for (const FacetSpec& spec : specs) {
    v1::Facet& facet = counted.facets.emplace_back();
    facet.set_field(spec.name);
    counted.out_of_time = counted.out_of_time || out_of_time();
    if (out_of_time()) continue;
    const std::optional<size_t> own = clauses.Find(spec.field);
    const absl::Span<const DocSet> facet_docs =
        docs.Without(spec.with_own_filter ? std::nullopt : own);
    if (const auto* keyword = std::get_if<KeywordField>(&spec.field)) {
      RETURN_IF_ERROR(CountValues(snapshot, *keyword, spec,
                                  own.has_value() ? &clauses.own[*own].clause : nullptr, facet_docs,
                                  facet));
    } else {
      CountBuckets(snapshot, std::get<Column>(spec.field), spec, facet_docs, facet);
    }
  }
  return counted;
}

}  // namespace trialdex
