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
    const auto field = static_cast<size_t>(length.field);
    to_.lengths_[doc_].fields[field / 64] |= uint64_t{1} << (field % 64);
    to_.length_tokens_.Append(length.tokens);
    ++to_.totals_[field].docs;
    to_.totals_[field].tokens += length.tokens;
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
  lengths_[doc].begin = static_cast<uint32_t>(length_tokens_.size());
  RowSink sink(*this, doc);
  return ReadColumnRow(row, sink);
}

void SegmentColumns::Finish() {
  PadTo(doc_count());
  ids_.shrink_to_fit();
  length_tokens_.ShrinkToFit();
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
  size_t at = lengths_[doc].begin;
  for (size_t half = 0; half < lengths_[doc].fields.size(); ++half) {
    for (uint64_t fields = lengths_[doc].fields[half]; fields != 0; fields &= fields - 1) {
      const size_t field = half * 64 + static_cast<size_t>(std::countr_zero(fields));
      --totals[field].docs;
      totals[field].tokens -= length_tokens_[at++];
    }
  }
}

}  // namespace trialdex
