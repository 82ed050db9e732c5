// The terms of a buffer into the files of a segment.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_WRITE_POSTINGS_H_
#define TRIALDEX_LIBS_INDEX_WRITING_WRITE_POSTINGS_H_

#include "libs/index/writing/inverted_buffer.h"
#include "libs/index/writing/segment_output.h"

namespace trialdex {

// Writes dictionary and postings of `buffer`, whose newest document is complete.
void WritePostings(const InvertedBuffer& buffer, SegmentOutput& output);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_WRITE_POSTINGS_H_
