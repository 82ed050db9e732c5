#include "libs/index/writing/committed_ids.h"

#include "libs/base/status_macros.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/segment_input.h"
#include "libs/index/reading/term_cursor.h"

namespace trialdex {

absl::Status ForEachLiveId(const std::string& directory, const StoredSegment& segment,
                           absl::FunctionRef<void(absl::string_view id, uint32_t doc)> visit) {
  ASSIGN_OR_RETURN(
      const SegmentInput input,
      SegmentInput::Open(directory, segment.name, segment.compound, segment.doc_count));
  TermCursor cursor(input);
  while (cursor.Next() && cursor.field() <= SegmentField::kId) {
    if (cursor.field() != SegmentField::kId) continue;
    ByteInput documents(input.file(SegmentFile::kDocuments));
    documents.Seek(cursor.postings().documents);
    uint64_t doc = 0;
    for (uint32_t left = cursor.postings().document_frequency; left > 0; --left) {
      doc += documents.Vint();
      if (!documents.ok() || doc >= segment.doc_count) {
        return absl::DataLossError("an id's postings are damaged");
      }
      const auto number = static_cast<uint32_t>(doc);
      if (segment.deleted == nullptr || !segment.deleted->Contains(number)) {
        visit(cursor.text(), number);
      }
    }
  }
  return cursor.status();
}

}  // namespace trialdex
