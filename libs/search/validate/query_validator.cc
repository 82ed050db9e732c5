#include "libs/search/validate/query_validator.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "libs/query/filter_parser.h"
#include "libs/query/filter_text.h"
#include "libs/query/order_parser.h"
#include "libs/query/query_parser.h"
#include "libs/search/reading/query_reading.h"
#include "libs/search/validate/clause.h"
#include "libs/search/validate/query_problems.h"

namespace trialdex {
namespace {

void AddQuery(const v1::SearchTrialsRequest& search, const QueryNode& node,
              v1::ValidateQueryResponse& response) {
  if (absl::StripAsciiWhitespace(search.query()).empty()) return;
  *response.mutable_query() = MakeClause(node, search.query());
  for (v1::QueryProblem& warning : Warnings(search.query(), node)) {
    *response.add_warnings() = std::move(warning);
  }
}

}  // namespace

absl::StatusOr<v1::ValidateQueryResponse> ValidateQuery(const v1::ValidateQueryRequest& request,
                                                        const SynonymSource* synonyms,
                                                        Analyzer& analyzer) {
  const v1::SearchTrialsRequest& search = request.search();
  v1::ValidateQueryResponse response;
  const absl::StatusOr<QueryOptions> options = QueryOptionsOf(search, synonyms);
  const absl::StatusOr<QueryNode> query =
      ParseQuery(search.query(), analyzer, options.ok() ? *options : QueryOptions{});
  const absl::StatusOr<FilterNode> filter = ParseFilter(search.filter());
  const absl::StatusOr<std::vector<SortKey>> order =
      ParseOrder(search.order_by(), !search.query().empty());
  for (const absl::Status& status :
       {options.status(), query.status(), filter.status(), order.status()}) {
    if (status.ok()) continue;
    if (!request.report_errors()) return status;
    *response.add_errors() = ProblemOf(status);
  }
  if (query.ok()) AddQuery(search, *query, response);
  if (filter.ok()) response.set_filter(FilterText(*filter));
  if (order.ok()) response.set_order_by(OrderText(*order));
  response.set_valid(response.errors().empty());
  return response;
}

}  // namespace trialdex
