#include "libs/query/parsing/geo_distance.h"

#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"

namespace trialdex {
namespace {

constexpr double kKmPerMile = 1.609344;

struct Unit {
  absl::string_view name;
  double km;
};

// Longer names before those that they end in.
constexpr Unit kUnits[] = {{"km", 1.0}, {"mi", kKmPerMile}, {"m", 0.001}};

absl::StatusOr<double> ParseDegrees(absl::string_view text, double most, absl::string_view name) {
  double degrees = 0.0;
  if (absl::SimpleAtod(text, &degrees) && std::abs(degrees) <= most) return degrees;
  return absl::InvalidArgumentError(absl::StrCat(Quoted(text), " is no ", name, ": degrees from -",
                                                 most, " to ", most, " are expected"));
}

}  // namespace

absl::StatusOr<GeoPoint> ParseGeoPoint(absl::string_view latitude, absl::string_view longitude) {
  GeoPoint point;
  ASSIGN_OR_RETURN(point.latitude, ParseDegrees(latitude, 90.0, "latitude"));
  ASSIGN_OR_RETURN(point.longitude, ParseDegrees(longitude, 180.0, "longitude"));
  return point;
}

absl::StatusOr<double> ParseDistanceKm(absl::string_view distance) {
  const absl::string_view text = absl::StripAsciiWhitespace(distance);
  for (const Unit& unit : kUnits) {
    if (!absl::EndsWithIgnoreCase(text, unit.name)) continue;
    double number = 0.0;
    if (!absl::SimpleAtod(text.substr(0, text.size() - unit.name.size()), &number)) break;
    const double km = number * unit.km;
    if (km > 0.0 && km <= kMaxDistanceKm) return km;
    return absl::InvalidArgumentError(
        absl::StrCat(Quoted(distance), " is not above 0 and at most ", kMaxDistanceKm, " km"));
  }
  return absl::InvalidArgumentError(
      absl::StrCat(Quoted(distance), " is no distance: write 50km or 30mi"));
}

absl::StatusOr<FilterNode> MakeWithin(absl::string_view latitude, absl::string_view longitude,
                                      absl::string_view distance) {
  FilterNode node;
  node.kind = FilterNode::Kind::kDistance;
  ASSIGN_OR_RETURN(node.center, ParseGeoPoint(latitude, longitude));
  ASSIGN_OR_RETURN(node.radius_km, ParseDistanceKm(distance));
  return node;
}

}  // namespace trialdex
