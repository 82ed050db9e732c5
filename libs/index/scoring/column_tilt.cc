#include "libs/index/scoring/column_tilt.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/query/query_node.h"

namespace trialdex {

std::optional<double> ColumnNumber(const SegmentColumns& columns, Column column, uint32_t doc) {
  if (!columns.present(column).Contains(doc)) return std::nullopt;
  if (InfoOf(column).type == ColumnType::kDay) return columns.days(column, doc).earliest;
  return columns.number(column, doc);
}

absl::StatusOr<ColumnBounds> BoundsOf(Column column, const IndexSnapshot& snapshot) {
  ASSIGN_OR_RETURN(const auto bounds,
                   snapshot.cache().FindOrMake<ColumnBounds>(
                       snapshot.cache_owner(), absl::StrCat("b", static_cast<int>(column)),
                       [&]() -> absl::StatusOr<ColumnBounds> {
                         ColumnBounds found = {std::numeric_limits<double>::infinity(),
                                               -std::numeric_limits<double>::infinity()};
                         for (const auto& view : snapshot.segments()) {
                           view->live().ForEach([&](uint32_t doc) {
                             const auto value =
                                 ColumnNumber(view->segment().columns(), column, doc);
                             if (!value.has_value()) return;
                             found.lowest = std::min(found.lowest, *value);
                             found.highest = std::max(found.highest, *value);
                           });
                         }
                         return found.lowest > found.highest ? ColumnBounds{} : found;
                       }));
  return *bounds;
}

absl::StatusOr<ColumnTilt> ColumnTilt::Over(Column column, const IndexSnapshot& snapshot) {
  ASSIGN_OR_RETURN(const ColumnBounds bounds, BoundsOf(column, snapshot));
  return ColumnTilt(column, bounds);
}

double ColumnTilt::Factor(const SegmentColumns& columns, uint32_t doc) const {
  const std::optional<double> value = ColumnNumber(columns, column_, doc);
  if (!value.has_value()) return kTiltFloor;
  const double range = bounds_.highest - bounds_.lowest;
  if (range <= 0) return 1;
  return kTiltFloor + (1 - kTiltFloor) * (*value - bounds_.lowest) / range;
}

}  // namespace trialdex
