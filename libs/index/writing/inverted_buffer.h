// Documents turned round in memory: from each term to where it stands.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_INVERTED_BUFFER_H_
#define TRIALDEX_LIBS_INDEX_WRITING_INVERTED_BUFFER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/writing/byte_slices.h"

namespace trialdex {

// A term of the buffer with its postings, in the coding of libs/index/writing/postings_writer.h.
// One line of the processor's cache.
struct alignas(64) BufferedTerm {
  // Its first eight bytes, zeros behind a shorter text, as a number: in the order of texts.
  uint64_t prefix;
  SegmentField field;
  uint16_t length;
  // Where its text is in the arena.
  uint32_t text;
  uint32_t document_frequency;
  // Of the newest document, which is not in `documents` yet.
  uint32_t last_doc;
  uint32_t last_frequency;
  uint32_t last_position;
  // vint document, less the one before, and except for kDocuments vint frequency.
  ByteStream documents;
  // kPositions: vint position, less the one before in the document. kPayloads: vint
  // size, then the bytes.
  ByteStream positions;
};

// A term that stands at a position of a document.
struct TermOccurrence {
  absl::string_view term;
  uint32_t position;
  // Where its stem stands, if it has one; 0 if it surely has none.
  uint32_t stem_position = 0;
};

// Collects the terms of documents, each in constant time and without memory of its own.
// Not thread-safe.
class InvertedBuffer {
 public:
  static constexpr size_t kMaxTermBytes = size_t{1} << 15;

  InvertedBuffer();

  // What follows is of the next document; the first is 0.
  void BeginDocument() { ++doc_count_; }

  // `term` (UTF-8; cut to kMaxTermBytes) stands at `position` of the
  // current document. A position below the term's last one in the document counts as
  // that one; kDocuments ignores positions.
  void Add(SegmentField field, absl::string_view term, uint32_t position);
  // The same of all of `occurrences`, in order, and of their stems. Many at once are quicker
  // than one after the other: what is needed of one comes from memory while those before it
  // are added. `stem_of` tells the term that is the stem of another, or empty if there is
  // none; it is asked once for each until Clear. No stem may be among the other terms.
  void AddAll(SegmentField field, absl::Span<const TermOccurrence> occurrences,
              absl::FunctionRef<absl::string_view(absl::string_view)> stem_of);

  // `term` of a kPayloads field has `payload` in the current document. Once a document.
  void AddPayload(SegmentField field, absl::string_view term, absl::string_view payload);

  uint32_t doc_count() const { return doc_count_; }
  // Memory that grows with the content.
  size_t byte_size() const;

  // Ends all postings, and answers the terms in order of field and bytes. Nothing may be
  // added until Clear.
  std::vector<const BufferedTerm*> Finish();

  absl::string_view text(const BufferedTerm& term) const {
    return arena_.View(term.text, term.length);
  }
  const ByteArena& arena() const { return arena_; }

  // Forgets everything, and keeps the memory.
  void Clear();

 private:
  // Index of a term.
  using TermIndex = uint32_t;
  static constexpr TermIndex kUnknown = ~TermIndex{0};
  static constexpr TermIndex kNone = kUnknown - 1;
  struct StemOccurrence {
    TermIndex stem;
    uint32_t position;
  };

  TermIndex FindOrAdd(SegmentField field, absl::string_view term, uint32_t hash);
  // The term that a lookup of `hash` meets first; kNone if it meets none.
  TermIndex FirstCandidate(uint32_t hash) const;
  void AddPosition(BufferedTerm& term, uint32_t position);
  void AddStems();
  // Makes room in `term` for the current document.
  void BeginPostings(BufferedTerm& term);
  void EndPostings(BufferedTerm& term);
  void GrowTable();

  uint32_t doc_count_ = 0;
  ByteArena arena_;
  std::vector<BufferedTerm> terms_;
  // Of each term: its stem, kNone, or kUnknown while nobody has asked.
  std::vector<TermIndex> stems_;
  // Of one call of AddAll.
  std::vector<StemOccurrence> stem_occurrences_;
  // Open addressing, a power of two: hash in the upper half, 1 + index into terms_ in the lower.
  std::vector<uint64_t> table_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_INVERTED_BUFFER_H_
