#include "libs/schema/site_points.h"

#include <cmath>

namespace trialdex {
namespace {

// False for NaN, too.
bool IsOnEarth(const v1::GeoPoint& point) {
  return std::abs(point.latitude()) <= 90 && std::abs(point.longitude()) <= 180;
}

int32_t Parts(double degrees) {
  return static_cast<int32_t>(std::lround(degrees * kPartsOfDegree));
}

}  // namespace

void ExtractSitePoints(const v1::Trial& trial, std::vector<SitePoint>* points) {
  points->clear();
  const auto& sites = trial.contacts_locations().locations();
  for (int i = 0; i < sites.size(); ++i) {
    const v1::GeoPoint& point = sites[i].geo_point();
    if (!sites[i].has_geo_point() || !IsOnEarth(point)) continue;
    points->push_back(
        {static_cast<uint32_t>(i), Parts(point.latitude()), Parts(point.longitude())});
  }
}

}  // namespace trialdex
