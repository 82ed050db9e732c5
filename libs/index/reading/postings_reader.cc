#include "libs/index/reading/postings_reader.h"

#include <array>
#include <limits>

#include "libs/base/status_macros.h"
#include "libs/index/positions/position.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/doc_reader.h"
#include "libs/schema/text_fields.h"

namespace trialdex {
namespace {

// The first position after those of a field.
constexpr uint64_t EndOfField(uint32_t field) {
  return uint64_t{MakePosition(field, kMaxPlace, kFlagMask)} + 1;
}

}  // namespace

absl::Status AppendDocs(const SegmentInput& segment, PostingsKind kind, const TermPostings& term,
                        std::vector<uint32_t>& docs) {
  DocReader reader(segment, kind, term);
  if (reader.damaged()) return DamagedPostings();
  const size_t before = docs.size();
  docs.resize(before + term.document_frequency);
  for (uint32_t* next = docs.data() + before; reader.Next(); ++next) *next = reader.doc();
  return reader.damaged() ? DamagedPostings() : absl::OkStatus();
}

absl::Status CountOccurrences(
    const SegmentInput& segment, const TermPostings& term, OccurrenceFilter filter,
    absl::FunctionRef<void(uint32_t doc, absl::Span<const FieldCount> counts)> visit) {
  DocReader reader(segment, PostingsKind::kPositions, term);
  ByteInput positions(segment.file(SegmentFile::kPositions));
  positions.Seek(term.positions);
  std::array<FieldCount, kTextFieldCount> counts;
  while (reader.Next()) {
    // Each takes a byte at least.
    if (reader.frequency() > positions.left()) return DamagedPostings();
    uint64_t position = 0;
    size_t fields = 0;
    uint64_t field_end = 0;
    uint32_t count = 0;
    for (uint64_t left = reader.frequency(); left > 0; --left) {
      position += positions.MixedVint();
      if (position >= field_end) {
        if (position >= kPositionsEnd) return DamagedPostings();
        // A field without occurrences that pass is written over.
        if (count > 0) counts[fields++].count = count;
        counts[fields].field = FieldOfPosition(static_cast<uint32_t>(position));
        field_end = EndOfField(counts[fields].field);
        count = 0;
      }
      count += filter.Passes(static_cast<uint32_t>(position)) ? 1 : 0;
    }
    if (count > 0) counts[fields++].count = count;
    if (!positions.ok()) return DamagedPostings();
    if (fields > 0) visit(reader.doc(), absl::MakeConstSpan(counts.data(), fields));
  }
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
