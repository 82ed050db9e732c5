// What can be counted: the fields of filters, by the names that requests give them.
#ifndef TRIALDEX_LIBS_SEARCH_FACETS_COUNTED_FIELD_H_
#define TRIALDEX_LIBS_SEARCH_FACETS_COUNTED_FIELD_H_

#include <optional>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/schema/columns.h"
#include "libs/schema/keywords.h"

namespace trialdex {

using CountedField = std::variant<KeywordField, Column>;

// The field of that name in filters ("phase"), ClinicalTrials.gov's name of it
// ("OverallStatus") or a short one: status, type, purpose, age_group. nullopt if there
// is none. Case is forgiven.
std::optional<CountedField> FindCountedField(absl::string_view name);

// The date that "start_year" counts by year: start_date; nullopt if `name` is not a
// date's with "_year" for "_date".
std::optional<Column> FindYearOfDate(absl::string_view name);

// INVALID_ARGUMENT, reason UNKNOWN_FIELD, for the request field `path` ("facets[2].field"):
// `name` is no field. Suggests the nearest name in filters or of `others`.
absl::Status UnknownFieldError(absl::string_view path, absl::string_view name,
                               absl::Span<const absl::string_view> others = {});

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FACETS_COUNTED_FIELD_H_
