#include "libs/index/reading/position_reader.h"

#include <limits>

namespace trialdex {

PositionReader::PositionReader(const SegmentInput& segment, const TermPostings& term)
    : skips_(segment, term),
      docs_(segment, PostingsKind::kPositions, term),
      positions_(segment.file(SegmentFile::kPositions)) {
  positions_.Seek(term.positions);
}

bool PositionReader::GoTo(uint32_t doc) {
  if (at_document_ && docs_.doc() >= doc) return true;
  const SkipEntry& entry = skips_.FindBefore(doc);
  if (entry.passed > docs_.passed()) {
    docs_.SkipTo(entry);
    positions_.Seek(entry.positions);
    at_document_ = false;
    unread_ = 0;
  }
  do {
    // Those of the document that is left behind are passed with the others.
    if (at_document_ && decoded_.empty()) unread_ += docs_.frequency();
    decoded_.clear();
    at_document_ = docs_.Next();
  } while (at_document_ && docs_.doc() < doc);
  return at_document_;
}

void PositionReader::Decode() {
  positions_.SkipVints(unread_);
  unread_ = 0;
  // Each takes a byte at least.
  if (docs_.frequency() > positions_.left()) positions_.Fail();
  if (!positions_.ok()) return;
  uint64_t position = 0;
  // All distances as one number of bits: so small that their sum has not gone round.
  uint64_t distances = 0;
  // A copy stays in registers while numbers are written.
  ByteInput positions = positions_;
  decoded_.resize(docs_.frequency());
  for (uint32_t& decoded : decoded_) {
    const uint64_t distance = positions.MixedVint();
    distances |= distance;
    position += distance;
    decoded = static_cast<uint32_t>(position);
  }
  positions_ = positions;
  if (position < kPositionsEnd && distances <= std::numeric_limits<uint32_t>::max()) return;
  positions_.Fail();
  decoded_.clear();
}

absl::Span<const uint32_t> PositionReader::Read(uint32_t doc) {
  if (damaged() || !GoTo(doc) || docs_.doc() != doc) return {};
  if (decoded_.empty()) Decode();
  return decoded_;
}

absl::Status PositionReader::status() const {
  return damaged() ? DamagedPostings() : absl::OkStatus();
}

}  // namespace trialdex
