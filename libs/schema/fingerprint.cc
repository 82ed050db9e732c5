#include "libs/schema/fingerprint.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/schema/columns.h"
#include "libs/schema/keywords.h"
#include "libs/schema/text_fields.h"
#include "xxhash.h"

namespace trialdex {

std::string SchemaFingerprint(int analysis_version) {
  std::string layout = absl::StrCat("layout ", kIndexLayoutVersion, "\n");
  absl::StrAppend(&layout, "analysis ", analysis_version, "\n");
  for (const TextFieldInfo& info : AllTextFields()) {
    absl::StrAppend(&layout, "text ", info.name, info.per_site ? " per site" : "", "\n");
  }
  for (const ColumnInfo& info : AllColumns()) {
    absl::StrAppend(&layout, "column ", info.name, " ", static_cast<int>(info.type), "\n");
  }
  for (const KeywordInfo& info : AllKeywordFields()) {
    absl::StrAppend(&layout, "keyword ", info.name, " ", static_cast<int>(info.type), "\n");
  }
  return absl::StrFormat("%016x", XXH3_64bits(layout.data(), layout.size()));
}

}  // namespace trialdex
