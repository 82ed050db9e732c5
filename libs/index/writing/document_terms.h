// The terms of one document, each once.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_DOCUMENT_TERMS_H_
#define TRIALDEX_LIBS_INDEX_WRITING_DOCUMENT_TERMS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/writing/term_key.h"
#include "libs/index/writing/term_table.h"

namespace trialdex {

// Groups the words of a document before they go to the terms of all documents: a document
// fits the processor's nearest cache, all documents do not, and a word stands in a document
// three times on average. Not thread-safe.
class DocumentTerms {
 public:
  static constexpr uint32_t kNoOccurrence = ~uint32_t{0};

  struct Occurrence {
    uint32_t position;
    // Where the word's stem stands, if it has one; 0 if it surely has none.
    uint32_t stem_position;
    // Index of the term's next occurrence, in order of addition; kNoOccurrence after the last.
    uint32_t next;
  };
  struct DocumentTerm {
    TermKey key;
    uint32_t hash;
    // Where its text is in texts_, if the key does not have all of it.
    uint32_t text;
    // Indexes of occurrences.
    uint32_t first;
    uint32_t last;
    // An occurrence has a position of the stem.
    bool has_stem;
  };

  DocumentTerms();

  // `text`, which `key` was made of, stands at `position`, which fields without positions
  // ignore.
  void Add(const TermKey& key, absl::string_view text, uint32_t position, uint32_t stem_position);

  // In the order in which they came first.
  const std::vector<DocumentTerm>& terms() const { return terms_; }
  // Valid until the next Add.
  absl::string_view text(const DocumentTerm& term) const {
    return term.key.has_all() ? term.key.text()
                              : absl::string_view(texts_).substr(term.text, term.key.length);
  }
  const Occurrence& occurrence(uint32_t index) const { return occurrences_[index]; }

  // Forgets everything, and keeps the memory.
  void Clear();

 private:
  DocumentTerm& FindOrAdd(const TermKey& key, absl::string_view text);

  std::vector<DocumentTerm> terms_;
  std::vector<Occurrence> occurrences_;
  std::string texts_;
  // Of indexes into terms_.
  TermTable table_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_DOCUMENT_TERMS_H_
