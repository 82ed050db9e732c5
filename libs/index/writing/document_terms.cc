#include "libs/index/writing/document_terms.h"

#include <cstddef>

namespace trialdex {
namespace {

constexpr size_t kFirstTableSize = size_t{1} << 11;

}  // namespace

DocumentTerms::DocumentTerms() : table_(kFirstTableSize) {}

void DocumentTerms::Add(const TermKey& key, absl::string_view text, uint32_t position,
                        uint32_t stem_position) {
  DocumentTerm& term = FindOrAdd(key, text);
  const auto index = static_cast<uint32_t>(occurrences_.size());
  if (term.last == kNoOccurrence) {
    term.first = index;
  } else {
    occurrences_[term.last].next = index;
  }
  term.last = index;
  if (stem_position != 0) term.has_stem = true;
  occurrences_.push_back({position, stem_position, kNoOccurrence});
}

void DocumentTerms::Clear() {
  // A few long documents make the table large: only what was used is emptied.
  table_.ClearEach([this](uint32_t index) { return terms_[index].hash; });
  terms_.clear();
  occurrences_.clear();
  texts_.clear();
}

DocumentTerms::DocumentTerm& DocumentTerms::FindOrAdd(const TermKey& key, absl::string_view text) {
  const uint32_t hash = key.Hash(text);
  const uint32_t index = table_.FindOrAdd(hash, [&](uint32_t candidate) {
    const DocumentTerm& term = terms_[candidate];
    return term.key == key && (key.has_all() || this->text(term) == text);
  });
  if (index == terms_.size()) {
    terms_.push_back(
        {key, hash, static_cast<uint32_t>(texts_.size()), kNoOccurrence, kNoOccurrence, false});
    if (!key.has_all()) texts_.append(text.data(), text.size());
  }
  return terms_[index];
}

}  // namespace trialdex
