// Searches for words that nobody has asked for before.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_FIRST_USE_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_FIRST_USE_H_

#include <memory>
#include <vector>

#include "libs/index/matching/segment_search.h"

namespace trialdex {

// True if a list of `task` is not in memory, as far as the first segment tells, and the
// snapshot is so large that making it takes longer than starting a thread.
bool IsFirstUse(const SearchTask& task);

// A search for each segment of the snapshot, opened on every processor at once: making the
// lists of a word is nearly all that its first use costs. What cannot be opened says so when
// it is run. `task` must outlive them.
std::vector<std::unique_ptr<SegmentSearch>> OpenSegments(const SearchTask& task);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_FIRST_USE_H_
