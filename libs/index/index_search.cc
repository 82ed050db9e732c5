#include "libs/index/index_search.h"

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/index/matching/first_use.h"
#include "libs/index/matching/part_keys.h"
#include "libs/index/matching/rare_word.h"
#include "libs/index/matching/segment_search.h"
#include "libs/index/matching/synonym_weigher.h"

namespace trialdex {
namespace {

// Searches of more terms are not remembered: few are, and they would take much memory.
constexpr size_t kMostRemembered = 500;

// Fills in the scores of a page that is in another order.
absl::Status ScorePage(const SearchTask& task, FoundPage& page) {
  std::map<uint32_t, std::vector<FoundTrial*>> by_segment;
  for (FoundTrial& trial : page.trials) by_segment[trial.address.segment].push_back(&trial);
  for (auto& [segment, trials] : by_segment) {
    RETURN_IF_ERROR(SegmentSearch(task, segment).Score(std::move(trials)));
  }
  return absl::OkStatus();
}

absl::Status SearchSegments(const SearchTask& task, FoundPage& page) {
  TopTrials top(task.search.order, task.range.limit, task.range.after);
  std::vector<std::unique_ptr<SegmentSearch>> opened;
  if (IsFirstUse(task)) opened = OpenSegments(task);
  absl::Status status;
  for (size_t segment = 0; segment < task.snapshot.segments().size() && status.ok(); ++segment) {
    if (task.out_of_time()) {
      status = OutOfTimeError();
    } else {
      status = opened.empty() ? SegmentSearch(task, segment).Run(top, page)
                              : opened[segment]->Run(top, page);
    }
  }
  page.has_more = top.has_more();
  page.trials = top.Take();
  RETURN_IF_ERROR(status);
  if (!task.query.scores() || RanksByScore(task.search.order)) return absl::OkStatus();
  return ScorePage(task, page);
}

absl::Status Search(const SearchTask& task, FoundPage& page) {
  if (!IsForRareWord(task)) return SearchSegments(task, page);
  if (ReadRareWord(task, page)) return absl::OkStatus();
  RETURN_IF_ERROR(SearchSegments(task, page));
  KeepRareWord(task);
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
  const auto run = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(QueryNode query, WeighSynonyms(search.query, snapshot, out_of_time));
    ASSIGN_OR_RETURN(PreparedQuery prepared,
                     PreparedQuery::Make(std::move(query), snapshot, out_of_time));
    page.query = std::make_shared<const PreparedQuery>(std::move(prepared));
    if (page.query->term_count() <= kMostRemembered) {
      snapshot.recent_searches().Add({page.query->shared_root(), search.filter});
    }
    return Search(
        {snapshot, search, *page.query, factors, range, out_of_time, FilterKey(search.filter)},
        page);
  };
  const absl::Status status = run();
  page.out_of_time = absl::IsDeadlineExceeded(status);
  if (!page.out_of_time) RETURN_IF_ERROR(status);
  return page;
}

}  // namespace trialdex
