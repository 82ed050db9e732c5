#include "libs/index/matching/query_matcher.h"

#include <cstdint>

#include "libs/base/status_macros.h"
#include "libs/index/matching/evaluator_maker.h"
#include "libs/index/matching/window_scan.h"

namespace trialdex {

absl::StatusOr<std::shared_ptr<const ScoredDocs>> QueryMatcher::Match(
    const QueryNode& query) const {
  const SegmentView& view = *snapshot_.segments()[segment_];
  ASSIGN_OR_RETURN(const PreparedQuery prepared,
                   PreparedQuery::Make(query, snapshot_, out_of_time_));
  EvaluationState state(out_of_time_);
  ASSIGN_OR_RETURN(const auto evaluator,
                   MakeEvaluator(prepared, {snapshot_, segment_, out_of_time_, state}));
  auto found = std::make_shared<ScoredDocs>();
  if (evaluator->Cost() == 0) return found;
  OffsetList offsets;
  const auto visit = [&](uint32_t window) {
    const WindowBits live = BitsOf(view.live(), window);
    WindowBits matches;
    if (!evaluator->Match(window, live, matches)) return;
    IntersectWith(matches, live);
    offsets.Assign(matches);
    const size_t before = found->docs.size();
    for (const uint16_t offset : offsets.all()) found->Add((window << kWindowShift) + offset, 0);
    evaluator->AddScores(window, 1, offsets.all(), kNoNeed, found->scores.data() + before);
  };
  RETURN_IF_ERROR(ForEachWindow(view.segment().doc_count(), out_of_time_, state, visit));
  return found;
}

}  // namespace trialdex
