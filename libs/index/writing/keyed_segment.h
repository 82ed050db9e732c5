// How a writer calls its segments and documents between two commits.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_KEYED_SEGMENT_H_
#define TRIALDEX_LIBS_INDEX_WRITING_KEYED_SEGMENT_H_

#include <cstdint>

#include "libs/index/writing/segment_store.h"

namespace trialdex {

// Names a segment of the index for as long as the writer lives, written or still to be.
using SegmentKey = uint32_t;

// Where a trial is.
struct DocLocation {
  SegmentKey segment = 0;
  uint32_t doc = 0;
};

// A segment that is on disk but in no commit yet.
struct NewSegment {
  SegmentKey key = 0;
  StoredSegment stored;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_KEYED_SEGMENT_H_
