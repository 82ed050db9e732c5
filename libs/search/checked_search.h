// A search request, understood.
#ifndef TRIALDEX_LIBS_SEARCH_CHECKED_SEARCH_H_
#define TRIALDEX_LIBS_SEARCH_CHECKED_SEARCH_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"
#include "libs/query/synonym_source.h"
#include "libs/search/facets/facet_spec.h"
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
  std::vector<FacetSpec> facets;
};

// Parses and checks everything in `request` that can be checked without an index.
// Words are expanded by `synonyms`, unless that is null or the request wants none.
//
// INVALID_ARGUMENT as query_service.proto says, with the reasons of
// libs/query/*_parser.h, page_token.h and facets/facet_spec.h; reason TEXT_TOO_LARGE for
// a free text above its limit. A free text is not read yet: see ReadFreeText.
absl::StatusOr<CheckedSearch> CheckSearch(const v1::SearchTrialsRequest& request,
                                          Analyzer& analyzer,
                                          const SynonymSource* synonyms = nullptr);

// Finishes `search`, checked from `request`, which asks for free text: what that means
// depends on the trials of `snapshot`. Does nothing to others. Errors as PlanFreeText.
absl::Status ReadFreeText(const v1::SearchTrialsRequest& request, const IndexSnapshot& snapshot,
                          Analyzer& analyzer, absl::Time deadline, const Clock& clock,
                          CheckedSearch& search);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_CHECKED_SEARCH_H_
