#include "libs/index/index_search.h"

#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/filter_matcher.h"
#include "libs/index/query_matcher.h"
#include "libs/index/score_factors.h"
#include "libs/index/synonym_weigher.h"

namespace trialdex {
namespace {

// Adds the matches of one segment to `top` and to `total`.
absl::Status SearchSegment(const IndexSnapshot& snapshot, size_t segment,
                           const ParsedSearch& search, const QueryNode& query,
                           const ScoreFactors& factors, const OutOfTime& out_of_time,
                           TopTrials& top, int64_t& total) {
  const SegmentView& view = *snapshot.segments()[segment];
  const SegmentColumns& columns = view.segment().columns();
  const auto offer = [&, number = static_cast<uint32_t>(segment)](uint32_t doc, double score) {
    ++total;
    top.Offer(number, columns, doc, score);
  };
  std::optional<DocSet> selected;
  if (search.filter.kind != FilterNode::Kind::kAll) {
    ASSIGN_OR_RETURN(selected, MatchFilter(search.filter, view.segment()));
    selected->IntersectWith(view.live());
  }
  if (query.kind == QueryNode::Kind::kAll) {
    const DocSet& docs = selected.has_value() ? *selected : view.live();
    docs.ForEach([&](uint32_t doc) { offer(doc, 0); });
    return absl::OkStatus();
  }
  QueryMatcher matcher(snapshot, segment, out_of_time);
  ASSIGN_OR_RETURN(const auto matches, matcher.Match(query));
  for (size_t i = 0; i < matches->docs.size(); ++i) {
    if (selected.has_value() && !selected->Contains(matches->docs[i])) continue;
    const uint32_t doc = matches->docs[i];
    offer(doc,
          factors.empty() ? matches->scores[i] : matches->scores[i] * factors.Of(columns, doc));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<FoundPage> SearchIndex(const IndexSnapshot& snapshot, const ParsedSearch& search,
                                      const PageRange& range, const Clock& clock) {
  const OutOfTime out_of_time = [&clock, deadline = range.deadline] {
    return deadline != absl::InfiniteFuture() && clock.Now() >= deadline;
  };
  ASSIGN_OR_RETURN(const ScoreFactors factors, ScoreFactors::Over(search.factors, snapshot));
  FoundPage page;
  const absl::StatusOr<QueryNode> query = WeighSynonyms(search.query, snapshot, out_of_time);
  page.out_of_time = absl::IsDeadlineExceeded(query.status());
  if (page.out_of_time) return page;
  RETURN_IF_ERROR(query.status());
  TopTrials top(search.order, range.limit, range.after);
  for (size_t segment = 0; segment < snapshot.segments().size(); ++segment) {
    const absl::Status status = out_of_time()
                                    ? OutOfTimeError()
                                    : SearchSegment(snapshot, segment, search, *query, factors,
                                                    out_of_time, top, page.total);
    page.out_of_time = absl::IsDeadlineExceeded(status);
    if (page.out_of_time) break;
    RETURN_IF_ERROR(status);
  }
  page.trials = top.Take();
  page.has_more = top.count_after() > page.trials.size();
  return page;
}

}  // namespace trialdex
