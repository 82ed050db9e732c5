#include "libs/index/reading/postings_reader.h"

#include <array>
#include <limits>

#include "libs/base/status_macros.h"
#include "libs/index/position.h"
#include "libs/index/reading/byte_input.h"
#include "libs/schema/text_fields.h"

namespace trialdex {
namespace {

absl::Status Damaged() { return absl::DataLossError("a posting list is damaged"); }

// Fields are places in arrays: an unknown one must not get further than here.
constexpr uint64_t kPositionsEnd =
    uint64_t{MakePosition(static_cast<uint32_t>(kTextFieldCount) - 1, kMaxPlace, kFlagMask)} + 1;

// The first position after those of a field.
constexpr uint64_t EndOfField(uint32_t field) {
  return uint64_t{MakePosition(field, kMaxPlace, kFlagMask)} + 1;
}

// Walks the documents of one list in .frq.
class DocReader {
 public:
  DocReader(const SegmentInput& segment, PostingsKind kind, const TermPostings& term)
      : in_(segment.file(SegmentFile::kDocuments)),
        has_frequencies_(kind != PostingsKind::kDocuments),
        doc_count_(segment.doc_count()),
        left_(term.document_frequency) {
    in_.Seek(term.documents);
    // A list cannot be longer than this: nobody is to make room for more.
    damaged_ = !in_.ok() || left_ > doc_count_;
  }

  // Goes to the next document. False at the end, and where the list is damaged.
  bool Next() {
    if (left_ == 0 || damaged_) return false;
    --left_;
    const uint64_t code = in_.Vint();
    uint64_t delta = code;
    frequency_ = 1;
    if (has_frequencies_) {
      // The lowest bit says that the frequency is 1; else it follows.
      delta = code >> 1;
      if ((code & 1) == 0) frequency_ = in_.Vint();
    }
    next_ += delta;
    damaged_ = !in_.ok() || delta > doc_count_ || next_ >= doc_count_;
    doc_ = static_cast<uint32_t>(next_);
    return !damaged_;
  }

  // Valid after the first Next.
  uint32_t doc() const { return doc_; }
  uint64_t frequency() const { return frequency_; }
  bool damaged() const { return damaged_; }

 private:
  ByteInput in_;
  const bool has_frequencies_;
  const uint32_t doc_count_;
  uint32_t left_;
  bool damaged_ = false;
  uint64_t next_ = 0;
  uint32_t doc_ = 0;
  uint64_t frequency_ = 0;
};

}  // namespace

absl::Status AppendDocs(const SegmentInput& segment, PostingsKind kind, const TermPostings& term,
                        std::vector<uint32_t>& docs) {
  DocReader reader(segment, kind, term);
  if (reader.damaged()) return Damaged();
  const size_t before = docs.size();
  docs.resize(before + term.document_frequency);
  for (uint32_t* next = docs.data() + before; reader.Next(); ++next) *next = reader.doc();
  return reader.damaged() ? Damaged() : absl::OkStatus();
}

absl::Status ReadPositions(const SegmentInput& segment, const TermPostings& term,
                           PositionPostings& postings) {
  DocReader reader(segment, PostingsKind::kPositions, term);
  ByteInput positions(segment.file(SegmentFile::kPositions));
  positions.Seek(term.positions);
  if (reader.damaged()) return Damaged();
  postings.docs.reserve(term.document_frequency);
  postings.ends.reserve(term.document_frequency);
  postings.positions.reserve(term.document_frequency);
  while (reader.Next()) {
    // Each takes a byte at least.
    if (reader.frequency() > positions.left()) return Damaged();
    uint64_t position = 0;
    for (uint64_t left = reader.frequency(); left > 0; --left) {
      position += positions.MixedVint();
      postings.positions.push_back(static_cast<uint32_t>(position));
    }
    if (position >= kPositionsEnd) return Damaged();
    postings.docs.push_back(reader.doc());
    postings.ends.push_back(static_cast<uint32_t>(postings.positions.size()));
  }
  if (reader.damaged() || !positions.ok() ||
      postings.positions.size() > std::numeric_limits<uint32_t>::max()) {
    return Damaged();
  }
  postings.positions.shrink_to_fit();
  return absl::OkStatus();
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
    if (reader.frequency() > positions.left()) return Damaged();
    uint64_t position = 0;
    size_t fields = 0;
    uint64_t field_end = 0;
    uint32_t count = 0;
    for (uint64_t left = reader.frequency(); left > 0; --left) {
      position += positions.MixedVint();
      if (position >= field_end) {
        if (position >= kPositionsEnd) return Damaged();
        // A field without occurrences that pass is written over.
        if (count > 0) counts[fields++].count = count;
        counts[fields].field = FieldOfPosition(static_cast<uint32_t>(position));
        field_end = EndOfField(counts[fields].field);
        count = 0;
      }
      count += filter.Passes(static_cast<uint32_t>(position)) ? 1 : 0;
    }
    if (count > 0) counts[fields++].count = count;
    if (!positions.ok()) return Damaged();
    if (fields > 0) visit(reader.doc(), absl::MakeConstSpan(counts.data(), fields));
  }
  return reader.damaged() ? Damaged() : absl::OkStatus();
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
    if (!payloads.ok() || reader.frequency() != 1) return Damaged();
    RETURN_IF_ERROR(visit(reader.doc(), payload));
  }
  return reader.damaged() ? Damaged() : absl::OkStatus();
}

}  // namespace trialdex
