// All that a query finds in a segment.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_QUERY_MATCHER_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_QUERY_MATCHER_H_

#include <cstddef>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/index/out_of_time.h"
#include "libs/index/positions/postings.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"

namespace trialdex {

// Finds and scores the live documents of one segment, for those who want them all: pages
// are found faster by libs/index/index_search.h. Scores depend on the snapshot as a whole
// only, not on how it is split into segments. Not thread-safe; cheap to make.
class QueryMatcher {
 public:
  // `snapshot` must outlive the matcher. `segment` is an index into its segments.
  QueryMatcher(const IndexSnapshot& snapshot, size_t segment, OutOfTime out_of_time)
      : snapshot_(snapshot), segment_(segment), out_of_time_(std::move(out_of_time)) {}

  // The matches of `query`, never null. DEADLINE_EXCEEDED when out of time;
  // other errors as Segment.
  absl::StatusOr<std::shared_ptr<const ScoredDocs>> Match(const QueryNode& query) const;

 private:
  const IndexSnapshot& snapshot_;
  const size_t segment_;
  const OutOfTime out_of_time_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_QUERY_MATCHER_H_
