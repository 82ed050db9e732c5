// The trials that each facet of a search counts.
#ifndef TRIALDEX_LIBS_SEARCH_FACETS_FACET_DOCS_H_
#define TRIALDEX_LIBS_SEARCH_FACETS_FACET_DOCS_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/index/doc_set.h"
#include "libs/index/out_of_time.h"
#include "libs/index/snapshot.h"
#include "libs/search/facets/filter_clauses.h"

namespace trialdex {

// All hits, and for each part of the filter the trials that would be hits without it. As
// thread-safe as a vector.
class FacetDocs {
 public:
  // `query_matches` as FoundPage has them. Each part of the filter is run once. Stops
  // after the segment in which the time is up. Errors as MatchFilter.
  static absl::StatusOr<FacetDocs> Make(const IndexSnapshot& snapshot, const FilterClauses& clauses,
                                        std::vector<DocSet> query_matches,
                                        const OutOfTime& out_of_time);

  // One set for each segment: all hits; or, for an index into FilterClauses::own, the
  // trials that all other parts select.
  absl::Span<const DocSet> Without(std::optional<size_t> own) const {
    return own.has_value() ? without_[*own] : hits_;
  }

 private:
  std::vector<DocSet> hits_;
  std::vector<std::vector<DocSet>> without_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FACETS_FACET_DOCS_H_
