#include "libs/search/ranking_request.h"

#include <cmath>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/trial/partial_date.h"

namespace trialdex {
namespace {

constexpr double kDefaultDecay = 0.5;
constexpr double kDefaultScaleKm = 483;  // 300 miles

// What both kinds of decay have.
template <typename Request>
absl::StatusOr<Decay> ReadDecay(absl::string_view field, const Request& request, double scale,
                                double offset) {
  Decay decay;
  switch (request.shape()) {
    case v1::DECAY_SHAPE_UNSPECIFIED:
    case v1::DECAY_SHAPE_EXPONENTIAL:
      decay.shape = Decay::Shape::kExponential;
      break;
    case v1::DECAY_SHAPE_GAUSS:
      decay.shape = Decay::Shape::kGauss;
      break;
    case v1::DECAY_SHAPE_LINEAR:
      decay.shape = Decay::Shape::kLinear;
      break;
    default:
      return FieldError(field, absl::StrCat("shape ", static_cast<int>(request.shape()),
                                            " is not a way to decay"));
  }
  if (!(scale > 0) || std::isinf(scale)) {
    return FieldError(field, absl::StrCat("scale ", scale, " is not above 0"));
  }
  if (!(offset >= 0) || std::isinf(offset)) {
    return FieldError(field, absl::StrCat("offset ", offset, " is negative"));
  }
  decay.scale = scale;
  decay.offset = offset;
  decay.decay = request.decay() == 0 ? kDefaultDecay : request.decay();
  if (!(decay.decay > 0 && decay.decay < 1)) {
    return FieldError(field, absl::StrCat("decay ", decay.decay, " is not between 0 and 1"));
  }
  return decay;
}

absl::StatusOr<int32_t> ReadOrigin(const v1::RecencyDecay& recency, absl::Time now) {
  if (recency.origin().empty()) {
    return static_cast<int32_t>(absl::Floor(now - absl::UnixEpoch(), absl::Hours(24)) /
                                absl::Hours(24));
  }
  const auto date = ParsePartialDate(recency.origin());
  if (!date.ok()) {
    return FieldError("recency", absl::StrCat("origin: ", date.status().message()));
  }
  return LatestDay(*date);
}

absl::StatusOr<ScoreFactor> ReadRecency(const v1::RecencyDecay& recency, absl::Time now) {
  ScoreFactor factor;
  factor.column = Column::kLastUpdatePostDate;
  if (!recency.field().empty()) {
    const std::optional<Column> column = FindColumn(recency.field());
    if (!column.has_value() || InfoOf(*column).type != ColumnType::kDay) {
      return FieldError("recency", absl::StrCat("field '", recency.field(), "' is not a date"));
    }
    factor.column = *column;
  }
  ASSIGN_OR_RETURN(factor.today, ReadOrigin(recency, now));
  ASSIGN_OR_RETURN(factor.decay,
                   ReadDecay("recency", recency, recency.scale_days(), recency.offset_days()));
  return factor;
}

absl::StatusOr<ScoreFactor> ReadDistance(const v1::DistanceDecay& distance) {
  ScoreFactor factor;
  factor.kind = ScoreFactor::Kind::kDistance;
  factor.center = {distance.center().latitude(), distance.center().longitude()};
  if (!distance.has_center() || !(std::abs(factor.center.latitude) <= 90) ||
      !(std::abs(factor.center.longitude) <= 180)) {
    return FieldError("distance", "center is not a point on the earth");
  }
  const double scale = distance.scale_km() == 0 ? kDefaultScaleKm : distance.scale_km();
  ASSIGN_OR_RETURN(factor.decay, ReadDecay("distance", distance, scale, distance.offset_km()));
  return factor;
}

// The first point of `filter`, in order of reading.
std::optional<GeoPoint> PointIn(const FilterNode& filter) {
  if (filter.kind == FilterNode::Kind::kDistance) return filter.center;
  for (const FilterNode& child : filter.children) {
    if (const auto point = PointIn(child)) return point;
  }
  return std::nullopt;
}

std::optional<GeoPoint> PointIn(const QueryNode& query) {
  for (const FilterNode& filter : query.filter) {
    if (const auto point = PointIn(filter)) return point;
  }
  for (const QueryNode& child : query.children) {
    if (const auto point = PointIn(child)) return point;
  }
  return std::nullopt;
}

}  // namespace

absl::StatusOr<std::vector<ScoreFactor>> ReadScoreFactors(const v1::SearchTrialsRequest& request,
                                                          bool by_relevance, absl::Time now) {
  std::vector<ScoreFactor> factors;
  for (const auto& [field, given] : {std::pair("recency", request.has_recency()),
                                     std::pair("distance", request.has_distance())}) {
    if (given && !by_relevance) {
      return FieldError(field, "means nothing without a query and the order of relevance");
    }
  }
  if (request.has_recency()) {
    ASSIGN_OR_RETURN(factors.emplace_back(), ReadRecency(request.recency(), now));
  }
  if (request.has_distance()) {
    ASSIGN_OR_RETURN(factors.emplace_back(), ReadDistance(request.distance()));
  }
  return factors;
}

std::optional<GeoPoint> PointOf(const ParsedSearch& search) {
  for (const ScoreFactor& factor : search.factors) {
    if (factor.kind == ScoreFactor::Kind::kDistance) return factor.center;
  }
  for (const SortKey& key : search.order) {
    if (key.kind == SortKey::Kind::kDistance) return key.center;
  }
  if (const auto point = PointIn(search.filter)) return point;
  return PointIn(search.query);
}

}  // namespace trialdex
