// Where on the earth the sites of a trial are.
#ifndef TRIALDEX_LIBS_SCHEMA_SITE_POINTS_H_
#define TRIALDEX_LIBS_SCHEMA_SITE_POINTS_H_

#include <cstdint>
#include <vector>

#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Parts of a degree that a point is kept in: 11 cm, finer than any record.
inline constexpr int32_t kPartsOfDegree = 1'000'000;

// The point of one site, WGS 84. Sites of one city mostly share theirs.
struct SitePoint {
  // Index into `contacts_locations.locations`.
  uint32_t site = 0;
  // In 1/kPartsOfDegree degrees: -90 to 90 degrees north, -180 to 180 degrees east.
  int32_t latitude = 0;
  int32_t longitude = 0;

  friend bool operator==(const SitePoint&, const SitePoint&) = default;
};

// Replaces `*points` by those of all sites that have one, by site. Points that are not on the
// earth are left out.
void ExtractSitePoints(const v1::Trial& trial, std::vector<SitePoint>* points);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_SITE_POINTS_H_
