// What AREA[…] names, and what RANGE, MISSING and fixed words mean inside it.
#ifndef TRIALDEX_LIBS_QUERY_QUERY_AREA_H_
#define TRIALDEX_LIBS_QUERY_QUERY_AREA_H_

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/query/plan.h"
#include "libs/query/query_lexer.h"

namespace trialdex {

// Fields of text, or one column.
struct QueryArea {
  // Null if it is a column.
  std::shared_ptr<const FieldWeights> weights;
  std::optional<Column> column;
  // Set if it is one field whose values are a closed list: "Phase".
  std::optional<KeywordField> keyword;
  // False outside every AREA.
  bool named = false;
};

// What is searched outside every AREA.
QueryArea DefaultQueryArea();

// The area that `lexeme`, a kArea, names. INVALID_ARGUMENT, reason UNKNOWN_AREA,
// with a suggestion if one is near.
absl::StatusOr<QueryArea> FindQueryArea(const QueryLexeme& lexeme);

// The filter of RANGE[min, max] inside `area`; MIN and MAX are no bound.
// INVALID_ARGUMENT, reason QUERY_SYNTAX, if the area is no column or a bound is not of its type.
absl::StatusOr<FilterNode> MakeRange(const QueryArea& area, const QueryLexeme& lexeme);

// The filter of MISSING inside `area`: none of its fields has a value.
// INVALID_ARGUMENT, reason QUERY_SYNTAX, outside every AREA.
absl::StatusOr<FilterNode> MakeMissing(const QueryArea& area, const QueryLexeme& lexeme);

// Trial ids and nothing else, where the area has the ids of trials: these trials. A
// word of the closed list that the area is: that very value. Else nullopt.
std::optional<FilterNode> MakeIdsOrKeyword(const QueryArea& area, absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_QUERY_AREA_H_
