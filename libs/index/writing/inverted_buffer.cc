#include "libs/index/writing/inverted_buffer.h"

#include <algorithm>
#include <numeric>

#include "libs/base/utf8.h"
#include "libs/index/writing/put_vint.h"

namespace trialdex {
namespace {

constexpr size_t kFirstTableSize = size_t{1} << 14;
// So many terms lie between two steps of adding one: longer than memory takes.
constexpr size_t kAhead = 6;
// What compares as the bytes of the text do.
uint64_t InOrderOfText(uint64_t bytes) { return __builtin_bswap64(bytes); }

}  // namespace

InvertedBuffer::InvertedBuffer() : table_(kFirstTableSize) {}

void InvertedBuffer::Add(SegmentField field, absl::string_view term, uint32_t position,
                         uint32_t stem_position) {
  if (term.size() > kMaxTermBytes) term = TruncateUtf8(term, kMaxTermBytes);
  words_.Add(TermKey::Of(field, term), term, position, stem_position);
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
  // A word goes through three steps, each so many words after the one before: read the table;
  // read the term; add it.
  const size_t words = words_.size();
  for (size_t i = 0; i < words + 2 * kAhead; ++i) {
    if (i < words) table_.Prefetch(words_[i].hash);
    if (i >= kAhead && i - kAhead < words) PrefetchTerm(words_[i - kAhead]);
    if (i >= 2 * kAhead) AddWord(words_[i - 2 * kAhead], stem_of);
  }
  // So does a term of the document: read the term; read the end of its postings; add to them.
  const size_t terms = document_.size();
  for (size_t i = 0; i < terms + kAhead; ++i) {
    if (i < terms) arena_.Prefetch(terms_[document_[i].term].postings);
    if (i >= kAhead) AppendPostings(document_[i - kAhead]);
  }
  words_.Clear();
  document_.Clear();
}

void InvertedBuffer::PrefetchTerm(Word& word) const {
  word.term = table_.Find(word.hash);
  if (word.term != kNone) __builtin_prefetch(&terms_[word.term], 1);
}

void InvertedBuffer::AddWord(const Word& word, StemOf stem_of) {
  const absl::string_view text = words_.text(word);
  const bool found = word.term != kNone && Is(terms_[word.term], word.key, text);
  const TermIndex index = found ? word.term : FindOrAdd(word.key, word.hash, text);
  document_.Add(index, word.position, terms_[index].place_in_document);
  if (word.stem_position == 0) return;
  const TermIndex stem = FindStem(index, text, stem_of);
  if (stem != kNone) document_.Add(stem, word.stem_position, terms_[stem].place_in_document);
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

void InvertedBuffer::AppendPostings(const DocumentTerms::Term& added) {
  BufferedTerm& term = terms_[added.term];
  if (InfoOf(term.key.field).postings == PostingsKind::kDocuments) {
    arena_.AppendVint(term.postings, NextDocument(term));
  } else {
    AppendPositions(added, term);
  }
}

void InvertedBuffer::AppendPositions(const DocumentTerms::Term& added, BufferedTerm& term) {
  // A document, a frequency and the positions.
  const size_t most = (size_t{added.count} + 2) * kPutVintBytes;
  uint8_t* const in_place = arena_.Room(term.postings, most);
  if (in_place == nullptr && encoded_.size() < most) encoded_.resize(2 * most);
  uint8_t* const begin = in_place != nullptr ? in_place : encoded_.data();
  const uint32_t code = NextDocument(term) << 1;
  uint8_t* end =
      added.count == 1 ? PutVint(code | 1, begin) : PutVint(added.count, PutVint(code, begin));
  uint32_t last = 0;
  uint32_t at = added.first;
  for (uint32_t left = added.count; left > 0; --left) {
    const DocumentTerms::Occurrence& occurrence = document_.occurrence(at);
    const uint32_t position = std::max(last, occurrence.position);
    end = PutVint(position - last, end);
    last = position;
    at = occurrence.next;
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
  const TermIndex index =
      table_.FindOrAdd(hash, [&](TermIndex candidate) { return Is(terms_[candidate], key, text); });
  if (index == terms_.size()) {
    terms_.push_back({key, key.has_all() ? 0 : arena_.Keep(text), 0, 0, kUnknown, 0, {}});
  }
  return index;
}

}  // namespace trialdex
