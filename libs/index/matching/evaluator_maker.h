// From a query to what evaluates it in a segment.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_EVALUATOR_MAKER_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_EVALUATOR_MAKER_H_

#include <cstddef>
#include <memory>

#include "absl/status/statusor.h"
#include "libs/index/matching/evaluator.h"
#include "libs/index/matching/node_parts.h"
#include "libs/index/matching/prepared_query.h"
#include "libs/index/out_of_time.h"
#include "libs/index/snapshot.h"

namespace trialdex {

// Where a query is evaluated. All references must outlive the evaluator.
struct SegmentScope {
  const IndexSnapshot& snapshot;
  // Index into its segments.
  size_t segment;
  const OutOfTime& out_of_time;
  EvaluationState& state;
  // Of other documents the evaluator may say anything.
  WantedDocs wanted = {};
};

// The evaluator of `query`, which must outlive it. Words and phrases that are matched by
// come as lists from the segment's cache; optional phrases are looked for only in documents
// where they may matter. DEADLINE_EXCEEDED when out of time; other errors as Segment.
absl::StatusOr<std::unique_ptr<Evaluator>> MakeEvaluator(const PreparedQuery& query,
                                                         const SegmentScope& scope);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_EVALUATOR_MAKER_H_
