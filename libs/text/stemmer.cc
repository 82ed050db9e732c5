#include "libs/text/stemmer.h"

#include "libstemmer.h"

namespace trialdex {
namespace {

constexpr size_t kMaxWords = 1 << 18;

}  // namespace

Stemmer::Stemmer() : stemmer_(sb_stemmer_new("english", "UTF_8")) {}

Stemmer::~Stemmer() { sb_stemmer_delete(stemmer_); }

void Stemmer::Trim() {
  if (stems_.size() <= kMaxWords) return;
  stems_.clear();
  arena_.Clear();
}

absl::string_view Stemmer::MarkedStem(absl::string_view word) {
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
