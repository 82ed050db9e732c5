// How often lists were asked for that are not kept.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_LIST_USES_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_LIST_USES_H_

#include "libs/index/cache_key.h"
#include "libs/index/matching/prepared_query.h"
#include "libs/index/segment.h"

namespace trialdex {

// Most words that are asked for once are not asked for again soon: of these it is enough to read
// what one search needs. Lists are made whole, and kept, when they are asked for the second
// time. Functions are thread-safe; two uses at the same time may count as one.

// True if the list that is kept under `key` has been asked for in `segment`, as long as the
// cache remembers it.
bool WasUsed(const CacheKey& key, const Segment& segment);

// Remembers of each list of `query` that is not kept in `segment` that it was asked for.
void NoteUse(const PreparedQuery& query, const Segment& segment);

// True if a list that `query` needs in `segment` is not kept, and not because the others say
// enough: what is still not there after two uses is not needed.
bool NeedsLists(const PreparedQuery& query, const Segment& segment);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_LIST_USES_H_
