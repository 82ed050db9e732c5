// The documents of one posting list.
#ifndef TRIALDEX_LIBS_INDEX_READING_DOC_READER_H_
#define TRIALDEX_LIBS_INDEX_READING_DOC_READER_H_

#include <algorithm>
#include <cstdint>

#include "absl/status/status.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/positions/position.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/segment_input.h"
#include "libs/index/reading/skip_lists.h"
#include "libs/schema/text_fields.h"

namespace trialdex {

inline absl::Status DamagedPostings() { return absl::DataLossError("a posting list is damaged"); }

// Fields are places in arrays: an unknown one must not get further than here.
inline constexpr uint64_t kPositionsEnd =
    uint64_t{MakePosition(static_cast<uint32_t>(kTextFieldCount) - 1, kMaxPlace, kFlagMask)} + 1;

// Walks the documents of one list in .frq.
class DocReader {
 public:
  DocReader(const SegmentInput& segment, PostingsKind kind, const TermPostings& term)
      : in_(segment.file(SegmentFile::kDocuments)),
        has_frequencies_(kind != PostingsKind::kDocuments),
        doc_count_(segment.doc_count()),
        left_(term.document_frequency) {
    in_.Seek(term.documents);
    // A list cannot be longer than this: nobody is to make room for more.
    damaged_ = !in_.ok() || left_ > doc_count_;
  }

  // Goes to the next document. False at the end, and where the list is damaged.
  bool Next() {
    if (left_ == 0 || damaged_) return false;
    --left_;
    ++passed_;
    const uint64_t code = in_.Vint();
    uint64_t delta = code;
    frequency_ = 1;
    if (has_frequencies_) {
      // The lowest bit says that the frequency is 1; else it follows.
      delta = code >> 1;
      if ((code & 1) == 0) frequency_ = in_.Vint();
    }
    next_ += delta;
    damaged_ = !in_.ok() || delta > doc_count_ || next_ >= doc_count_;
    doc_ = static_cast<uint32_t>(next_);
    return !damaged_;
  }

  // Goes on at `entry`, which is of this list and not behind the reader: Next comes to the
  // first document after it.
  void SkipTo(const SkipEntry& entry) {
    in_.Seek(entry.documents);
    next_ = entry.doc;
    damaged_ = damaged_ || !in_.ok() || next_ >= doc_count_ || entry.passed > passed_ + left_;
    left_ -= std::min(entry.passed - passed_, left_);
    passed_ = entry.passed;
  }

  // Documents that Next has come to or SkipTo has passed.
  uint32_t passed() const { return passed_; }
  // Valid after the first Next.
  uint32_t doc() const { return doc_; }
  uint64_t frequency() const { return frequency_; }
  bool damaged() const { return damaged_; }

 private:
  ByteInput in_;
  const bool has_frequencies_;
  const uint32_t doc_count_;
  uint32_t left_;
  uint32_t passed_ = 0;
  bool damaged_ = false;
  uint64_t next_ = 0;
  uint32_t doc_ = 0;
  uint64_t frequency_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_DOC_READER_H_
