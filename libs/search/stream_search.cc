// SearchEngine: all hits of a search.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/search/search_engine.h"

namespace trialdex {
namespace {

// What belongs to pages, or to an answer as a whole.
absl::Status CheckStreamRequest(const v1::StreamSearchRequest& request) {
  const v1::SearchTrialsRequest& search = request.search();
  constexpr char kMustBeUnset[] = "must be unset: a stream has all hits and nothing else";
  if (search.page_size() != 0) return FieldError("page_size", kMustBeUnset);
  if (!search.page_token().empty()) return FieldError("page_token", kMustBeUnset);
  if (!search.facets().empty()) return FieldError("facets", kMustBeUnset);
  if (search.suggest()) return FieldError("suggest", kMustBeUnset);
  if (request.limit() < 0) {
    return FieldError("limit", absl::StrCat(request.limit(), " is negative"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<HitStream>> SearchEngine::Stream(
    const v1::StreamSearchRequest& request) {
  RETURN_IF_ERROR(CheckStreamRequest(request));
  v1::StreamSearchRequest asked = request;
  v1::SearchTrialsRequest& of = *asked.mutable_search();
  if (of.order_by().empty()) of.set_order_by("id");
  std::shared_ptr<const SynonymSource> synonyms;
  ASSIGN_OR_RETURN(CheckedSearch search, Check(of, synonyms));
  ASSIGN_OR_RETURN(Snapshot snapshot, Ready(of.min_position(), of.log_id()));
  HitStreamOptions options = options_.stream;
  options.time_limit = std::min(search.time_limit, options_.time_limit);
  {
    const AnalyzerPool::Lease analyzer(analyzers_);
    RETURN_IF_ERROR(
        ReadFreeText(of, *snapshot, *analyzer, clock_.Now() + options.time_limit, clock_, search));
  }
  return std::make_unique<HitStream>(std::move(asked), std::move(search), std::move(snapshot),
                                     options, clock_);
}

}  // namespace trialdex
