// A request for related trials, understood.
#ifndef TRIALDEX_LIBS_SEARCH_RELATED_RELATED_REQUEST_H_
#define TRIALDEX_LIBS_SEARCH_RELATED_RELATED_REQUEST_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "libs/query/filter_node.h"
#include "trialdex/v1/related.pb.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

struct RelatedRequest {
  // Canonical form.
  std::string id;
  size_t limit = 0;
  std::optional<GeoPoint> near;
  double radius_km = 0;
  // What the request's filter, recruiting_only, near and radius_km select.
  FilterNode filter;
};

// Checks `request`. INVALID_ARGUMENT that names the field.
absl::StatusOr<RelatedRequest> CheckRelatedRequest(const v1::FindRelatedTrialsRequest& request);

// The whole selection: `checked.filter`, with `same_phase` a phase of `trial`, and neither
// `trial` itself nor a trial that bears one of its ids.
FilterNode SelectRelated(const RelatedRequest& checked, bool same_phase, const v1::Trial& trial);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_RELATED_RELATED_REQUEST_H_
