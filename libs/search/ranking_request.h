// How a request wants its hits ranked: decay with age and distance.
#ifndef TRIALDEX_LIBS_SEARCH_RANKING_REQUEST_H_
#define TRIALDEX_LIBS_SEARCH_RANKING_REQUEST_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/query/plan.h"
#include "trialdex/v1/search.pb.h"

namespace trialdex {

// The factors of `request`, whose hits come `by_relevance` or not, as of `now`.
//
// INVALID_ARGUMENT for the field "recency" or "distance": not by relevance, an unknown
// date, a number out of its range.
absl::StatusOr<std::vector<ScoreFactor>> ReadScoreFactors(const v1::SearchTrialsRequest& request,
                                                          bool by_relevance, absl::Time now);

// The point that `search` measures distances from: that of a factor, of the order or of
// a filter, whichever is there first.
std::optional<GeoPoint> PointOf(const ParsedSearch& search);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_RANKING_REQUEST_H_
