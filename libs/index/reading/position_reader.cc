#include "libs/index/reading/position_reader.h"

#include <algorithm>
#include <limits>

namespace trialdex {
namespace {

// Of so many numbers a block of them at a time takes less than one after the other.
constexpr size_t kMany = 12;

}  // namespace

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
  decoded_.resize(docs_.frequency());
  ReadDistances();
  uint64_t position = 0;
  for (uint32_t& decoded : decoded_) {
    position += decoded;
    decoded = static_cast<uint32_t>(position);
  }
  // Also where a distance was too large.
  if (position < kPositionsEnd) return;
  positions_.Fail();
  decoded_.clear();
}

void PositionReader::ReadDistances() {
  if (decoded_.size() >= kMany) {
    stream_.Restart(positions_);
    const absl::Span<const uint32_t> distances = stream_.Peek(decoded_.size());
    if (distances.size() >= decoded_.size()) {
      std::copy_n(distances.begin(), decoded_.size(), decoded_.begin());
    }
    // Past the end it fails.
    positions_.SkipVints(decoded_.size());
    return;
  }
  // A copy stays in registers while numbers are written.
  ByteInput positions = positions_;
  for (uint32_t& decoded : decoded_) {
    decoded = static_cast<uint32_t>(
        std::min<uint64_t>(positions.MixedVint(), std::numeric_limits<uint32_t>::max()));
  }
  positions_ = positions;
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
