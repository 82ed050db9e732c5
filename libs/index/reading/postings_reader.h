// Decodes whole posting lists.
#ifndef TRIALDEX_LIBS_INDEX_READING_POSTINGS_READER_H_
#define TRIALDEX_LIBS_INDEX_READING_POSTINGS_READER_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/reading/segment_input.h"

namespace trialdex {

// All functions read the list of a term of `segment` that is at `term`, deleted documents
// among them. DATA_LOSS if it is damaged.

// Adds the documents of a list of `kind` to `docs`, ascending.
absl::Status AppendDocs(const SegmentInput& segment, PostingsKind kind, const TermPostings& term,
                        std::vector<uint32_t>& docs);

// Calls visit(document, payload) for a list of PostingsKind::kPayloads, ascending, until it
// answers with an error. The bytes live as long as the segment.
absl::Status ForEachPayload(
    const SegmentInput& segment, const TermPostings& term,
    absl::FunctionRef<absl::Status(uint32_t doc, absl::string_view payload)> visit);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_POSTINGS_READER_H_
