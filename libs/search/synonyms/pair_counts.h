// In how many trials of an index each pair of names stands.
#ifndef TRIALDEX_LIBS_SEARCH_SYNONYMS_PAIR_COUNTS_H_
#define TRIALDEX_LIBS_SEARCH_SYNONYMS_PAIR_COUNTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/index/document/term_pairs.h"
#include "libs/index/snapshot.h"

namespace trialdex {

struct CountedPair {
  std::string first;
  std::string second;
  // Trials that have the pair; deleted ones may be among them.
  uint32_t trials = 0;
};

// The pairs of `kind` that at least `min_trials` trials have, in no order.
//
// Reads the term dictionaries twice: first counts go by a digest of the pair, so
// that the many pairs of a single trial take 16 bytes each and no more. Errors as Segment.
absl::StatusOr<std::vector<CountedPair>> CountPairs(const IndexSnapshot& snapshot,
                                                    TermPairKind kind, uint32_t min_trials);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SYNONYMS_PAIR_COUNTS_H_
