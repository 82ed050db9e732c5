// Searches for one rare word, without a look at each segment.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_RARE_WORD_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_RARE_WORD_H_

#include "libs/index/index_search.h"
#include "libs/index/matching/segment_search.h"

namespace trialdex {

// A rare word is in few documents of each of many segments: to find their lists in memory costs a
// search several times what it does with them. What is asked for more than once is therefore kept
// with the snapshot in one piece: all live trials that have the word, the best first.

// True if `task` asks for the best of all trials with one word, and that is rare enough.
bool IsForRareWord(const SearchTask& task);

// These take a task that IsForRareWord. Thread-safe.

// Reads the page that `task` asks for, just as a search of the segments would find it, off what is
// kept of the word. False if nothing is.
bool ReadRareWord(const SearchTask& task, FoundPage& page);

// To be called after a search of the segments. Makes what is kept out of their lists, from the
// second time on; does nothing if the cache has no room for these.
void KeepRareWord(const SearchTask& task);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_RARE_WORD_H_
