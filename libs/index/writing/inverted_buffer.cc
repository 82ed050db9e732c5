#include "libs/index/writing/inverted_buffer.h"

#include <algorithm>
#include <numeric>

#include "libs/base/utf8.h"

namespace trialdex {
namespace {

constexpr size_t kFirstTableSize = size_t{1} << 14;
// So many terms lie between two steps of adding one: longer than memory takes.
constexpr size_t kAhead = 6;
constexpr size_t kMaxVintBytes = 5;

// What compares as the bytes of the text do.
uint64_t InOrderOfText(uint64_t bytes) { return __builtin_bswap64(bytes); }

uint8_t* PutVint(uint32_t value, uint8_t* to) {
  while (value >= 0x80) {
    *to++ = static_cast<uint8_t>(value | 0x80);
    value >>= 7;
  }
  *to++ = static_cast<uint8_t>(value);
  return to;
}

}  // namespace

InvertedBuffer::InvertedBuffer() : table_(kFirstTableSize) {}

void InvertedBuffer::Add(SegmentField field, absl::string_view term, uint32_t position,
                         uint32_t stem_position) {
  if (term.size() > kMaxTermBytes) term = TruncateUtf8(term, kMaxTermBytes);
  document_.Add(TermKey::Of(field, term), term, position, stem_position);
}

void InvertedBuffer::AddPayload(SegmentField field, absl::string_view term,
                                absl::string_view payload) {
  const TermKey key = TermKey::Of(field, term);
  BufferedTerm& found = terms_[FindOrAdd(key, key.Hash(term), term)];
  arena_.AppendVint(found.postings, NextDocument(found));
  arena_.AppendVint(found.postings, static_cast<uint32_t>(payload.size()));
  arena_.Append(found.postings, payload);
}

void InvertedBuffer::EndDocument() {
  EndDocument([](absl::string_view) { return absl::string_view(); });
}

void InvertedBuffer::EndDocument(StemOf stem_of) {
  const std::vector<DocumentTerm>& terms = document_.terms();
  // A term goes through four steps, each so many terms after the one before: read the
  // table; read the term; read the end of its postings; add it.
  for (size_t i = 0; i < terms.size() + 3 * kAhead; ++i) {
    if (i < terms.size()) table_.Prefetch(terms[i].hash);
    if (i >= kAhead && i - kAhead < terms.size()) PrefetchTerm(terms[i - kAhead]);
    if (i >= 2 * kAhead && i - 2 * kAhead < terms.size()) PrefetchPostings(terms[i - 2 * kAhead]);
    if (i >= 3 * kAhead) AddTerm(static_cast<uint32_t>(i - 3 * kAhead), stem_of);
  }
  GroupByStem();
  for (const DocumentStem& stem : stems_) AddStem(stem);
  document_.Clear();
  stemmed_.clear();
  stems_.clear();
}

void InvertedBuffer::PrefetchTerm(const DocumentTerm& term) const {
  const TermIndex candidate = table_.FirstCandidate(term.hash);
  if (candidate != kNone) __builtin_prefetch(&terms_[candidate], 1);
}

void InvertedBuffer::PrefetchPostings(const DocumentTerm& term) const {
  const TermIndex candidate = table_.FirstCandidate(term.hash);
  if (candidate == kNone) return;
  arena_.Prefetch(terms_[candidate].postings);
  if (!term.key.has_all()) arena_.Prefetch(terms_[candidate].text);
}

void InvertedBuffer::AddTerm(uint32_t index, StemOf stem_of) {
  const DocumentTerm& added = document_.terms()[index];
  const absl::string_view text = document_.text(added);
  const TermIndex found = FindOrAdd(added.key, added.hash, text);
  BufferedTerm& term = terms_[found];
  if (InfoOf(added.key.field).postings == PostingsKind::kDocuments) {
    arena_.AppendVint(term.postings, NextDocument(term));
    return;
  }
  if (added.first == added.last) {
    // Most words stand in a document once.
    AppendPositions(absl::MakeConstSpan(&document_.occurrence(added.first).position, 1), term);
  } else {
    positions_.clear();
    uint32_t last = 0;
    for (uint32_t i = added.first; i != DocumentTerms::kNoOccurrence;
         i = document_.occurrence(i).next) {
      last = std::max(last, document_.occurrence(i).position);
      positions_.push_back(last);
    }
    AppendPositions(positions_, term);
  }
  if (!added.has_stem) return;
  const TermIndex stem = FindStem(found, text, stem_of);
  if (stem == kNone) return;
  __builtin_prefetch(&terms_[stem], 1);
  stemmed_.push_back({stem, index, kNone});
}

InvertedBuffer::TermIndex InvertedBuffer::FindStem(TermIndex term, absl::string_view text,
                                                   StemOf stem_of) {
  if (terms_[term].stem != kUnknown) return terms_[term].stem;
  const absl::string_view stem_text = stem_of(text);
  TermIndex stem = kNone;
  if (!stem_text.empty()) {
    const TermKey key = TermKey::Of(terms_[term].key.field, stem_text);
    stem = FindOrAdd(key, key.Hash(stem_text), stem_text);
  }
  terms_[term].stem = stem;
  return stem;
}

void InvertedBuffer::GroupByStem() {
  for (uint32_t i = 0; i < stemmed_.size(); ++i) {
    StemmedTerm& stemmed = stemmed_[i];
    BufferedTerm& stem = terms_[stemmed.stem];
    // The place may be one of another document's list: then another stem stands there.
    const uint32_t place = stem.place_among_stems;
    if (place < stems_.size() && stems_[place].stem == stemmed.stem) {
      stemmed.before = stems_[place].last;
      stems_[place].last = i;
    } else {
      stem.place_among_stems = static_cast<uint32_t>(stems_.size());
      stems_.push_back({stemmed.stem, i});
      arena_.Prefetch(stem.postings);
    }
  }
}

void InvertedBuffer::AddStem(const DocumentStem& stem) {
  positions_.clear();
  for (uint32_t i = stem.last; i != kNone; i = stemmed_[i].before) {
    uint32_t next = document_.terms()[stemmed_[i].term].first;
    while (next != DocumentTerms::kNoOccurrence) {
      const DocumentTerms::Occurrence& occurrence = document_.occurrence(next);
      if (occurrence.stem_position != 0) positions_.push_back(occurrence.stem_position);
      next = occurrence.next;
    }
  }
  if (!std::is_sorted(positions_.begin(), positions_.end())) {
    std::sort(positions_.begin(), positions_.end());
  }
  AppendPositions(positions_, terms_[stem.stem]);
}

void InvertedBuffer::AppendPositions(absl::Span<const uint32_t> positions, BufferedTerm& term) {
  const size_t most = (positions.size() + 2) * kMaxVintBytes;
  uint8_t* const in_place = arena_.Room(term.postings, most);
  if (in_place == nullptr && encoded_.size() < most) encoded_.resize(2 * most);
  uint8_t* const begin = in_place != nullptr ? in_place : encoded_.data();
  const auto frequency = static_cast<uint32_t>(positions.size());
  const uint32_t code = NextDocument(term) << 1;
  uint8_t* end =
      frequency == 1 ? PutVint(code | 1, begin) : PutVint(frequency, PutVint(code, begin));
  uint32_t last = 0;
  for (const uint32_t position : positions) {
    end = PutVint(position - last, end);
    last = position;
  }
  const auto size = static_cast<size_t>(end - begin);
  if (in_place != nullptr) {
    ByteArena::Advance(term.postings, size);
  } else {
    arena_.Append(term.postings, {reinterpret_cast<const char*>(begin), size});
  }
}

uint32_t InvertedBuffer::NextDocument(BufferedTerm& term) const {
  const uint32_t doc = doc_count_ - 1;
  const uint32_t distance = doc - term.last_doc;
  ++term.document_frequency;
  term.last_doc = doc;
  return distance;
}

size_t InvertedBuffer::byte_size() const {
  return arena_.byte_size() + terms_.size() * sizeof(BufferedTerm) + table_.byte_size();
}

std::vector<const BufferedTerm*> InvertedBuffer::Sorted() const {
  // What tells most terms apart lies beside their addresses.
  struct Key {
    uint64_t first;
    uint64_t second;
    const BufferedTerm* term;
  };
  // By field and by the first byte of the text to begin with: the rest are short lists.
  constexpr size_t kBytes = 256;
  const auto list_of = [](const TermKey& key) {
    return static_cast<size_t>(key.field) * kBytes + key.first % kBytes;
  };
  std::vector<size_t> ends(kSegmentFields.size() * kBytes);
  for (const BufferedTerm& term : terms_) ++ends[list_of(term.key)];
  std::vector<size_t> next(ends.size());
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  std::copy(ends.begin(), ends.end() - 1, next.begin() + 1);
  std::vector<Key> keys(terms_.size());
  for (const BufferedTerm& term : terms_) {
    keys[next[list_of(term.key)]++] = {InOrderOfText(term.key.first),
                                       InOrderOfText(term.key.second), &term};
  }
  auto begin = keys.begin();
  for (const size_t end_of_list : ends) {
    const auto end = keys.begin() + static_cast<std::ptrdiff_t>(end_of_list);
    std::sort(begin, end, [this](const Key& a, const Key& b) {
      if (a.first != b.first) return a.first < b.first;
      if (a.second != b.second) return a.second < b.second;
      return text(*a.term) < text(*b.term);
    });
    begin = end;
  }
  std::vector<const BufferedTerm*> order;
  order.reserve(keys.size());
  for (const Key& key : keys) order.push_back(key.term);
  return order;
}

void InvertedBuffer::Clear() {
  doc_count_ = 0;
  arena_.Clear();
  terms_.clear();
  table_.Clear();
}

InvertedBuffer::TermIndex InvertedBuffer::FindOrAdd(const TermKey& key, uint32_t hash,
                                                    absl::string_view text) {
  const TermIndex index = table_.FindOrAdd(hash, [&](TermIndex candidate) {
    const BufferedTerm& term = terms_[candidate];
    return term.key == key && (key.has_all() || this->text(term) == text);
  });
  if (index == terms_.size()) {
    terms_.push_back({key, key.has_all() ? 0 : arena_.Keep(text), 0, 0, kUnknown, 0, {}});
  }
  return index;
}

}  // namespace trialdex
