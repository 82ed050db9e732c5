// Scores that rise with a date or a number: TILT[…].
#ifndef TRIALDEX_LIBS_INDEX_SCORING_COLUMN_TILT_H_
#define TRIALDEX_LIBS_INDEX_SCORING_COLUMN_TILT_H_

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "libs/index/columns/segment_columns.h"
#include "libs/index/snapshot.h"
#include "libs/schema/columns.h"

namespace trialdex {

// Lowest and highest value of a column over the live trials of a snapshot.
struct ColumnBounds {
  // Days by their earliest day. Both 0 if no trial has a value.
  double lowest = 0;
  double highest = 0;

  size_t byte_size() const { return sizeof(*this); }
};

// A value of any column as a number; nullopt if the trial has none. Days are by their
// earliest day.
std::optional<double> ColumnNumber(const SegmentColumns& columns, Column column, uint32_t doc);

// Kept as long as the snapshot. Thread-safe; errors as Segment.
absl::StatusOr<ColumnBounds> BoundsOf(Column column, const IndexSnapshot& snapshot);

// What a tilt multiplies scores by. Thread-safe.
class ColumnTilt {
 public:
  static absl::StatusOr<ColumnTilt> Over(Column column, const IndexSnapshot& snapshot);

  // kTiltFloor to 1.
  double Factor(const SegmentColumns& columns, uint32_t doc) const;

 private:
  ColumnTilt(Column column, ColumnBounds bounds) : column_(column), bounds_(bounds) {}

  Column column_;
  ColumnBounds bounds_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SCORING_COLUMN_TILT_H_
