// How rare words are.
#ifndef TRIALDEX_LIBS_INDEX_SCORING_RARITY_H_
#define TRIALDEX_LIBS_INDEX_SCORING_RARITY_H_

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/index/snapshot.h"
#include "libs/query/query_node.h"

namespace trialdex {

// How rare the word of `place` is among all trials of `snapshot`: by the most
// frequent of its alternatives. Kept as long as the snapshot. Thread-safe; errors as
// Segment.
absl::StatusOr<double> RarityOf(const Place& place, const IndexSnapshot& snapshot);

// Of a word or phrase: of all its places together.
absl::StatusOr<double> RarityOf(absl::Span<const Place> places, const IndexSnapshot& snapshot);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SCORING_RARITY_H_
