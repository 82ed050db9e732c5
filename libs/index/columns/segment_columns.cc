#include "libs/index/columns/segment_columns.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "libs/index/columns/column_row_reader.h"

namespace trialdex {

SortValue SortValueOf(const DayRange& days) {
  return int64_t{days.earliest} * (int64_t{1} << 32) + (days.latest - days.earliest);
}

// Puts what a row has where it belongs.
class SegmentColumns::RowSink {
 public:
  RowSink(SegmentColumns& columns, uint32_t doc) : to_(columns), doc_(doc) {}

  void Id(absl::string_view id) { to_.ids_.append(id.data(), id.size()); }
  void Days(size_t column, DayRange days) {
    Integer(column, days.earliest);
    to_.columns_[column].spreads.Append(int64_t{days.latest} - days.earliest);
  }
  void Integer(size_t column, int64_t value) {
    to_.columns_[column].present.Add(doc_);
    to_.columns_[column].values.Append(value);
  }
  void Real(size_t column, double value) { Integer(column, SortValueOf(value)); }
  void Length(FieldLength length) {
    if (length.tokens == 0) return;
    to_.lengths_.Set(doc_, length.field, length.tokens);
    FieldTotal& total = to_.totals_[static_cast<size_t>(length.field)];
    ++total.docs;
    total.tokens += length.tokens;
  }
  void Point(SitePoint point) { to_.points_.push_back(point); }

 private:
  SegmentColumns& to_;
  const uint32_t doc_;
};

SegmentColumns::SegmentColumns(uint32_t doc_count) : trials_(doc_count), lengths_(doc_count) {
  id_begin_.reserve(doc_count + 1);
  point_begin_.reserve(doc_count + 1);
  for (NumberColumn& column : columns_) column.present = DocSet(doc_count);
}

// Documents without a row have an empty id, no lengths and no points.
void SegmentColumns::PadTo(uint32_t doc) {
  id_begin_.resize(doc + 1, static_cast<uint32_t>(ids_.size()));
  point_begin_.resize(doc + 1, static_cast<uint32_t>(points_.size()));
}

absl::Status SegmentColumns::Add(uint32_t doc, absl::string_view row) {
  PadTo(doc);
  trials_.Add(doc);
  RowSink sink(*this, doc);
  return ReadColumnRow(row, sink);
}

void SegmentColumns::Finish() {
  PadTo(doc_count());
  ids_.shrink_to_fit();
  points_.shrink_to_fit();
  for (NumberColumn& column : columns_) column.Finish();
}

// Where most documents have a value, places for those that have none cost less than to count.
void SegmentColumns::NumberColumn::Finish() {
  const uint32_t doc_count = present.doc_count();
  if (values.size() * 2 < doc_count) {
    uint32_t before = 0;
    for (size_t word = 0; word < present.word_count(); ++word) {
      values_before.push_back(before);
      before += static_cast<uint32_t>(std::popcount(present.word(word)));
    }
  } else if (values.size() < doc_count) {
    const PackedNumbers packed_values = std::exchange(values, {});
    const PackedNumbers packed_spreads = std::exchange(spreads, {});
    size_t next = 0;
    for (uint32_t doc = 0; doc < doc_count; ++doc) {
      const size_t at = std::min(next, packed_values.size() - 1);
      values.Append(packed_values[at]);
      if (packed_spreads.size() > 0) spreads.Append(packed_spreads[at]);
      if (present.Contains(doc)) ++next;
    }
  }
  values.ShrinkToFit();
  spreads.ShrinkToFit();
}

SortValue SegmentColumns::sort_value(Column column, uint32_t doc) const {
  if (!present(column).Contains(doc)) return kMissing;
  return InfoOf(column).type == ColumnType::kDay ? SortValueOf(days(column, doc))
                                                 : SortValueOf(number(column, doc));
}

void SegmentColumns::SubtractFrom(FieldTotals& totals, uint32_t doc) const {
  for (size_t field = 0; field < kTextFieldCount; ++field) {
    const uint32_t tokens = lengths_.Get(doc, field);
    if (tokens > 0) --totals[field].docs;
    totals[field].tokens -= tokens;
  }
}

}  // namespace trialdex
