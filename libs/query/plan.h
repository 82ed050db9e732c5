// What a search means: what libs/index runs. Made by query_parser.h, filter_parser.h
// and order_parser.h; holds no text to parse any more.
#ifndef TRIALDEX_LIBS_QUERY_PLAN_H_
#define TRIALDEX_LIBS_QUERY_PLAN_H_

#include <cstdint>
#include <vector>

#include "libs/query/filter_node.h"
#include "libs/query/query_node.h"
#include "libs/schema/columns.h"

namespace trialdex {

// How a score falls with distance from an origin, as OpenSearch's decay functions: 1
// up to `offset`, `decay` at `offset + scale`.
struct Decay {
  enum class Shape : uint8_t { kExponential, kGauss, kLinear };
  Shape shape = Shape::kExponential;
  double scale = 1;    // days or km, above 0
  double offset = 0;   // days or km, not negative
  double decay = 0.5;  // above 0, below 1
};

// Factor of every hit's score.
struct ScoreFactor {
  enum class Kind : uint8_t {
    kRecency,   // days between `today` and the day of `column`; those in the future count 0
    kDistance,  // km between `center` and the nearest site
  };
  Kind kind = Kind::kRecency;
  Decay decay;
  Column column = {};
  int32_t today = 0;
  GeoPoint center;
};

// One key to sort by. Trials without a value come last in either direction.
struct SortKey {
  enum class Kind : uint8_t {
    kRelevance,
    kId,
    kColumn,
    kDistance,  // km from `center` to the nearest site
  };
  Kind kind = Kind::kRelevance;
  // Of kColumn. Days sort by their earliest, then by their latest day.
  Column column = {};
  bool descending = false;
  // Of kDistance.
  GeoPoint center;
};

// A whole search.
struct ParsedSearch {
  QueryNode query;
  // False if the query text was empty: nothing to rank by.
  bool ranked = false;
  FilterNode filter;
  // Not empty; ends in kId (ascending unless asked otherwise), and has nothing after it.
  std::vector<SortKey> order;
  // Of a ranked search. Trials without the value have the factor of the farthest.
  std::vector<ScoreFactor> factors;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PLAN_H_
