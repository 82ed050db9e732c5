// Finds and scores the documents of single words.
#ifndef TRIALDEX_LIBS_INDEX_WORD_MATCHER_H_
#define TRIALDEX_LIBS_INDEX_WORD_MATCHER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "libs/index/out_of_time.h"
#include "libs/index/postings.h"
#include "libs/index/score_buffer.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"

namespace trialdex {

// How rare the word of `place` is among all trials of `snapshot`: by the most
// frequent of its alternatives. Thread-safe; errors as Segment.
absl::StatusOr<double> RarityOf(const Place& place, const IndexSnapshot& snapshot);

// The live documents of segment `segment` that have the word `node` in a field that
// its weights search, scored. Occurrences of another coverage or letter case do not
// count; how rare the word is does not depend on these. The node's boost is left to the
// caller. Kept in the snapshot's cache, because the same words come again and again.
// `buffers` are of the segment. Never null. DEADLINE_EXCEEDED when out of time, other
// errors as Segment.
absl::StatusOr<std::shared_ptr<const ScoredDocs>> MatchWord(const QueryNode& node,
                                                            const IndexSnapshot& snapshot,
                                                            size_t segment,
                                                            ScoreBufferPool& buffers,
                                                            const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WORD_MATCHER_H_
