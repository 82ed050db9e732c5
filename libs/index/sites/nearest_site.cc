#include "libs/index/sites/nearest_site.h"

#include <algorithm>

namespace trialdex {

GeoPoint ToGeoPoint(const SitePoint& point) {
  return {static_cast<double>(point.latitude) / kPartsOfDegree,
          static_cast<double>(point.longitude) / kPartsOfDegree};
}

std::optional<double> NearestSiteKm(const SegmentColumns& columns, uint32_t doc,
                                    const DistanceFrom& from) {
  std::optional<double> nearest;
  for (const SitePoint& point : columns.points(doc)) {
    const GeoPoint site = ToGeoPoint(point);
    if (nearest.has_value() && !from.MayBeWithin(site, *nearest)) continue;
    const double distance = from.To(site);
    nearest = std::min(nearest.value_or(distance), distance);
  }
  return nearest;
}

bool IsWithin(const SitePoint& point, const DistanceFrom& from, double km) {
  const GeoPoint site = ToGeoPoint(point);
  return from.MayBeWithin(site, km) && from.To(site) <= km;
}

bool HasSiteWithin(const SegmentColumns& columns, uint32_t doc, const DistanceFrom& from,
                   double km) {
  const auto points = columns.points(doc);
  return std::any_of(points.begin(), points.end(),
                     [&](const SitePoint& point) { return IsWithin(point, from, km); });
}

}  // namespace trialdex
