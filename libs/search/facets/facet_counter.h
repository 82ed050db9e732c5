// Counts the facets of a search.
#ifndef TRIALDEX_LIBS_SEARCH_FACETS_FACET_COUNTER_H_
#define TRIALDEX_LIBS_SEARCH_FACETS_FACET_COUNTER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/index/doc_set.h"
#include "libs/index/out_of_time.h"
#include "libs/index/snapshot.h"
#include "libs/query/filter_node.h"
#include "libs/search/facets/facet_spec.h"
#include "trialdex/v1/facets.pb.h"

namespace trialdex {

struct CountedFacets {
  // One for each spec, in their order. Those that there was no time for have their name
  // only.
  std::vector<v1::Facet> facets;
  // True if trials or facets were left out.
  bool out_of_time = false;
};

// Counts `specs` over the trials of `query_matches` (FoundPage has them) that `filter`
// selects, but for what it says of the facet's own field alone. Errors as Segment.
// Thread-safe.
absl::StatusOr<CountedFacets> CountFacets(const IndexSnapshot& snapshot, const FilterNode& filter,
                                          absl::Span<const FacetSpec> specs,
                                          std::vector<DocSet> query_matches,
                                          const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FACETS_FACET_COUNTER_H_
