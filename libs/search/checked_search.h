// A search request, understood.
#ifndef TRIALDEX_LIBS_SEARCH_CHECKED_SEARCH_H_
#define TRIALDEX_LIBS_SEARCH_CHECKED_SEARCH_H_

#include <cstddef>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/query/plan.h"
#include "libs/text/analyzer.h"
#include "trialdex/storage/v1/page_token.pb.h"
#include "trialdex/v1/query_service.pb.h"

namespace trialdex {

struct CheckedSearch {
  ParsedSearch parsed;
  size_t page_size = 0;
  // ID, SUMMARY or FULL.
  v1::TrialView view = v1::TRIAL_VIEW_SUMMARY;
  // As asked for; infinite if nothing was.
  absl::Duration time_limit;
  // Where the previous page ended; none for the first page.
  std::optional<storage::v1::PageToken> token;
  // True if results come in order of relevance: the order then depends on the
  // whole index.
  bool by_relevance = false;
};

// Parses and checks everything in `request` that can be checked without an index.
//
// INVALID_ARGUMENT as query_service.proto says, with the reasons of
// libs/query/*_parser.h and page_token.h.
absl::StatusOr<CheckedSearch> CheckSearch(const v1::SearchTrialsRequest& request,
                                          Analyzer& analyzer);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_CHECKED_SEARCH_H_
