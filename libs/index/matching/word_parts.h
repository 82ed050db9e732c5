// Makes the lists of words.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_WORD_PARTS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_WORD_PARTS_H_

#include <memory>

#include "absl/status/statusor.h"
#include "libs/index/cache_key.h"
#include "libs/index/matching/candidate_docs.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/out_of_time.h"
#include "libs/index/scoring/relevance.h"
#include "libs/index/segment.h"
#include "libs/query/query_node.h"

namespace trialdex {

// The documents of `segment` that have the word of `place` in a field that `normalizer`
// searches; occurrences of another coverage or letter case do not count. `key` is
// WordKey of the same; the list is kept under it with the segment. Never null.
// DEADLINE_EXCEEDED when out of time, other errors as Segment.
absl::StatusOr<std::shared_ptr<const PartList>> WordParts(const CacheKey& key, const Place& place,
                                                          Coverage coverage,
                                                          const FieldNormalizer& normalizer,
                                                          const Segment& segment,
                                                          const OutOfTime& out_of_time);

// The same of those of `docs` only, ascending; not kept.
absl::StatusOr<PartList> WordPartsIn(const DocList& docs, const Place& place, Coverage coverage,
                                     const FieldNormalizer& normalizer, const Segment& segment,
                                     const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_WORD_PARTS_H_
