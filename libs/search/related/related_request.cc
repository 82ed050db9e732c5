#include "libs/search/related/related_request.h"

#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/request_limit.h"
#include "libs/base/status_macros.h"
#include "libs/query/filter_parser.h"
#include "libs/search/find_trial.h"
#include "libs/trial/enum_names.h"

namespace trialdex {
namespace {

using Kind = FilterNode::Kind;

constexpr RequestLimit kLimit = {.usual = 10, .most = 100};
constexpr double kDefaultRadiusKm = 100;

FilterNode KeywordFilter(KeywordField field, std::vector<std::string> values) {
  FilterNode node;
  node.kind = values.empty() ? Kind::kNone : Kind::kKeyword;
  node.keyword = field;
  node.values = std::move(values);
  return node;
}

FilterNode Both(FilterNode a, FilterNode b) {
  if (a.kind == Kind::kAll) return b;
  FilterNode node;
  node.kind = Kind::kAnd;
  node.children.push_back(std::move(a));
  node.children.push_back(std::move(b));
  return node;
}

absl::Status CheckPoint(const v1::GeoPoint& point) {
  if (!(std::abs(point.latitude()) <= 90)) {
    return FieldError("near.latitude", absl::StrCat(point.latitude(), " is not -90 to 90"));
  }
  if (!(std::abs(point.longitude()) <= 180)) {
    return FieldError("near.longitude", absl::StrCat(point.longitude(), " is not -180 to 180"));
  }
  return absl::OkStatus();
}

absl::StatusOr<double> Radius(const v1::FindRelatedTrialsRequest& request) {
  const double radius = request.radius_km();
  if (radius == 0) return kDefaultRadiusKm;
  if (!request.has_near()) return FieldError("radius_km", "is set without near");
  if (!(radius > 0) || !std::isfinite(radius)) {
    return FieldError("radius_km", absl::StrCat(radius, " is not above 0"));
  }
  return radius;
}

}  // namespace

absl::StatusOr<RelatedRequest> CheckRelatedRequest(const v1::FindRelatedTrialsRequest& request) {
  RelatedRequest checked;
  ASSIGN_OR_RETURN(checked.id, ReadTrialId("id", request.id()));
  ASSIGN_OR_RETURN(checked.limit, ReadRequestLimit("limit", request.limit(), kLimit));
  ASSIGN_OR_RETURN(checked.filter, ParseFilter(request.filter()));
  if (request.recruiting_only()) {
    checked.filter =
        Both(std::move(checked.filter),
             KeywordFilter(KeywordField::kOverallStatus,
                           {std::string(EnumWord(v1::OVERALL_STATUS_RECRUITING)),
                            std::string(EnumWord(v1::OVERALL_STATUS_NOT_YET_RECRUITING))}));
  }
  ASSIGN_OR_RETURN(checked.radius_km, Radius(request));
  if (request.has_near()) {
    RETURN_IF_ERROR(CheckPoint(request.near()));
    checked.near = GeoPoint{request.near().latitude(), request.near().longitude()};
    FilterNode within;
    within.kind = Kind::kDistance;
    within.center = *checked.near;
    within.radius_km = checked.radius_km;
    checked.filter = Both(std::move(checked.filter), std::move(within));
  }
  return checked;
}

FilterNode SelectRelated(const RelatedRequest& checked, bool same_phase, const v1::Trial& trial) {
  FilterNode itself;
  itself.kind = Kind::kIds;
  itself.values.push_back(trial.id());
  for (const std::string& alias : trial.identification().aliases()) itself.values.push_back(alias);
  FilterNode others;
  others.kind = Kind::kNot;
  others.children.push_back(std::move(itself));
  FilterNode selected = Both(checked.filter, std::move(others));
  if (!same_phase) return selected;
  std::vector<std::string> phases;
  for (const int phase : trial.design().phases()) {
    phases.emplace_back(EnumWord(static_cast<v1::Phase>(phase)));
  }
  return Both(std::move(selected), KeywordFilter(KeywordField::kPhase, std::move(phases)));
}

}  // namespace trialdex
