// What filters, sorting and scoring need of every document of a segment.
#ifndef TRIALDEX_LIBS_INDEX_COLUMNS_SEGMENT_COLUMNS_H_
#define TRIALDEX_LIBS_INDEX_COLUMNS_SEGMENT_COLUMNS_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/index/columns/field_lengths.h"
#include "libs/index/columns/packed_numbers.h"
#include "libs/index/doc_set.h"
#include "libs/schema/columns.h"
#include "libs/schema/site_points.h"
#include "libs/schema/text_fields.h"

namespace trialdex {

// Documents and tokens that a searchable field has in a set of documents.
struct FieldTotal {
  uint64_t docs = 0;
  uint64_t tokens = 0;
};
using FieldTotals = std::array<FieldTotal, kTextFieldCount>;

// A value to sort by: smaller comes first. Every missing value is kMissing, the largest.
using SortValue = int64_t;
inline constexpr SortValue kMissing = std::numeric_limits<SortValue>::max();

// The bits of a double, which grow with it if it is positive and fall if not; and back.
inline SortValue SortValueOf(double number) {
  const auto bits = std::bit_cast<int64_t>(number);
  return bits >= 0 ? bits : std::numeric_limits<int64_t>::min() - bits;
}
inline double NumberOf(SortValue value) {
  return std::bit_cast<double>(value >= 0 ? value : std::numeric_limits<int64_t>::min() - value);
}
// Order-preserving, too.
SortValue SortValueOf(const DayRange& days);

// The columns of one segment, in arrays that take what their values need: some 100 bytes a
// document, 1 or 2 for each searchable field and 12 for each of its sites.
// Filled once, then thread-safe.
class SegmentColumns {
 public:
  explicit SegmentColumns(uint32_t doc_count);

  // Takes in one document, whose column row `row` is. Documents come in ascending order, each
  // at most once. DATA_LOSS if it is damaged.
  absl::Status Add(uint32_t doc, absl::string_view row);
  // Called after the last Add.
  void Finish();

  uint32_t doc_count() const { return trials_.doc_count(); }

  // Documents that have a row, as every trial does. Deleted ones are still in it.
  const DocSet& trials() const { return trials_; }

  absl::string_view id(uint32_t doc) const {
    return absl::string_view(ids_).substr(id_begin_[doc], id_begin_[doc + 1] - id_begin_[doc]);
  }

  // Documents with a value in `column`.
  const DocSet& present(Column column) const { return of(column).present; }

  // Value in a day column. The document must have one.
  DayRange days(Column column, uint32_t doc) const {
    const size_t at = of(column).IndexOf(doc);
    const auto earliest = static_cast<int32_t>(of(column).values[at]);
    return {earliest, earliest + static_cast<int32_t>(of(column).spreads[at])};
  }

  // Value in an integer or real column. The document must have one.
  double number(Column column, uint32_t doc) const {
    const int64_t value = of(column).values[of(column).IndexOf(doc)];
    return InfoOf(column).type == ColumnType::kReal ? NumberOf(value) : static_cast<double>(value);
  }

  // Value to sort by, of any column.
  SortValue sort_value(Column column, uint32_t doc) const;

  // Tokens of `field`; 0 if it is empty.
  uint32_t length(uint32_t doc, TextField field) const {
    return lengths_.Get(doc, static_cast<size_t>(field));
  }
  const FieldLengths& lengths() const { return lengths_; }

  // The sites of `doc` that have a point, by site.
  absl::Span<const SitePoint> points(uint32_t doc) const {
    return absl::MakeConstSpan(points_).subspan(point_begin_[doc],
                                                point_begin_[doc + 1] - point_begin_[doc]);
  }

  // Of all trials, deleted ones included.
  const FieldTotals& totals() const { return totals_; }
  // Takes the fields of `doc` out of `totals`.
  void SubtractFrom(FieldTotals& totals, uint32_t doc) const;

 private:
  struct NumberColumn {
    DocSet present;
    // Documents before each 64th that have a value; empty if `values` has one for every
    // document, wanted or not.
    std::vector<uint32_t> values_before;
    // Earliest days, integers, or the sort values of reals.
    PackedNumbers values;
    // Of a day column, days between the earliest and the latest.
    PackedNumbers spreads;

    size_t IndexOf(uint32_t doc) const {
      if (values_before.empty()) return doc;
      const uint64_t before = (uint64_t{1} << (doc & 63)) - 1;
      return values_before[doc >> 6] +
             static_cast<size_t>(std::popcount(present.word(doc >> 6) & before));
    }
    // To be called when all values are there.
    void Finish();
  };
  class RowSink;

  const NumberColumn& of(Column column) const { return columns_[static_cast<size_t>(column)]; }
  void PadTo(uint32_t doc);

  DocSet trials_;
  // id_begin_[doc] is where the id of `doc` begins; one more at the end.
  std::vector<uint32_t> id_begin_;
  std::string ids_;
  std::array<NumberColumn, kColumnCount> columns_;
  FieldLengths lengths_;
  std::vector<uint32_t> point_begin_;
  std::vector<SitePoint> points_;
  FieldTotals totals_ = {};
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_COLUMNS_SEGMENT_COLUMNS_H_
