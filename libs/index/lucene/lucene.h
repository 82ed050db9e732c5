// Lucene++ as trialdex sees it: every header that we use, in the order that
// compiles. Include from libs/index/*.cc and libs/index/lucene only.
#ifndef TRIALDEX_LIBS_INDEX_LUCENE_LUCENE_H_
#define TRIALDEX_LIBS_INDEX_LUCENE_LUCENE_H_

// Opens what a merge scheduler and an indexing chain of our own have to call.
#define LPP_EXPOSE_INTERNAL

// Lucene++ headers are not self-contained: LuceneHeaders.h comes first, always.
// clang-format off
#include "LuceneHeaders.h"
#include "BitVector.h"
#include "FieldInfos.h"
#include "FieldSelector.h"
#include "IndexDeletionPolicy.h"
#include "LogByteSizeMergePolicy.h"
#include "MMapDirectory.h"
#include "MapFieldSelector.h"
#include "MergePolicy.h"
#include "MergeScheduler.h"
#include "NoLockFactory.h"
#include "Payload.h"
#include "PayloadAttribute.h"
#include "PositionIncrementAttribute.h"
#include "SegmentInfo.h"
#include "SegmentInfos.h"
#include "SegmentReader.h"
#include "SegmentTermEnum.h"
#include "SegmentTermPositions.h"
#include "TermAttribute.h"
#include "TermDocs.h"
#include "TermEnum.h"
#include "TermPositions.h"
// clang-format on

// Lucene.h leaves these to whoever comes after; INTERNAL breaks gRPC's headers.
#undef INTERNAL
#undef SIZEOF_ARRAY

#endif  // TRIALDEX_LIBS_INDEX_LUCENE_LUCENE_H_
