#include "libs/index/counting/column_counts.h"

#include <algorithm>
#include <cstddef>

#include "absl/container/flat_hash_map.h"

namespace trialdex {

ColumnCounts CountColumn(const IndexSnapshot& snapshot, Column column,
                         absl::Span<const DocSet> docs) {
  const bool is_day = InfoOf(column).type == ColumnType::kDay;
  // Values repeat: far fewer than trials are left to sort.
  absl::flat_hash_map<double, uint64_t> trials_by_value;
  ColumnCounts counts;
  uint64_t present = 0;
  for (size_t segment = 0; segment < docs.size(); ++segment) {
    const SegmentColumns& columns = snapshot.segments()[segment]->segment().columns();
    counts.total += docs[segment].Count();
    DocSet with_value = docs[segment];
    with_value.IntersectWith(columns.present(column));
    with_value.ForEach([&](uint32_t doc) {
      ++present;
      ++trials_by_value[is_day ? columns.days(column, doc).earliest : columns.number(column, doc)];
    });
  }
  counts.missing = counts.total - present;
  counts.values.reserve(trials_by_value.size());
  for (const auto& [value, trials] : trials_by_value) counts.values.push_back({value, trials});
  std::sort(
      counts.values.begin(), counts.values.end(),
      [](const ColumnCounts::Value& a, const ColumnCounts::Value& b) { return a.value < b.value; });
  return counts;
}

}  // namespace trialdex
