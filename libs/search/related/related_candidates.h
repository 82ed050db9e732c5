// Trials that share words with a trial.
#ifndef TRIALDEX_LIBS_SEARCH_RELATED_RELATED_CANDIDATES_H_
#define TRIALDEX_LIBS_SEARCH_RELATED_RELATED_CANDIDATES_H_

#include <array>
#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/index/out_of_time.h"
#include "libs/index/snapshot.h"
#include "libs/query/filter_node.h"
#include "libs/search/related/related_query.h"

namespace trialdex {

// What counts how much when all parts are there.
inline constexpr double kConditionsWeight = 0.35;
inline constexpr double kInterventionsWeight = 0.25;
inline constexpr double kTextWeight = 0.20;
inline constexpr double kDesignWeight = 0.10;
inline constexpr double kSponsorWeight = 0.05;
inline constexpr double kPlaceWeight = 0.05;

// A trial and how alike it is in the parts made of words, 0 to 1 each.
struct RelatedCandidate {
  DocAddress address;
  // In the order of RelatedQuery: conditions, interventions, text.
  std::array<double, 3> words = {};
  // Their weighted sum.
  double score = 0;
};

// The parts of `query` that the trial at `source` has itself; others compare with nothing.
struct RelatedCandidates {
  std::array<bool, 3> has = {};
  // The best first, at most `limit`.
  std::vector<RelatedCandidate> best;
};

// Looks at every trial of `snapshot` that `selected` selects. DEADLINE_EXCEEDED when out of
// time; other errors as Segment. Thread-safe.
absl::StatusOr<RelatedCandidates> FindCandidates(const RelatedQuery& query, DocAddress source,
                                                 const FilterNode& selected, size_t limit,
                                                 const IndexSnapshot& snapshot,
                                                 const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_RELATED_RELATED_CANDIDATES_H_
