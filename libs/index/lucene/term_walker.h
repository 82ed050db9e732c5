// Walks the term dictionary of a segment.
#ifndef TRIALDEX_LIBS_INDEX_LUCENE_TERM_WALKER_H_
#define TRIALDEX_LIBS_INDEX_LUCENE_TERM_WALKER_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/index/lucene/lucene.h"

namespace trialdex::lucene {

// Calls visit(term, document frequency) for the terms of `first`'s field that begin
// with its text, in order of their bytes, until it answers false. Finds the first
// through Lucene++ and takes the others from the bytes of its file: its own TermEnum
// makes several objects of each term and is many times as slow. DATA_LOSS if the
// file ends too early; throws what Lucene++ throws.
absl::Status WalkTermFile(const Lucene::SegmentReaderPtr& reader, const Lucene::TermPtr& first,
                          absl::FunctionRef<bool(absl::string_view, uint32_t)> visit);

}  // namespace trialdex::lucene

#endif  // TRIALDEX_LIBS_INDEX_LUCENE_TERM_WALKER_H_
