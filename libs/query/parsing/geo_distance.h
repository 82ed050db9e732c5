// Points and distances as users write them.
#ifndef TRIALDEX_LIBS_QUERY_PARSING_GEO_DISTANCE_H_
#define TRIALDEX_LIBS_QUERY_PARSING_GEO_DISTANCE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/query/filter_node.h"

namespace trialdex {

// Half the way around the earth: everything is as near as that.
inline constexpr double kMaxDistanceKm = 20040.0;

// "52.5" and "13.4" in degrees. INVALID_ARGUMENT, lower case and without a field's name,
// if one is no number or out of its range.
absl::StatusOr<GeoPoint> ParseGeoPoint(absl::string_view latitude, absl::string_view longitude);

// "50km", "30 mi", "500 m" in km. INVALID_ARGUMENT as above: no number, another unit,
// nothing or less, more than kMaxDistanceKm.
absl::StatusOr<double> ParseDistanceKm(absl::string_view distance);

// The filter of all three.
absl::StatusOr<FilterNode> MakeWithin(absl::string_view latitude, absl::string_view longitude,
                                      absl::string_view distance);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSING_GEO_DISTANCE_H_
