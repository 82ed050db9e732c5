#include "libs/schema/site_points.h"

#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;

void AddSite(v1::Trial& trial, double latitude, double longitude) {
  v1::GeoPoint* point = trial.mutable_contacts_locations()->add_locations()->mutable_geo_point();
  point->set_latitude(latitude);
  point->set_longitude(longitude);
}

TEST(SitePointsTest, SitesWithoutAPointKeepTheirNumber) {
  v1::Trial trial;
  AddSite(trial, 51.5, -0.12574);
  trial.mutable_contacts_locations()->add_locations()->set_city("Nowhere");
  AddSite(trial, -33.86785, 151.20732);
  std::vector<SitePoint> points = {{9, 9, 9}};
  ExtractSitePoints(trial, &points);
  EXPECT_THAT(points, ElementsAre(SitePoint{0, 51'500'000, -125'740},
                                  SitePoint{2, -33'867'850, 151'207'320}));
}

TEST(SitePointsTest, APointThatIsNotOnTheEarthIsNone) {
  v1::Trial trial;
  AddSite(trial, 90, -180);
  AddSite(trial, 90.1, 0);
  AddSite(trial, 0, 181);
  AddSite(trial, std::numeric_limits<double>::quiet_NaN(), 0);
  AddSite(trial, 0, -std::numeric_limits<double>::infinity());
  std::vector<SitePoint> points;
  ExtractSitePoints(trial, &points);
  EXPECT_THAT(points, ElementsAre(SitePoint{0, 90'000'000, -180'000'000}));
}

}  // namespace
}  // namespace trialdex
