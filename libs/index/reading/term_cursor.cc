#include "libs/index/reading/term_cursor.h"

namespace trialdex {

TermCursor::TermCursor(const SegmentInput& segment, const Start& start)
    : terms_(segment.file(SegmentFile::kTerms)),
      text_(start.text.data(), start.text.size()),
      postings_(start.postings) {
  terms_.Seek(sizeof(uint32_t));
  const uint64_t count = terms_.BigEndian(sizeof(uint64_t));
  left_ = count < start.ordinal ? 0 : count - start.ordinal;
  terms_.Seek(start.offset);
}

bool TermCursor::Next() {
  if (left_ == 0) return false;
  --left_;
  const TermEntry entry = TermEntry::Read(terms_, postings_);
  if (!terms_.ok() || entry.shared > text_.size() || entry.field >= kSegmentFields.size()) {
    damaged_ = true;
    left_ = 0;
    return false;
  }
  text_.resize(entry.shared);
  text_.append(entry.rest.data(), entry.rest.size());
  field_ = static_cast<SegmentField>(entry.field);
  return true;
}

absl::Status TermCursor::status() const {
  return damaged_ ? absl::DataLossError("a term dictionary is damaged") : absl::OkStatus();
}

}  // namespace trialdex
