#include "libs/index/writing/postings_writer.h"

namespace trialdex {
namespace {

constexpr uint64_t kNoPayload = ~uint64_t{0};

}  // namespace

void PostingsWriter::BeginTerm(PostingsKind kind) {
  kind_ = kind;
  term_ = {0, documents_.size(), positions_.size(), 0};
  last_doc_ = 0;
  last_payload_size_ = kNoPayload;
  // Most terms are rare and have no skips.
  has_skips_ = false;
}

void PostingsWriter::BeginSkips() {
  last_skip_.fill({0, term_.documents, term_.positions});
  for (ByteOutput& level : skips_) level.Clear();
  has_skips_ = true;
}

void PostingsWriter::AddDocument(uint32_t doc, uint32_t frequency) {
  const uint64_t delta = doc - last_doc_;
  Count(1, doc - last_doc_);
  if (kind_ == PostingsKind::kDocuments) {
    documents_.Vint(delta);
  } else if (frequency == 1) {
    documents_.Vint(delta << 1 | 1);
  } else {
    documents_.Vint(delta << 1);
    documents_.Vint(frequency);
  }
}

void PostingsWriter::AddPayload(absl::string_view payload) {
  // Position 0, and whether the size is another than before.
  const bool resized = payload.size() != last_payload_size_;
  positions_.Vint(resized ? 1 : 0);
  if (resized) positions_.Vint(payload.size());
  positions_.Bytes(payload);
  last_payload_size_ = payload.size();
}

void PostingsWriter::AddSkips() {
  if (!has_skips_) BeginSkips();
  uint64_t level_below = 0;
  uint32_t entries = (term_.document_frequency + 1) / kSkipInterval;
  for (size_t level = 0; level < skips_.size(); ++level) {
    ByteOutput& out = skips_[level];
    Skip& last = last_skip_[level];
    const uint64_t delta = last_doc_ - last.doc;
    if (kind_ != PostingsKind::kPayloads) {
      out.Vint(delta);
    } else if (last_payload_size_ == last.payload_size) {
      out.Vint(delta << 1);
    } else {
      out.Vint(delta << 1 | 1);
      out.Vint(last_payload_size_);
    }
    out.Vint(documents_.size() - last.documents);
    out.Vint(positions_.size() - last.positions);
    last = {last_doc_, documents_.size(), positions_.size(), last_payload_size_};
    const uint64_t end = out.size();
    if (level > 0) out.Vint(level_below);
    level_below = end;
    if (entries % kSkipInterval != 0) return;
    entries /= kSkipInterval;
  }
}

TermPostings PostingsWriter::EndTerm() {
  term_.skips = documents_.size() - term_.documents;
  if (!has_skips_) return term_;
  for (size_t level = skips_.size(); level-- > 0;) {
    const ByteOutput& skips = skips_[level];
    if (level > 0 && skips.size() > 0) documents_.Vint(skips.size());
    documents_.Bytes(skips.bytes());
  }
  return term_;
}

}  // namespace trialdex
