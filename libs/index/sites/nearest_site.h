// How far the sites of a trial are.
#ifndef TRIALDEX_LIBS_INDEX_SITES_NEAREST_SITE_H_
#define TRIALDEX_LIBS_INDEX_SITES_NEAREST_SITE_H_

#include <cstdint>
#include <optional>

#include "libs/index/columns/segment_columns.h"
#include "libs/index/sites/distance.h"
#include "libs/schema/site_points.h"

namespace trialdex {

GeoPoint ToGeoPoint(const SitePoint& point);

// Kilometres to the nearest site of `doc`; nullopt if no site has a point.
std::optional<double> NearestSiteKm(const SegmentColumns& columns, uint32_t doc,
                                    const DistanceFrom& from);

// True if that site lies at most `km` away.
bool IsWithin(const SitePoint& point, const DistanceFrom& from, double km);

// True if any site of `doc` does.
bool HasSiteWithin(const SegmentColumns& columns, uint32_t doc, const DistanceFrom& from,
                   double km);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SITES_NEAREST_SITE_H_
