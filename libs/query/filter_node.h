// What a filter means: the tree that selects.
#ifndef TRIALDEX_LIBS_QUERY_FILTER_NODE_H_
#define TRIALDEX_LIBS_QUERY_FILTER_NODE_H_

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "libs/schema/columns.h"
#include "libs/schema/keywords.h"
#include "libs/schema/text_fields.h"

namespace trialdex {

// A point on the earth in degrees, WGS 84.
struct GeoPoint {
  double latitude = 0;   // -90 to 90
  double longitude = 0;  // -180 to 180
};

// Selects without ranking. What a node does not name is ignored by its kind.
struct FilterNode {
  enum class Kind : uint8_t {
    kAll,             // every trial
    kNone,            // no trial
    kAnd,             // all children; at least one child
    kOr,              // at least one child; at least one child
    kNot,             // not children[0]
    kKeyword,         // `keyword` has one of `values`
    kDayRange,        // `column` lies in [first_day, last_day]
    kNumberRange,     // `column` lies between `min` and `max`
    kPresent,         // `column` has a value
    kKeywordPresent,  // `keyword` has a value
    kTextPresent,     // `text_field` has a word
    kIds,             // canonical id or alias is one of `values`
    kDistance,        // a site lies within `radius_km` of `center`
  };
  Kind kind = Kind::kAll;
  std::vector<FilterNode> children;

  KeywordField keyword = {};
  // Of kKeyword in normal form (NormalKeyword); of kIds canonical. Not empty.
  std::vector<std::string> values;

  TextField text_field = {};

  // Trials without a value are in no range.
  Column column = {};
  // Of kDayRange, both inclusive; the type's own ends mean unbounded.
  int32_t first_day = std::numeric_limits<int32_t>::min();
  int32_t last_day = std::numeric_limits<int32_t>::max();
  // False: a date of which at least one possible day lies in the range matches.
  // True: all its possible days must.
  bool certain = false;
  // Of kNumberRange, integer and real columns alike.
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  bool min_inclusive = true;
  bool max_inclusive = true;

  // Of kDistance. Sites without a point are nowhere.
  GeoPoint center;
  double radius_km = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_FILTER_NODE_H_
