// The words of one document as they come.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_DOCUMENT_WORDS_H_
#define TRIALDEX_LIBS_INDEX_WRITING_DOCUMENT_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "libs/base/reused_list.h"
#include "libs/index/writing/term_key.h"

namespace trialdex {

// Holds words until all are there, so that what memory knows of them can be asked for some words
// ahead. Not thread-safe.
class DocumentWords {
 public:
  struct Word {
    TermKey key;
    uint32_t hash;
    // Where its text is in texts_, if the key does not have all of it.
    uint32_t text;
    uint32_t position;
    // Where the word's stem stands, if it has one; 0 if it surely has none.
    uint32_t stem_position;
    // For the owner.
    uint32_t term;
  };

  // `text`, which `key` was made of, stands at `position`, which fields without positions
  // ignore.
  void Add(const TermKey& key, absl::string_view text, uint32_t position, uint32_t stem_position) {
    const auto kept = static_cast<uint32_t>(texts_.size());
    if (!key.has_all()) texts_.append(text.data(), text.size());
    words_.Add() = {key, key.Hash(text), kept, position, stem_position, 0};
  }

  size_t size() const { return words_.size(); }
  Word& operator[](size_t index) { return words_[index]; }
  // Valid until the next Add, and as long as `word`.
  absl::string_view text(const Word& word) const {
    return word.key.has_all() ? word.key.text()
                              : absl::string_view(texts_).substr(word.text, word.key.length);
  }

  // Forgets everything, and keeps the memory.
  void Clear() {
    words_.Clear();
    texts_.clear();
  }

 private:
  ReusedList<Word> words_;
  std::string texts_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_DOCUMENT_WORDS_H_
