// Makes the lists of phrases.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_PHRASE_PARTS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_PHRASE_PARTS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/index/cache_key.h"
#include "libs/index/matching/candidate_docs.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/matching/place_reader.h"
#include "libs/index/out_of_time.h"
#include "libs/index/scoring/relevance.h"
#include "libs/index/segment.h"
#include "libs/query/query_node.h"

namespace trialdex {

// The weighted frequency that `occurrences` in `doc` make, by position.
double WeighOccurrences(absl::Span<const Occurrence> occurrences, const FieldNormalizer& normalizer,
                        const SegmentColumns& columns, uint32_t doc);

// The documents of `segment` in which the places of the phrase `node` stand side by side
// in a field that its weights, which `normalizer` has, search. `place_keys` are WordKeys of its
// places as words that may stand anywhere: what is not kept under them is not made for this, only
// where these words stand in documents that have all of them is read. `key` is PhraseKey
// of the same; the list is kept under it with the segment. Never null. DEADLINE_EXCEEDED
// when out of time, other errors as Segment.
absl::StatusOr<std::shared_ptr<const PartList>> PhraseParts(
    const CacheKey& key, const QueryNode& node, absl::Span<const CacheKey> place_keys,
    const FieldNormalizer& normalizer, const Segment& segment, const OutOfTime& out_of_time);

// The same of those of `docs` only, ascending; not kept.
absl::StatusOr<PartList> PhrasePartsIn(const DocList& docs, const QueryNode& node,
                                       const FieldNormalizer& normalizer, const Segment& segment,
                                       const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_PHRASE_PARTS_H_
