#include "libs/index/matching/warm_up.h"

#include "libs/base/status_macros.h"
#include "libs/index/matching/evaluator_maker.h"
#include "libs/index/matching/selected_docs.h"

namespace trialdex {
namespace {

absl::Status WarmUpFor(const RecentSearches::Search& search, const IndexSnapshot& snapshot,
                       const OutOfTime& out_of_time) {
  ASSIGN_OR_RETURN(const PreparedQuery query,
                   PreparedQuery::Make(*search.query, snapshot, out_of_time));
  for (size_t segment = 0; segment < snapshot.segments().size(); ++segment) {
    if (out_of_time()) return OutOfTimeError();
    EvaluationState state(out_of_time);
    RETURN_IF_ERROR(MakeEvaluator(query, {snapshot, segment, out_of_time, state}).status());
    if (search.filter.kind == FilterNode::Kind::kAll) continue;
    RETURN_IF_ERROR(SelectDocs(search.filter, snapshot.segments()[segment]->segment()).status());
  }
  return absl::OkStatus();
}

}  // namespace

void WarmUp(const IndexSnapshot& snapshot, const Clock& clock, absl::Duration time) {
  const OutOfTime out_of_time = [&clock, until = clock.Now() + time] {
    return clock.Now() >= until;
  };
  for (const RecentSearches::Search& search : snapshot.recent_searches().Get()) {
    if (!WarmUpFor(search, snapshot, out_of_time).ok()) return;
  }
}

}  // namespace trialdex
