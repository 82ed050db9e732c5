// Takes column rows apart.
#ifndef TRIALDEX_LIBS_INDEX_COLUMNS_COLUMN_ROW_READER_H_
#define TRIALDEX_LIBS_INDEX_COLUMNS_COLUMN_ROW_READER_H_

#include <bit>
#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/index/columns/column_row.h"
#include "libs/index/reading/byte_input.h"
#include "libs/schema/columns.h"
#include "libs/schema/site_points.h"
#include "libs/schema/text_fields.h"

namespace trialdex {

// Reads a row (EncodeColumnRow) front to back and hands on what it finds, in its order:
//
//   sink.Id(absl::string_view)            a part of `bytes`
//   sink.Days(size_t column, DayRange)    by ascending column, which is of that type
//   sink.Integer(size_t column, int64_t)
//   sink.Real(size_t column, double)
//   sink.Length(FieldLength)              by ascending field
//   sink.Point(SitePoint)                 by ascending site
//
// DATA_LOSS if `bytes` are not a row of this version; some of it may have been handed on.
template <typename Sink>
absl::Status ReadColumnRow(absl::string_view bytes, Sink& sink) {
  const auto unzigzag = [](uint64_t value) {
    return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
  };
  ByteInput in(bytes);
  if (in.Byte() != kColumnRowVersion) return absl::DataLossError("a column row of another version");
  sink.Id(in.Bytes(in.Vint()));
  const uint64_t present = in.Vint();
  if (kColumnCount < 64 && present >> kColumnCount != 0) {
    return absl::DataLossError("a column row with unknown columns");
  }
  const auto infos = AllColumns();
  for (uint64_t left = present; left != 0; left &= left - 1) {
    const auto column = static_cast<size_t>(std::countr_zero(left));
    switch (infos[column].type) {
      case ColumnType::kDay: {
        const int64_t earliest = unzigzag(in.Vint());
        const auto latest = static_cast<int64_t>(static_cast<uint64_t>(earliest) + in.Vint());
        sink.Days(column, DayRange{static_cast<int32_t>(earliest), static_cast<int32_t>(latest)});
        break;
      }
      case ColumnType::kInteger:
      case ColumnType::kCount:
        sink.Integer(column, unzigzag(in.Vint()));
        break;
      case ColumnType::kReal:
        sink.Real(column, std::bit_cast<double>(in.LittleEndian64()));
        break;
    }
  }
  uint64_t field = 0;
  for (uint64_t left = in.Vint(); left > 0 && in.ok(); --left) {
    field += in.Vint();
    if (field >= kTextFieldCount) return absl::DataLossError("a length of an unknown field");
    sink.Length(FieldLength{static_cast<TextField>(field), static_cast<uint32_t>(in.Vint())});
  }
  SitePoint point;
  for (uint64_t left = in.Vint(); left > 0 && in.ok(); --left) {
    point.site += static_cast<uint32_t>(in.Vint());
    point.latitude = static_cast<int32_t>(point.latitude + unzigzag(in.Vint()));
    point.longitude = static_cast<int32_t>(point.longitude + unzigzag(in.Vint()));
    sink.Point(point);
  }
  if (!in.ok() || !in.AtEnd()) {
    return absl::DataLossError("a column row that is cut or too long");
  }
  return absl::OkStatus();
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_COLUMNS_COLUMN_ROW_READER_H_
