// What a field has over all trials.
#ifndef TRIALDEX_LIBS_SEARCH_FACETS_FIELD_STATISTICS_H_
#define TRIALDEX_LIBS_SEARCH_FACETS_FIELD_STATISTICS_H_

#include "absl/status/statusor.h"
#include "libs/index/snapshot.h"
#include "trialdex/v1/facets.pb.h"

namespace trialdex {

// Answers for the live trials of `snapshot`. What a field has is counted once for each
// snapshot and then kept in its cache.
//
// INVALID_ARGUMENT: reason UNKNOWN_FIELD for "fields[i]"; for "fields" if there are more
// than 512; for "value_limit" if it is negative. Other errors as Segment. Thread-safe.
absl::StatusOr<v1::GetFieldStatisticsResponse> ReadFieldStatistics(
    const IndexSnapshot& snapshot, const v1::GetFieldStatisticsRequest& request);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FACETS_FIELD_STATISTICS_H_
