// Finds and scores the documents of phrases.
#ifndef TRIALDEX_LIBS_INDEX_PHRASE_MATCHER_H_
#define TRIALDEX_LIBS_INDEX_PHRASE_MATCHER_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/index/out_of_time.h"
#include "libs/index/place_reader.h"
#include "libs/index/postings.h"
#include "libs/index/relevance.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"

namespace trialdex {

// The live documents of segment `segment` in which the places of the phrase
// `node` stand side by side within one field that its weights search, scored.
// With `within`, only those of these documents (ascending). The phrase is as rare
// as its words together. The node's boost is left to the caller. Thread-safe;
// DEADLINE_EXCEEDED when out of time, other errors as Segment.
absl::StatusOr<ScoredDocs> MatchPhrase(const QueryNode& node, const IndexSnapshot& snapshot,
                                       size_t segment, const std::vector<uint32_t>* within,
                                       const OutOfTime& out_of_time);

// The weighted frequency that `occurrences` in `doc` make, by position.
double WeighOccurrences(absl::Span<const Occurrence> occurrences, const FieldNormalizer& normalizer,
                        const SegmentColumns& columns, uint32_t doc);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_PHRASE_MATCHER_H_
