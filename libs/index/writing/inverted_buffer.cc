#include "libs/index/writing/inverted_buffer.h"

#include <algorithm>

#include "libs/base/utf8.h"
#include "xxhash.h"

namespace trialdex {
namespace {

constexpr size_t kFirstTableSize = size_t{1} << 14;

uint32_t HashOf(SegmentField field, absl::string_view term) {
  return static_cast<uint32_t>(
      XXH3_64bits_withSeed(term.data(), term.size(), static_cast<uint64_t>(field)));
}

}  // namespace

InvertedBuffer::InvertedBuffer() : table_(kFirstTableSize) {}

void InvertedBuffer::Add(SegmentField field, absl::string_view term, uint32_t position) {
  BufferedTerm& found = FindOrAdd(field, TruncateUtf8(term, kMaxTermBytes));
  if (found.last_frequency == 0 || found.last_doc != doc_count_ - 1) BeginPostings(found);
  ++found.last_frequency;
  if (InfoOf(field).postings == PostingsKind::kDocuments) return;
  position = std::max(position, found.last_position);
  arena_.AppendVint(found.positions, position - found.last_position);
  found.last_position = position;
}

void InvertedBuffer::AddPayload(SegmentField field, absl::string_view term,
                                absl::string_view payload) {
  BufferedTerm& found = FindOrAdd(field, term);
  BeginPostings(found);
  found.last_frequency = 1;
  arena_.AppendVint(found.positions, static_cast<uint32_t>(payload.size()));
  for (const char byte : payload) arena_.Append(found.positions, static_cast<uint8_t>(byte));
}

size_t InvertedBuffer::byte_size() const {
  return arena_.byte_size() + terms_.size() * sizeof(BufferedTerm) +
         table_.size() * sizeof(table_[0]);
}

std::vector<const BufferedTerm*> InvertedBuffer::Finish() {
  std::vector<const BufferedTerm*> order;
  order.reserve(terms_.size());
  for (BufferedTerm& term : terms_) {
    EndPostings(term);
    order.push_back(&term);
  }
  std::sort(order.begin(), order.end(), [this](const BufferedTerm* a, const BufferedTerm* b) {
    if (a->field != b->field) return a->field < b->field;
    return text(*a) < text(*b);
  });
  return order;
}

void InvertedBuffer::Clear() {
  doc_count_ = 0;
  arena_.Clear();
  terms_.clear();
  std::fill(table_.begin(), table_.end(), 0);
}

BufferedTerm& InvertedBuffer::FindOrAdd(SegmentField field, absl::string_view term) {
  const uint32_t hash = HashOf(field, term);
  const size_t mask = table_.size() - 1;
  size_t slot = hash & mask;
  for (; table_[slot] != 0; slot = (slot + 1) & mask) {
    if (table_[slot] >> 32 != hash) continue;
    BufferedTerm& found = terms_[static_cast<uint32_t>(table_[slot]) - 1];
    if (found.field == field && text(found) == term) return found;
  }
  BufferedTerm added = {};
  added.field = field;
  added.length = static_cast<uint16_t>(term.size());
  added.text = arena_.Keep(term);
  terms_.push_back(added);
  table_[slot] = uint64_t{hash} << 32 | terms_.size();
  if (terms_.size() * 2 > table_.size()) GrowTable();
  return terms_.back();
}

void InvertedBuffer::BeginPostings(BufferedTerm& term) {
  EndPostings(term);
  const uint32_t doc = doc_count_ - 1;
  arena_.AppendVint(term.documents, doc - (term.document_frequency == 0 ? 0 : term.last_doc));
  ++term.document_frequency;
  term.last_doc = doc;
  term.last_position = 0;
}

void InvertedBuffer::EndPostings(BufferedTerm& term) {
  if (term.last_frequency > 0 && InfoOf(term.field).postings != PostingsKind::kDocuments) {
    arena_.AppendVint(term.documents, term.last_frequency);
  }
  term.last_frequency = 0;
}

void InvertedBuffer::GrowTable() {
  std::vector<uint64_t> larger(table_.size() * 2);
  const size_t mask = larger.size() - 1;
  for (const uint64_t entry : table_) {
    if (entry == 0) continue;
    size_t slot = (entry >> 32) & mask;
    while (larger[slot] != 0) slot = (slot + 1) & mask;
    larger[slot] = entry;
  }
  table_ = std::move(larger);
}

}  // namespace trialdex
