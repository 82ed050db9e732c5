// Reads positions of a term in chosen documents from a segment's files.
#ifndef TRIALDEX_LIBS_INDEX_READING_POSITION_READER_H_
#define TRIALDEX_LIBS_INDEX_READING_POSITION_READER_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/positions/position_cursor.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/doc_reader.h"
#include "libs/index/reading/segment_input.h"
#include "libs/index/reading/skip_lists.h"
#include "libs/index/reading/vint_stream.h"

namespace trialdex {

// Passes the documents between two that are asked for by the skip lists, and their positions
// as bytes: a tenth of a microsecond or two a document.
class PositionReader final : public PositionCursor {
 public:
  // Of `term` of `segment`, which must outlive the reader.
  PositionReader(const SegmentInput& segment, const TermPostings& term);

  absl::Span<const uint32_t> Read(uint32_t doc) override;
  absl::Status status() const override;

 private:
  bool damaged() const { return docs_.damaged() || skips_.damaged() || !positions_.ok(); }
  // Goes to the first document of the list that is not before `doc`. False if there is none.
  bool GoTo(uint32_t doc);
  void Decode();
  // Fills decoded_ with the distances between its positions.
  void ReadDistances();

  SkipLists skips_;
  DocReader docs_;
  ByteInput positions_;
  // True at a document of the list, whose positions come next once those of `unread_`
  // vints are passed.
  bool at_document_ = false;
  uint64_t unread_ = 0;
  // Of the document that the reader is at, once asked for.
  std::vector<uint32_t> decoded_;
  // For documents with many.
  VintStream stream_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_POSITION_READER_H_
