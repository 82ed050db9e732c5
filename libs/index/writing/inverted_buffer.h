// Documents turned round in memory: from each term to where it stands.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_INVERTED_BUFFER_H_
#define TRIALDEX_LIBS_INDEX_WRITING_INVERTED_BUFFER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "libs/base/large_memory.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/writing/byte_slices.h"
#include "libs/index/writing/document_terms.h"
#include "libs/index/writing/document_words.h"
#include "libs/index/writing/term_key.h"
#include "libs/index/writing/term_table.h"

namespace trialdex {

// A term of the buffer with its postings. One line of the processor's cache.
struct alignas(64) BufferedTerm {
  TermKey key;
  // Where its text is in the arena, if the key does not have all of it.
  uint32_t text;
  uint32_t document_frequency;
  // The newest document.
  uint32_t last_doc;
  // Index of the term that is its stem; or that there is none, or that nobody has asked.
  uint32_t stem;
  // Where it may be in the list of a document's terms.
  uint32_t place_in_document;
  // Of each document the vint distance from the one before, then, by the kind of the field:
  // kPositions: as Lucene has it, the distance doubled, plus one if it stands there once, else
  // followed by a vint frequency; then each position as a vint, less the one before.
  // kPayloads: vint size, then the bytes.
  ByteStream postings;
};

// Collects the terms of documents. Not thread-safe.
class InvertedBuffer {
 public:
  static constexpr size_t kMaxTermBytes = size_t{1} << 15;

  // Tells the term that is the stem of another; empty if there is none.
  using StemOf = absl::FunctionRef<absl::string_view(absl::string_view)>;

  InvertedBuffer();

  // What follows, until EndDocument, is of the next document; the first is 0.
  void BeginDocument() { ++doc_count_; }

  // `term` (UTF-8; cut to kMaxTermBytes) stands at `position` of the
  // document. A position below the term's last one in the document counts as
  // that one; kDocuments ignores positions. Its stem stands at `stem_position`, if it
  // has one; 0 if it surely has none.
  void Add(SegmentField field, absl::string_view term, uint32_t position,
           uint32_t stem_position = 0);

  // The same of a term whose key is at hand; of at most kMaxTermBytes.
  void Add(const TermKey& key, absl::string_view term, uint32_t position, uint32_t stem_position) {
    words_.Add(key, term, position, stem_position);
  }

  // `term` of a kPayloads field has `payload` in the document. Once a document.
  void AddPayload(SegmentField field, absl::string_view term, absl::string_view payload);

  // The document is complete. `stem_of` is asked once for each term until Clear. No stem may
  // be a term that is added itself.
  void EndDocument(StemOf stem_of);
  // The same of a document without stems.
  void EndDocument();

  uint32_t doc_count() const { return doc_count_; }
  // Memory that grows with the content.
  size_t byte_size() const;

  // The terms in order of field and bytes, valid until something is added, as their texts are.
  std::vector<const BufferedTerm*> Sorted() const;

  absl::string_view text(const BufferedTerm& term) const {
    return term.key.has_all() ? term.key.text() : arena_.View(term.text, term.key.length);
  }
  const ByteArena& arena() const { return arena_; }

  // Forgets everything, and keeps the memory.
  void Clear();

 private:
  using Word = DocumentWords::Word;
  // Index of a term.
  using TermIndex = uint32_t;
  static constexpr TermIndex kNone = TermTable::kNone;
  static constexpr TermIndex kUnknown = kNone - 1;

  bool Is(const BufferedTerm& term, const TermKey& key, absl::string_view text) const {
    return term.key == key && (key.has_all() || this->text(term) == text);
  }
  TermIndex FindOrAdd(const TermKey& key, uint32_t hash, absl::string_view text);
  // Has the term near that `word` probably is, and notes it.
  void PrefetchTerm(Word& word) const;
  // Adds a word of the document, and its stem, to its terms.
  void AddWord(const Word& word, StemOf stem_of);
  TermIndex FindStem(TermIndex term, absl::string_view text, StemOf stem_of);
  // Adds what `added` has in the document to its postings.
  void AppendPostings(const DocumentTerms::Term& added);
  void AppendPositions(const DocumentTerms::Term& added, BufferedTerm& term);
  // Answers how far the current document is from the last one, and takes it for that.
  uint32_t NextDocument(BufferedTerm& term) const;

  uint32_t doc_count_ = 0;
  // Of the current document.
  DocumentWords words_;
  DocumentTerms document_;
  // Reused: postings of one term for which its stream has no room in one piece.
  std::vector<uint8_t> encoded_;

  ByteArena arena_;
  std::vector<BufferedTerm, LargeAllocator<BufferedTerm>> terms_;
  TermTable table_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_INVERTED_BUFFER_H_
