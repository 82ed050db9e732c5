#include "libs/index/segment_columns.h"

#include <algorithm>
#include <cstring>

namespace trialdex {

SortValue SortValueOf(double number) {
  // The bits of a double grow with it if it is positive and fall if not.
  int64_t bits = 0;
  std::memcpy(&bits, &number, sizeof(bits));
  return bits >= 0 ? bits : std::numeric_limits<int64_t>::min() - bits;
}

SortValue SortValueOf(const DayRange& days) {
  return int64_t{days.earliest} * (int64_t{1} << 32) + (days.latest - days.earliest);
}

SegmentColumns::SegmentColumns(uint32_t doc_count) : trials_(doc_count) {
  id_begin_.reserve(doc_count + 1);
  length_begin_.reserve(doc_count + 1);
  point_begin_.reserve(doc_count + 1);
  for (const ColumnInfo& info : AllColumns()) {
    const auto column = static_cast<size_t>(info.column);
    present_[column] = DocSet(doc_count);
    if (info.type == ColumnType::kDay) {
      days_[column].earliest.resize(doc_count);
      days_[column].spread.resize(doc_count);
    } else if (info.type == ColumnType::kCount) {
      counts_[column].resize(doc_count);
    } else {
      numbers_[column].resize(doc_count);
    }
  }
}

// Documents without a row have an empty id, no lengths and no points.
void SegmentColumns::PadTo(uint32_t doc) {
  id_begin_.resize(doc + 1, static_cast<uint32_t>(ids_.size()));
  length_begin_.resize(doc + 1, static_cast<uint32_t>(length_fields_.size()));
  point_begin_.resize(doc + 1, static_cast<uint32_t>(points_.size()));
}

void SegmentColumns::Add(uint32_t doc, const ColumnRow& row) {
  PadTo(doc);
  trials_.Add(doc);
  ids_.append(row.id.data(), row.id.size());
  for (size_t column = 0; column < kColumnCount; ++column) {
    if (!row.columns[column].has_value()) continue;
    const ColumnValue& value = *row.columns[column];
    present_[column].Add(doc);
    if (const auto* days = std::get_if<DayRange>(&value)) {
      days_[column].earliest[doc] = days->earliest;
      days_[column].spread[doc] = static_cast<uint16_t>(days->latest - days->earliest);
    } else if (const auto* integer = std::get_if<int64_t>(&value)) {
      if (counts_[column].empty()) {
        numbers_[column][doc] = static_cast<double>(*integer);
      } else {
        counts_[column][doc] = static_cast<uint16_t>(*integer);
      }
    } else {
      numbers_[column][doc] = std::get<double>(value);
    }
  }
  for (const FieldLength& length : row.lengths) {
    const auto field = static_cast<uint8_t>(length.field);
    length_fields_.push_back(field);
    length_tokens_.push_back(length.tokens);
    ++totals_[field].docs;
    totals_[field].tokens += length.tokens;
  }
  points_.insert(points_.end(), row.points.begin(), row.points.end());
}

void SegmentColumns::Finish() {
  PadTo(doc_count());
  ids_.shrink_to_fit();
  length_fields_.shrink_to_fit();
  length_tokens_.shrink_to_fit();
  points_.shrink_to_fit();
}

SortValue SegmentColumns::sort_value(Column column, uint32_t doc) const {
  if (!present(column).Contains(doc)) return kMissing;
  return InfoOf(column).type == ColumnType::kDay ? SortValueOf(days(column, doc))
                                                 : SortValueOf(number(column, doc));
}

uint32_t SegmentColumns::length(uint32_t doc, TextField field) const {
  const auto begin = length_fields_.begin() + length_begin_[doc];
  const auto end = length_fields_.begin() + length_begin_[doc + 1];
  const auto found = std::lower_bound(begin, end, static_cast<uint8_t>(field));
  if (found == end || *found != static_cast<uint8_t>(field)) return 0;
  return length_tokens_[static_cast<size_t>(found - length_fields_.begin())];
}

void SegmentColumns::SubtractFrom(FieldTotals& totals, uint32_t doc) const {
  for (size_t i = length_begin_[doc]; i < length_begin_[doc + 1]; ++i) {
    --totals[length_fields_[i]].docs;
    totals[length_fields_[i]].tokens -= length_tokens_[i];
  }
}

}  // namespace trialdex
