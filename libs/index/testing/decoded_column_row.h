// A column row as a whole, for tests.
#ifndef TRIALDEX_LIBS_INDEX_TESTING_DECODED_COLUMN_ROW_H_
#define TRIALDEX_LIBS_INDEX_TESTING_DECODED_COLUMN_ROW_H_

#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/columns/column_row.h"
#include "libs/index/columns/column_row_reader.h"

namespace trialdex {

// Reads `bytes`, of which the answer's id is a part. DATA_LOSS as ReadColumnRow.
inline absl::StatusOr<ColumnRow> DecodeColumnRow(absl::string_view bytes) {
  struct Sink {
    void Id(absl::string_view id) { row.id = id; }
    void Days(size_t column, DayRange days) { row.columns[column] = days; }
    void Integer(size_t column, int64_t number) { row.columns[column] = number; }
    void Real(size_t column, double number) { row.columns[column] = number; }
    void Length(FieldLength length) { row.lengths.push_back(length); }
    void Point(SitePoint point) { row.points.push_back(point); }
    ColumnRow row;
  };
  Sink sink;
  absl::Status status = ReadColumnRow(bytes, sink);
  if (!status.ok()) return status;
  return std::move(sink.row);
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TESTING_DECODED_COLUMN_ROW_H_
