// One comparison of a filter to its node.
#ifndef TRIALDEX_LIBS_QUERY_PARSING_FILTER_COMPARISON_H_
#define TRIALDEX_LIBS_QUERY_PARSING_FILTER_COMPARISON_H_

#include "absl/status/statusor.h"
#include "libs/query/filter_node.h"
#include "libs/query/parsing/filter_lexer.h"

namespace trialdex {

// The node of `name comparator value`, for kNotEqual that of kEqual. Fields go by their
// name or by ClinicalTrials.gov's piece; `value` is a kWord or kString, and a bare "*"
// after ":" asks for any value.
//
// INVALID_ARGUMENT, with the reasons FILTER_SYNTAX, UNKNOWN_FIELD and UNKNOWN_VALUE of ParseFilter.
absl::StatusOr<FilterNode> CompareField(const FilterLexeme& name, FilterLexeme::Kind comparator,
                                        const FilterLexeme& value);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSING_FILTER_COMPARISON_H_
