// Distances on the earth.
#ifndef TRIALDEX_LIBS_INDEX_SITES_DISTANCE_H_
#define TRIALDEX_LIBS_INDEX_SITES_DISTANCE_H_

#include <cmath>

#include "libs/query/filter_node.h"

namespace trialdex {

inline constexpr double kEarthRadiusKm = 6371.0088;  // mean, IUGG
// No two points are farther from one another.
inline constexpr double kFarthestKm = M_PI * kEarthRadiusKm;

// Kilometres along the great circle between a point and many others, by the haversine
// formula: off by 0.5 % at most.
class DistanceFrom {
 public:
  explicit DistanceFrom(const GeoPoint& center)
      : center_(center), cos_latitude_(std::cos(Radians(center.latitude))) {}

  double To(const GeoPoint& point) const {
    const double north = std::sin(Radians(point.latitude - center_.latitude) / 2);
    const double east = std::sin(Radians(point.longitude - center_.longitude) / 2);
    const double h =
        north * north + cos_latitude_ * std::cos(Radians(point.latitude)) * east * east;
    return 2 * kEarthRadiusKm * std::asin(std::sqrt(h < 1 ? h : 1));
  }

  // False if `point` is farther than `km` by its latitude alone. Costs next to nothing.
  bool MayBeWithin(const GeoPoint& point, double km) const {
    return std::abs(Radians(point.latitude - center_.latitude)) * kEarthRadiusKm <= km;
  }

 private:
  static double Radians(double degrees) { return degrees * (M_PI / 180); }

  GeoPoint center_;
  double cos_latitude_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SITES_DISTANCE_H_
