// Decodes a whole posting list at once.
#ifndef TRIALDEX_LIBS_INDEX_LUCENE_POSTINGS_DECODER_H_
#define TRIALDEX_LIBS_INDEX_LUCENE_POSTINGS_DECODER_H_

#include "absl/status/status.h"
#include "libs/index/lucene/lucene.h"
#include "libs/index/postings.h"

namespace trialdex::lucene {

// Reads the documents and positions of `term`, whose field has positions and no
// payloads, into `postings`; deleted documents are among them. Takes the bytes
// of Lucene++'s files in blocks: its own TermPositions makes several virtual calls for
// each position and is five times as slow. DATA_LOSS if the list ends too early;
// throws what Lucene++ throws.
absl::Status DecodePostings(const Lucene::SegmentReaderPtr& reader, const Lucene::TermPtr& term,
                            PositionPostings& postings);

}  // namespace trialdex::lucene

#endif  // TRIALDEX_LIBS_INDEX_LUCENE_POSTINGS_DECODER_H_
