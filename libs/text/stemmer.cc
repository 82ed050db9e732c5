#include "libs/text/stemmer.h"

#include <algorithm>
#include <cstring>

#include "libstemmer.h"

namespace trialdex {
namespace {

constexpr size_t kMaxWords = 1 << 18;
constexpr int kSlotBits = 13;
constexpr size_t kMinShort = 3;
constexpr size_t kMaxShort = 16;

template <typename Int>
uint64_t Load(const char* bytes) {
  Int value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

}  // namespace

Stemmer::Stemmer()
    : stemmer_(sb_stemmer_new("english", "UTF_8")), frequent_(size_t{1} << kSlotBits) {}

Stemmer::~Stemmer() { sb_stemmer_delete(stemmer_); }

void Stemmer::Trim() {
  if (stems_.size() <= kMaxWords) return;
  std::fill(frequent_.begin(), frequent_.end(), Slot{});
  stems_.clear();
  arena_.Clear();
}

Stemmer::Key Stemmer::KeyOf(absl::string_view word) {
  const char* const begin = word.data();
  const char* const end = begin + word.size();
  const auto size = static_cast<uint32_t>(word.size());
  if (size >= 8) return {Load<uint64_t>(begin), Load<uint64_t>(end - 8), size};
  if (size >= 4) return {Load<uint32_t>(begin), Load<uint32_t>(end - 4), size};
  return {Load<uint16_t>(begin), Load<uint16_t>(end - 2), size};
}

size_t Stemmer::SlotOf(const Key& key) {
  // Odd numbers without a pattern; the product's high bits depend on every byte.
  const uint64_t mixed = (key.first ^ (key.last * 0x9E3779B97F4A7C15ULL)) * 0xD6E8FEB86659FD93ULL;
  return mixed >> (64 - kSlotBits);
}

absl::string_view Stemmer::MarkedStem(absl::string_view word) {
  if (word.size() < kMinShort || word.size() > kMaxShort) return LookUp(word);
  const Key key = KeyOf(word);
  Slot& slot = frequent_[SlotOf(key)];
  if (slot.key != key) {
    const absl::string_view stem = LookUp(word);
    slot = {key, static_cast<uint32_t>(stem.size()), stem.data()};
  }
  return {slot.stem, slot.stem_size};
}

absl::string_view Stemmer::LookUp(absl::string_view word) {
  if (const auto it = stems_.find(word); it != stems_.end()) return it->second;
  const absl::string_view stem = Stem(word);
  const absl::string_view marked =
      stem.empty() || stem == word ? absl::string_view() : arena_.Store({"~", stem});
  stems_.emplace(arena_.Store({word}), marked);
  return marked;
}

absl::string_view Stemmer::Stem(absl::string_view word) {
  const sb_symbol* stem = sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(word.data()),
                                          static_cast<int>(word.size()));
  // Out of memory inside the stemmer: the word stays as it is.
  if (stem == nullptr) return word;
  return {reinterpret_cast<const char*>(stem), static_cast<size_t>(sb_stemmer_length(stemmer_))};
}

}  // namespace trialdex
