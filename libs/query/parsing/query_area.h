// What AREA[…] names, and what RANGE, MISSING and fixed words mean inside it.
#ifndef TRIALDEX_LIBS_QUERY_PARSING_QUERY_AREA_H_
#define TRIALDEX_LIBS_QUERY_PARSING_QUERY_AREA_H_

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/query/parsing/query_lexer.h"
#include "libs/query/plan.h"
#include "libs/schema/structures.h"

namespace trialdex {

// Fields of text, a column, a keyword field, or a structure of them.
struct QueryArea {
  // Null if no words can be looked for in it.
  std::shared_ptr<const FieldWeights> weights;
  std::optional<Column> column;
  // Set if its values are also to be had as a whole: "Phase", "IsFDARegulatedDrug".
  std::optional<KeywordField> keyword;
  // Null if it is none.
  const Structure* structure = nullptr;
  // True for LocationGeoPoint.
  bool is_point = false;
  // As written; empty outside every AREA.
  absl::string_view name;
};

// The area that `lexeme`, a kArea or kTilt, names. INVALID_ARGUMENT, reason
// UNKNOWN_AREA, with a suggestion if one is near.
absl::StatusOr<QueryArea> FindQueryArea(const QueryLexeme& lexeme);

// `area` within one site: the fields of sites in it. INVALID_ARGUMENT, reason
// QUERY_SYNTAX, if it has none.
absl::StatusOr<QueryArea> AreaInSite(const QueryArea& area, const QueryLexeme& lexeme);

// The filter of RANGE[min, max] inside `area`; MIN and MAX are no bound.
// INVALID_ARGUMENT, reason QUERY_SYNTAX, if the area is no column, a bound is not of its
// type, or the smallest is above the largest.
absl::StatusOr<FilterNode> MakeRange(const QueryArea& area, const QueryLexeme& lexeme);

// The filter of DISTANCE[latitude, longitude, 50km] inside AREA[LocationGeoPoint]: a site
// lies within. INVALID_ARGUMENT, reason QUERY_SYNTAX, outside it or if a part is wrong.
absl::StatusOr<FilterNode> MakeDistance(const QueryArea& area, const QueryLexeme& lexeme);

// The filter of MISSING inside `area`: none of its fields has a value.
// INVALID_ARGUMENT, reason QUERY_SYNTAX, outside every AREA.
absl::StatusOr<FilterNode> MakeMissing(const QueryArea& area, const QueryLexeme& lexeme);

// What `text` selects inside `area`, if it is a value and not words: trial ids and
// nothing else where the area has the ids of trials; a word of the closed list that the
// area is; the value of a column. Else nullopt.
//
// INVALID_ARGUMENT: reason UNKNOWN_VALUE if the area is a closed list and `text` no word
// of it, nor a part of one; reason QUERY_SYNTAX if it is no value of the column, or the
// area has no words to look for.
absl::StatusOr<std::optional<FilterNode>> MakeValue(const QueryArea& area, absl::string_view text,
                                                    const QueryLexeme& lexeme);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSING_QUERY_AREA_H_
