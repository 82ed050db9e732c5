// Lucene++ as trialdex sees it: every header that we use, in the order that
// compiles. Include from libs/index/*.cc and libs/index/lucene only.
#ifndef TRIALDEX_LIBS_INDEX_LUCENE_LUCENE_H_
#define TRIALDEX_LIBS_INDEX_LUCENE_LUCENE_H_

// Opens what a commit is made of.
#define LPP_EXPOSE_INTERNAL

// Lucene++ headers are not self-contained: LuceneHeaders.h comes first, always.
// clang-format off
#include "LuceneHeaders.h"
#include "IndexFileNames.h"
#include "MMapDirectory.h"
#include "NoLockFactory.h"
#include "SegmentInfo.h"
#include "SegmentInfos.h"
#include "SegmentReader.h"
#include "TermDocs.h"
#include "TermEnum.h"
#include "TermPositions.h"
// clang-format on

// Lucene.h leaves these to whoever comes after; INTERNAL breaks gRPC's headers.
#undef INTERNAL
#undef SIZEOF_ARRAY

#endif  // TRIALDEX_LIBS_INDEX_LUCENE_LUCENE_H_
