// Comparisons of a column with a value as users write it.
#ifndef TRIALDEX_LIBS_QUERY_PARSING_VALUE_RANGE_H_
#define TRIALDEX_LIBS_QUERY_PARSING_VALUE_RANGE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/query/plan.h"

namespace trialdex {

enum class Comparison : uint8_t { kEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

// The range of `column` that a value must lie in. Dates are those of
// ParsePartialDate and "04/15/2020"; a year or month stands for all its days: after
// 2020 is from 2021 on. Ages are years ("18", "6 months").
//
// INVALID_ARGUMENT, lower case and without a field's name, if `value` is none of the column's type.
absl::StatusOr<FilterNode> CompareColumn(Column column, Comparison comparison,
                                         absl::string_view value);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSING_VALUE_RANGE_H_
