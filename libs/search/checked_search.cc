#include "libs/search/checked_search.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/request_limit.h"
#include "libs/base/status_macros.h"
#include "libs/query/filter_parser.h"
#include "libs/query/free_text.h"
#include "libs/query/order_parser.h"
#include "libs/query/query_parser.h"
#include "libs/search/free_text/free_text_plan.h"
#include "libs/search/hits/field_mask.h"
#include "libs/search/paging/page_token.h"
#include "libs/search/reading/query_reading.h"
#include "libs/search/time_limit.h"

namespace trialdex {
namespace {

constexpr RequestLimit kPageSize = {.usual = 10, .most = 1000};

absl::StatusOr<v1::TrialView> View(const v1::SearchTrialsRequest& request) {
  if (!request.read_mask().paths().empty()) return v1::TRIAL_VIEW_FULL;
  switch (request.view()) {
    case v1::TRIAL_VIEW_UNSPECIFIED:
      return v1::TRIAL_VIEW_SUMMARY;
    case v1::TRIAL_VIEW_ID:
    case v1::TRIAL_VIEW_SUMMARY:
    case v1::TRIAL_VIEW_FULL:
      return request.view();
    default:
      return FieldError("view", absl::StrCat(static_cast<int>(request.view()), " is not a view"));
  }
}

absl::Status CheckText(const v1::SearchTrialsRequest& request) {
  if (!request.text().empty() && !request.query().empty()) {
    return FieldError("text", "and query are both set, and a search ranks by one of them");
  }
  if (request.text().size() > kMaxFreeTextBytes) {
    return FieldError(
        "text", absl::StrCat(request.text().size(), " bytes are more than ", kMaxFreeTextBytes),
        "TEXT_TOO_LARGE");
  }
  return absl::OkStatus();
}

// How the order sorts before the id.
size_t KeysBeforeId(const std::vector<SortKey>& order) { return order.size() - 1; }

}  // namespace

absl::StatusOr<CheckedSearch> CheckSearch(const v1::SearchTrialsRequest& request,
                                          Analyzer& analyzer, const SynonymSource* synonyms) {
  CheckedSearch search;
  ASSIGN_OR_RETURN(search.page_size, ReadRequestLimit("page_size", request.page_size(), kPageSize));
  ASSIGN_OR_RETURN(search.view, View(request));
  ASSIGN_OR_RETURN(search.time_limit, TimeLimitOf(request));
  RETURN_IF_ERROR(CheckReadMask(request.read_mask()));
  RETURN_IF_ERROR(CheckText(request));
  if (request.total_size_limit() < 0) {
    return FieldError("total_size_limit", absl::StrCat(request.total_size_limit(), " is negative"));
  }
  ASSIGN_OR_RETURN(const QueryOptions query_options, QueryOptionsOf(request, synonyms));
  ASSIGN_OR_RETURN(search.parsed.query, ParseQuery(request.query(), analyzer, query_options));
  search.parsed.ranked = !request.query().empty() || !request.text().empty();
  ASSIGN_OR_RETURN(search.parsed.filter, ParseFilter(request.filter()));
  ASSIGN_OR_RETURN(search.parsed.order, ParseOrder(request.order_by(), search.parsed.ranked));
  search.by_relevance =
      search.parsed.ranked &&
      std::any_of(search.parsed.order.begin(), search.parsed.order.end(),
                  [](const SortKey& key) { return key.kind == SortKey::Kind::kRelevance; });
  ASSIGN_OR_RETURN(search.facets, ParseFacets(request.facets()));
  if (!request.page_token().empty()) {
    ASSIGN_OR_RETURN(search.token, DecodePageToken(request.page_token()));
    if (static_cast<size_t>(search.token->last_values_size()) !=
        KeysBeforeId(search.parsed.order)) {
      return PageTokenMismatch();
    }
  }
  return search;
}

absl::Status ReadFreeText(const v1::SearchTrialsRequest& request, const IndexSnapshot& snapshot,
                          Analyzer& analyzer, absl::Time deadline, const Clock& clock,
                          CheckedSearch& search) {
  if (request.text().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const QueryOptions options, QueryOptionsOf(request, nullptr));
  const bool given = options.default_weights != nullptr;
  ASSIGN_OR_RETURN(
      search.parsed.query,
      PlanFreeText(request.text(), snapshot, given ? options.default_weights : FreeTextWeights(),
                   analyzer, deadline, clock));
  return absl::OkStatus();
}

}  // namespace trialdex
