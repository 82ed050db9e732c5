#include "libs/index/writing/inverted_buffer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "libs/base/utf8.h"
#include "xxhash.h"

namespace trialdex {
namespace {

constexpr size_t kFirstTableSize = size_t{1} << 14;
// So many terms lie between two steps of adding one: longer than memory takes.
constexpr size_t kAhead = 6;

absl::string_view CutTerm(absl::string_view term) {
  if (term.size() <= InvertedBuffer::kMaxTermBytes) return term;
  return TruncateUtf8(term, InvertedBuffer::kMaxTermBytes);
}

template <typename Int>
uint64_t Load(const char* bytes) {
  Int value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

// The first eight bytes as they are in memory, zeros behind a shorter text.
uint64_t FirstBytes(absl::string_view term) {
  const char* const begin = term.data();
  const size_t size = term.size();
  if (size >= 8) return Load<uint64_t>(begin);
  // The two halves overlap in bytes that are the same.
  if (size >= 4) {
    return Load<uint32_t>(begin) | Load<uint32_t>(begin + size - 4) << (8 * (size - 4));
  }
  if (size >= 2) {
    return Load<uint16_t>(begin) | Load<uint16_t>(begin + size - 2) << (8 * (size - 2));
  }
  return size == 1 ? Load<uint8_t>(begin) : 0;
}

// Words of up to sixteen bytes, that is nearly all, take two loads and three products.
uint32_t HashOf(SegmentField field, absl::string_view term) {
  uint64_t rest = 0;
  if (term.size() > 16) {
    rest = XXH3_64bits(term.data() + 8, term.size() - 8);
  } else if (term.size() > 8) {
    rest = Load<uint64_t>(term.data() + term.size() - 8);
  }
  const uint64_t what = term.size() << 8 | static_cast<uint64_t>(field);
  // Odd numbers without a pattern; the high bits of the product depend on every byte.
  const uint64_t mixed =
      (FirstBytes(term) + what) * 0x9E3779B97F4A7C15 ^ std::rotl(rest * 0xC2B2AE3D27D4EB4F, 32);
  return static_cast<uint32_t>(((mixed ^ mixed >> 32) * 0xD6E8FEB86659FD93) >> 32);
}

}  // namespace

InvertedBuffer::InvertedBuffer() : table_(kFirstTableSize) {}

void InvertedBuffer::Add(SegmentField field, absl::string_view term, uint32_t position) {
  term = CutTerm(term);
  AddPosition(terms_[FindOrAdd(field, term, HashOf(field, term))], position);
}

void InvertedBuffer::AddAll(SegmentField field, absl::Span<const TermOccurrence> occurrences,
                            absl::FunctionRef<absl::string_view(absl::string_view)> stem_of) {
  // An occurrence goes through four steps, each so many occurrences after the one before:
  // hash it; read the table; read the term; add it.
  constexpr size_t kWindow = 32;
  static_assert(kWindow > 3 * kAhead);
  std::array<uint32_t, kWindow> hashes;
  stem_occurrences_.clear();
  for (size_t i = 0; i < occurrences.size() + 3 * kAhead; ++i) {
    if (i < occurrences.size()) {
      const uint32_t hash = HashOf(field, CutTerm(occurrences[i].term));
      hashes[i % kWindow] = hash;
      __builtin_prefetch(&table_[hash & (table_.size() - 1)]);
    }
    if (i >= kAhead && i - kAhead < occurrences.size()) {
      const TermIndex term = FirstCandidate(hashes[(i - kAhead) % kWindow]);
      if (term != kNone) {
        __builtin_prefetch(&terms_[term]);
        __builtin_prefetch(&stems_[term]);
      }
    }
    if (i >= 2 * kAhead && i - 2 * kAhead < occurrences.size()) {
      const TermIndex term = FirstCandidate(hashes[(i - 2 * kAhead) % kWindow]);
      if (term != kNone) arena_.Prefetch(terms_[term].positions);
    }
    if (i < 3 * kAhead) continue;
    const TermOccurrence& occurrence = occurrences[i - 3 * kAhead];
    const absl::string_view text = CutTerm(occurrence.term);
    const TermIndex term = FindOrAdd(field, text, hashes[(i - 3 * kAhead) % kWindow]);
    AddPosition(terms_[term], occurrence.position);
    if (occurrence.stem_position == 0) continue;
    TermIndex stem = stems_[term];
    if (stem == kUnknown) {
      const absl::string_view stem_text = stem_of(text);
      stem = stem_text.empty() ? kNone : FindOrAdd(field, stem_text, HashOf(field, stem_text));
      stems_[term] = stem;
    }
    if (stem != kNone) stem_occurrences_.push_back({stem, occurrence.stem_position});
  }
  AddStems();
}

void InvertedBuffer::AddStems() {
  // As in AddAll, without the table.
  const size_t count = stem_occurrences_.size();
  for (size_t i = 0; i < count + 2 * kAhead; ++i) {
    if (i < count) __builtin_prefetch(&terms_[stem_occurrences_[i].stem]);
    if (i >= kAhead && i - kAhead < count) {
      arena_.Prefetch(terms_[stem_occurrences_[i - kAhead].stem].positions);
    }
    if (i < 2 * kAhead) continue;
    const StemOccurrence& occurrence = stem_occurrences_[i - 2 * kAhead];
    AddPosition(terms_[occurrence.stem], occurrence.position);
  }
}

void InvertedBuffer::AddPosition(BufferedTerm& term, uint32_t position) {
  if (term.last_frequency == 0 || term.last_doc != doc_count_ - 1) BeginPostings(term);
  ++term.last_frequency;
  if (InfoOf(term.field).postings == PostingsKind::kDocuments) return;
  position = std::max(position, term.last_position);
  arena_.AppendVint(term.positions, position - term.last_position);
  term.last_position = position;
}

void InvertedBuffer::AddPayload(SegmentField field, absl::string_view term,
                                absl::string_view payload) {
  BufferedTerm& found = terms_[FindOrAdd(field, term, HashOf(field, term))];
  BeginPostings(found);
  found.last_frequency = 1;
  arena_.AppendVint(found.positions, static_cast<uint32_t>(payload.size()));
  for (const char byte : payload) arena_.Append(found.positions, static_cast<uint8_t>(byte));
}

size_t InvertedBuffer::byte_size() const {
  return arena_.byte_size() + terms_.size() * (sizeof(BufferedTerm) + sizeof(TermIndex)) +
         table_.size() * sizeof(table_[0]);
}

std::vector<const BufferedTerm*> InvertedBuffer::Finish() {
  // What tells most terms apart lies beside their addresses.
  struct Key {
    SegmentField field;
    uint64_t prefix;
    const BufferedTerm* term;
  };
  std::vector<Key> keys;
  keys.reserve(terms_.size());
  for (BufferedTerm& term : terms_) {
    EndPostings(term);
    keys.push_back({term.field, term.prefix, &term});
  }
  std::sort(keys.begin(), keys.end(), [this](const Key& a, const Key& b) {
    if (a.field != b.field) return a.field < b.field;
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    return text(*a.term) < text(*b.term);
  });
  std::vector<const BufferedTerm*> order;
  order.reserve(keys.size());
  for (const Key& key : keys) order.push_back(key.term);
  return order;
}

void InvertedBuffer::Clear() {
  doc_count_ = 0;
  arena_.Clear();
  terms_.clear();
  stems_.clear();
  std::fill(table_.begin(), table_.end(), 0);
}

InvertedBuffer::TermIndex InvertedBuffer::FirstCandidate(uint32_t hash) const {
  const uint64_t entry = table_[hash & (table_.size() - 1)];
  return entry == 0 ? kNone : static_cast<uint32_t>(entry) - 1;
}

InvertedBuffer::TermIndex InvertedBuffer::FindOrAdd(SegmentField field, absl::string_view term,
                                                    uint32_t hash) {
  const uint64_t prefix = __builtin_bswap64(FirstBytes(term));
  const size_t mask = table_.size() - 1;
  size_t slot = hash & mask;
  for (; table_[slot] != 0; slot = (slot + 1) & mask) {
    if (table_[slot] >> 32 != hash) continue;
    const TermIndex index = static_cast<uint32_t>(table_[slot]) - 1;
    const BufferedTerm& found = terms_[index];
    if (found.prefix == prefix && found.length == term.size() && found.field == field &&
        (term.size() <= sizeof(prefix) || text(found) == term)) {
      return index;
    }
  }
  BufferedTerm added = {};
  added.prefix = prefix;
  added.field = field;
  added.length = static_cast<uint16_t>(term.size());
  added.text = arena_.Keep(term);
  terms_.push_back(added);
  stems_.push_back(kUnknown);
  table_[slot] = uint64_t{hash} << 32 | terms_.size();
  if (terms_.size() * 2 > table_.size()) GrowTable();
  return static_cast<TermIndex>(terms_.size() - 1);
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
