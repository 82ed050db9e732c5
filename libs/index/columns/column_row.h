// The bytes of one document in the `columns` field: what filters, sorting and
// scoring need of every document. Layout in docs/index_format.md.
#ifndef TRIALDEX_LIBS_INDEX_COLUMNS_COLUMN_ROW_H_
#define TRIALDEX_LIBS_INDEX_COLUMNS_COLUMN_ROW_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/schema/columns.h"
#include "libs/schema/site_points.h"
#include "libs/schema/text_fields.h"

namespace trialdex {

// The first byte of a row.
inline constexpr uint8_t kColumnRowVersion = 2;

// Number of positions that hold a word in one searchable field of a document.
struct FieldLength {
  TextField field;
  uint32_t tokens;

  friend bool operator==(const FieldLength& a, const FieldLength& b) {
    return a.field == b.field && a.tokens == b.tokens;
  }
};

struct ColumnRow {
  // Canonical id of the trial.
  absl::string_view id;
  ColumnValues columns;
  // In order of the field's ordinal; fields without words are left out.
  std::vector<FieldLength> lengths;
  // In order of the site.
  std::vector<SitePoint> points = {};
};

// Replaces `*bytes` by the row. Its lists must be in order. Read back by ReadColumnRow.
void EncodeColumnRow(const ColumnRow& row, std::string* bytes);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_COLUMNS_COLUMN_ROW_H_
