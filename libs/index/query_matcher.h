// Runs the query of a search.
#ifndef TRIALDEX_LIBS_INDEX_QUERY_MATCHER_H_
#define TRIALDEX_LIBS_INDEX_QUERY_MATCHER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/index/out_of_time.h"
#include "libs/index/postings.h"
#include "libs/index/score_buffer.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"

namespace trialdex {

// Finds and scores the live documents of one segment, part by part of the query:
// each part answers with a list, and the lists are cut, joined and added up.
// Scores depend on the snapshot as a whole only, not on how it is split into
// segments: parts are added in the query's own order. Not thread-safe; cheap to make.
class QueryMatcher {
 public:
  // `snapshot` must outlive the matcher. `segment` is an index into its segments.
  QueryMatcher(const IndexSnapshot& snapshot, size_t segment, OutOfTime out_of_time)
      : snapshot_(snapshot),
        view_(*snapshot.segments()[segment]),
        segment_(segment),
        out_of_time_(std::move(out_of_time)),
        buffers_(view_.segment().doc_count()) {}

  // The matches of `query`, never null. DEADLINE_EXCEEDED when out of time;
  // other errors as Segment.
  absl::StatusOr<std::shared_ptr<const ScoredDocs>> Match(const QueryNode& query) {
    return Match(query, nullptr);
  }

 private:
  using Result = absl::StatusOr<std::shared_ptr<const ScoredDocs>>;
  // Documents, ascending, that are the only ones of interest; null means all.
  // Parts may answer with more.
  using Within = const std::vector<uint32_t>*;

  Result Match(const QueryNode& node, Within within);
  Result MatchUnboosted(const QueryNode& node, Within within);
  // Of kWord and kPhrase; without patterns.
  Result MatchTerms(const QueryNode& node, Within within);
  Result MatchAnd(const QueryNode& node, Within within);
  // With `best` the highest of the children's scores counts, else their sum.
  Result MatchOr(const QueryNode& node, Within within, bool best);
  Result MatchOrWithin(const QueryNode& node, const std::vector<uint32_t>& within, bool best);
  Result MatchTilt(const QueryNode& node, Within within);
  Result MatchFilterNode(const FilterNode& filter);
  Result MatchSink(const QueryNode& node, Within within);
  Result MatchAll();

  const IndexSnapshot& snapshot_;
  const SegmentView& view_;
  const size_t segment_;
  const OutOfTime out_of_time_;
  ScoreBufferPool buffers_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_QUERY_MATCHER_H_
