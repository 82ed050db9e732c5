// Parts of a record that have pieces in them: "Location", "OversightModule".
#ifndef TRIALDEX_LIBS_SCHEMA_STRUCTURES_H_
#define TRIALDEX_LIBS_SCHEMA_STRUCTURES_H_

#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/schema/areas.h"
#include "libs/schema/columns.h"
#include "libs/schema/keywords.h"
#include "libs/schema/text_fields.h"

namespace trialdex {

// A structure of ClinicalTrials.gov's data model. A trial has it if it has one of these.
struct Structure {
  // Their name: "OversightModule".
  absl::string_view name;
  std::vector<TextField> text_fields;
  std::vector<Column> columns;
  std::vector<KeywordField> keywords;
  // 1 for each text field; null if there is none.
  std::shared_ptr<const FieldWeights> weights;
};

// Every structure that is known.
absl::Span<const Structure> AllStructures();

// The structure of that name, case forgiven; nullptr if there is none. Lives as long
// as the program. Thread-safe.
const Structure* FindStructure(absl::string_view name);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_STRUCTURES_H_
