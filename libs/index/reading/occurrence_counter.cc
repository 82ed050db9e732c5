#include "libs/index/reading/occurrence_counter.h"

#include <algorithm>
#include <limits>

#include "libs/index/positions/position.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/doc_reader.h"

namespace trialdex {
namespace {

VintStream StreamAt(const SegmentInput& segment, SegmentFile file, uint64_t offset) {
  ByteInput in(segment.file(file));
  // Past the end nothing is left.
  in.Seek(offset);
  return VintStream(in);
}

}  // namespace

OccurrenceCounter::OccurrenceCounter(const SegmentInput& segment, const TermPostings& term,
                                     OccurrenceFilter filter)
    : documents_(StreamAt(segment, SegmentFile::kDocuments, term.documents)),
      positions_(StreamAt(segment, SegmentFile::kPositions, term.positions)),
      filter_(filter),
      doc_count_(segment.doc_count()),
      left_(term.document_frequency),
      damaged_(left_ > doc_count_) {}

bool OccurrenceCounter::Next() {
  if (left_ == 0 || damaged_) return false;
  damaged_ = !ReadDocuments() || !CountPositions();
  return !damaged_;
}

bool OccurrenceCounter::ReadDocuments() {
  const size_t most = std::min(kBatchDocs, left_);
  const absl::Span<const uint32_t> codes = documents_.Peek(2 * most);
  size_t at = 0;
  bool sound = true;
  batch_size_ = 0;
  batch_positions_ = 0;
  while (batch_size_ < most && batch_positions_ < kBatchPositions && at < codes.size()) {
    // The lowest bit says that the frequency is 1; else it follows.
    const uint32_t code = codes.data()[at];
    const uint32_t has_frequency = ~code & 1;
    const uint32_t frequency = has_frequency != 0 ? codes.data()[at + 1] : 1;
    at += 1 + has_frequency;
    last_doc_ += code >> 1;
    sound = sound && frequency > 0 && last_doc_ < doc_count_;
    docs_[batch_size_] = static_cast<uint32_t>(last_doc_);
    begins_[batch_size_] = static_cast<uint32_t>(batch_positions_);
    batch_positions_ += frequency;
    ++batch_size_;
  }
  if (!sound || batch_size_ == 0 || at > codes.size()) return false;
  documents_.Consume(at);
  left_ -= static_cast<uint32_t>(batch_size_);
  return true;
}

bool OccurrenceCounter::CountPositions() {
  const absl::Span<const uint32_t> deltas = positions_.Peek(batch_positions_);
  if (deltas.size() < batch_positions_) return false;
  is_first_.assign(batch_positions_, 0);
  for (size_t i = 0; i < batch_size_; ++i) is_first_[begins_[i]] = 1;
  if (counts_.size() < batch_positions_) counts_.resize(batch_positions_);
  // Nothing is read from memory again that a count written there might have changed.
  const OccurrenceFilter filter = filter_;
  const uint8_t* const is_first = is_first_.data();
  const uint32_t* const docs = docs_.data();
  // The first position goes on to the first document.
  size_t doc = ~size_t{0};
  uint32_t position = 0;
  uint32_t field = 0;
  uint32_t count = 0;
  uint32_t highest = 0;
  uint32_t all_deltas = 0;
  FieldCount* to = counts_.data();
  for (size_t i = 0, end = batch_positions_; i < end; ++i) {
    const uint32_t of_next_doc = is_first[i];
    doc += of_next_doc;
    // From 0 in each document.
    position = (position & (of_next_doc - 1)) + deltas[i];
    const uint32_t field_before = field;
    field = FieldOfPosition(position);
    const uint32_t is_other = of_next_doc | (field != field_before ? 1 : 0);
    // A field without occurrences that pass is written over.
    to += is_other & (count > 0 ? 1 : 0);
    count = (count & (is_other - 1)) + (filter.Passes(position) ? 1 : 0);
    *to = {docs[doc], field, count};
    highest = std::max(highest, position);
    all_deltas |= deltas[i];
  }
  count_ = static_cast<size_t>(to - counts_.data()) + (count > 0 ? 1 : 0);
  positions_.Consume(batch_positions_);
  // A position in its bounds and less than half of what 32 bits hold: their sum was seen.
  return highest < kPositionsEnd && all_deltas <= std::numeric_limits<int32_t>::max();
}

}  // namespace trialdex
