// SearchEngine: what a search says that finds little.
#include <string>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/search/search_engine.h"
#include "libs/search/suggest/query_funnel.h"
#include "libs/search/suggest/query_suggestions.h"
#include "libs/search/suggest/spelling.h"

namespace trialdex {
namespace {

// A search that finds fewer has likely been mistyped.
constexpr int64_t kFewHits = 5;

// Being out of time only leaves things out.
absl::Status UnlessOutOfTime(const absl::Status& status) {
  return absl::IsDeadlineExceeded(status) ? absl::OkStatus() : status;
}

}  // namespace

absl::StatusOr<int64_t> SearchEngine::CountHits(const v1::SearchTrialsRequest& request,
                                                const std::string& query,
                                                const IndexSnapshot& snapshot,
                                                absl::Time deadline) {
  v1::SearchTrialsRequest other = request;
  other.set_query(query);
  std::shared_ptr<const SynonymSource> synonyms;
  ASSIGN_OR_RETURN(const CheckedSearch search, Check(other, synonyms));
  PageRange range;
  range.limit = 1;
  range.deadline = deadline;
  ASSIGN_OR_RETURN(const FoundPage page, SearchIndex(snapshot, search.parsed, range, clock_));
  if (page.out_of_time) return OutOfTimeError();
  return page.total;
}

absl::Status SearchEngine::AddAdvice(const v1::SearchTrialsRequest& request,
                                     const CheckedSearch& search, const IndexSnapshot& snapshot,
                                     absl::Time deadline, v1::SearchTrialsResponse& response) {
  if (response.total_size() >= kFewHits) return absl::OkStatus();
  const OutOfTime out_of_time = [this, deadline] { return clock_.Now() >= deadline; };
  const auto suggest_queries = [&]() -> absl::Status {
    std::vector<Misspelling> misspellings;
    {
      const AnalyzerPool::Lease analyzer(analyzers_);
      ASSIGN_OR_RETURN(misspellings, FindMisspellings(request.query(), search.parsed.query,
                                                      snapshot, *analyzer, out_of_time));
    }
    ASSIGN_OR_RETURN(auto suggestions, SuggestQueries(request.query(), response.total_size(),
                                                      misspellings, [&](const std::string& query) {
                                                        return CountHits(request, query, snapshot,
                                                                         deadline);
                                                      }));
    for (auto& suggestion : suggestions) *response.add_suggestions() = std::move(suggestion);
    return absl::OkStatus();
  };
  const auto make_funnel = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<FunnelClause> clauses,
                     SplitSearch(request.query(), search.parsed.query, request.filter()));
    ASSIGN_OR_RETURN(auto steps, MakeFunnel(clauses, snapshot, out_of_time));
    for (auto& step : steps) *response.add_funnel() = std::move(step);
    return absl::OkStatus();
  };
  // Free text is not spelled by hand, and any of its words is enough.
  if (!request.query().empty()) RETURN_IF_ERROR(UnlessOutOfTime(suggest_queries()));
  if (response.total_size() == 0) RETURN_IF_ERROR(UnlessOutOfTime(make_funnel()));
  return absl::OkStatus();
}

}  // namespace trialdex
