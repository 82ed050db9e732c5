// Runs the filter of a search.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_FILTER_MATCHER_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_FILTER_MATCHER_H_

#include "absl/status/statusor.h"
#include "libs/index/doc_set.h"
#include "libs/index/segment.h"
#include "libs/query/plan.h"

namespace trialdex {

// The trials of `segment` that `filter` selects, deleted ones included.
// Errors as Segment. Thread-safe.
absl::StatusOr<DocSet> MatchFilter(const FilterNode& filter, const Segment& segment);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_FILTER_MATCHER_H_
