// Documents turned round in memory: from each term to where it stands.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_INVERTED_BUFFER_H_
#define TRIALDEX_LIBS_INDEX_WRITING_INVERTED_BUFFER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

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
struct Occurrence {
  absl::string_view term;
  uint32_t position;
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
  // The same of all of `occurrences`, in order. Many at once are quicker than one after the
  // other: what is needed of one comes from memory while those before it are added.
  void AddAll(SegmentField field, absl::Span<const Occurrence> occurrences);

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
  void Add(SegmentField field, absl::string_view term, uint32_t hash, uint32_t position);
  BufferedTerm& FindOrAdd(SegmentField field, absl::string_view term, uint32_t hash);
  // The term that a lookup of `hash` meets first; null if it meets none.
  const BufferedTerm* FirstCandidate(uint32_t hash) const;
  // Makes room in `term` for the current document.
  void BeginPostings(BufferedTerm& term);
  void EndPostings(BufferedTerm& term);
  void GrowTable();

  uint32_t doc_count_ = 0;
  ByteArena arena_;
  std::vector<BufferedTerm> terms_;
  // Open addressing, a power of two: hash in the upper half, 1 + index into terms_ in the lower.
  std::vector<uint64_t> table_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_INVERTED_BUFFER_H_
