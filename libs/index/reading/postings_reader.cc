#include "libs/index/reading/postings_reader.h"

#include "libs/base/status_macros.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/doc_reader.h"

namespace trialdex {
absl::Status AppendDocs(const SegmentInput& segment, PostingsKind kind, const TermPostings& term,
                        std::vector<uint32_t>& docs) {
  DocReader reader(segment, kind, term);
  if (reader.damaged()) return DamagedPostings();
  const size_t before = docs.size();
  docs.resize(before + term.document_frequency);
  for (uint32_t* next = docs.data() + before; reader.Next(); ++next) *next = reader.doc();
  return reader.damaged() ? DamagedPostings() : absl::OkStatus();
}

absl::Status ForEachPayload(
    const SegmentInput& segment, const TermPostings& term,
    absl::FunctionRef<absl::Status(uint32_t doc, absl::string_view payload)> visit) {
  DocReader reader(segment, PostingsKind::kPayloads, term);
  ByteInput payloads(segment.file(SegmentFile::kPositions));
  payloads.Seek(term.positions);
  uint64_t size = 0;
  while (reader.Next()) {
    // The lowest bit says that the size is another than before.
    if ((payloads.Vint() & 1) != 0) size = payloads.Vint();
    const absl::string_view payload = payloads.Bytes(size);
    if (!payloads.ok() || reader.frequency() != 1) return DamagedPostings();
    RETURN_IF_ERROR(visit(reader.doc(), payload));
  }
  return reader.damaged() ? DamagedPostings() : absl::OkStatus();
}

}  // namespace trialdex
