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

// What all segments are searched for.
struct Running {
  const ParsedSearch& search;
  // That of `search`, with what depends on the snapshot filled in.
  const QueryNode& query;
  const ScoreFactors& factors;
  const PageRange& range;
  const OutOfTime& out_of_time;
};

// Adds the matches of one segment to `top` and `page`.
absl::Status SearchSegment(const IndexSnapshot& snapshot, size_t segment, const Running& running,
                           TopTrials& top, FoundPage& page) {
  const SegmentView& view = *snapshot.segments()[segment];
  const SegmentColumns& columns = view.segment().columns();
  const auto offer = [&, number = static_cast<uint32_t>(segment)](uint32_t doc, double score) {
    ++page.total;
    top.Offer(number, columns, doc, score);
  };
  std::optional<DocSet> selected;
  if (running.search.filter.kind != FilterNode::Kind::kAll) {
    ASSIGN_OR_RETURN(selected, MatchFilter(running.search.filter, view.segment()));
    selected->IntersectWith(view.live());
  }
  if (running.query.kind == QueryNode::Kind::kAll) {
    const DocSet& docs = selected.has_value() ? *selected : view.live();
    docs.ForEach([&](uint32_t doc) { offer(doc, 0); });
    if (running.range.keep_query_matches) page.query_matches.push_back(view.live());
    return absl::OkStatus();
  }
  QueryMatcher matcher(snapshot, segment, running.out_of_time);
  ASSIGN_OR_RETURN(const auto matches, matcher.Match(running.query));
  for (size_t i = 0; i < matches->docs.size(); ++i) {
    if (selected.has_value() && !selected->Contains(matches->docs[i])) continue;
    const uint32_t doc = matches->docs[i];
    offer(doc, running.factors.empty() ? matches->scores[i]
                                       : matches->scores[i] * running.factors.Of(columns, doc));
  }
  if (running.range.keep_query_matches) {
    DocSet& kept = page.query_matches.emplace_back(columns.doc_count());
    for (const uint32_t doc : matches->docs) kept.Add(doc);
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
  const Running running{search, *query, factors, range, out_of_time};
  TopTrials top(search.order, range.limit, range.after);
  for (size_t segment = 0; segment < snapshot.segments().size(); ++segment) {
    const absl::Status status =
        out_of_time() ? OutOfTimeError() : SearchSegment(snapshot, segment, running, top, page);
    page.out_of_time = absl::IsDeadlineExceeded(status);
    if (page.out_of_time) break;
    RETURN_IF_ERROR(status);
  }
  page.trials = top.Take();
  page.has_more = top.count_after() > page.trials.size();
  return page;
}

}  // namespace trialdex
