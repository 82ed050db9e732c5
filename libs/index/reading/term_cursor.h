// The terms of a segment in order.
#ifndef TRIALDEX_LIBS_INDEX_READING_TERM_CURSOR_H_
#define TRIALDEX_LIBS_INDEX_READING_TERM_CURSOR_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/segment_input.h"

namespace trialdex {

// A term as it stands in the dictionary: what it does not share with the one before it.
struct TermEntry {
  // Bytes of the text that are those of the term before, and the others.
  uint64_t shared = 0;
  absl::string_view rest;
  uint64_t field = 0;

  // Reads the next entry, and moves `postings` on from those of the term before.
  static TermEntry Read(ByteInput& in, TermPostings& postings) {
    TermEntry entry;
    entry.shared = in.Vint();
    entry.rest = in.Bytes(in.Vint());
    entry.field = in.Vint();
    postings.document_frequency = static_cast<uint32_t>(in.Vint());
    postings.documents += in.Vint();
    postings.positions += in.Vint();
    postings.skips = postings.document_frequency >= kSkipInterval ? in.Vint() : 0;
    return entry;
  }
};

// Format, count, intervals, levels: the bytes before the first entry.
inline constexpr uint64_t kTermsHeader = 4 + 8 + 4 + 4 + 4;

// Walks the terms of a segment in order of field and bytes.
class TermCursor {
 public:
  // A place between two terms.
  struct Start {
    // Where the entry of the next term begins, and how many terms are before it.
    uint64_t offset = kTermsHeader;
    uint64_t ordinal = 0;
    // The term before it.
    absl::string_view text;
    TermPostings postings;
  };

  // `segment` must outlive the cursor.
  explicit TermCursor(const SegmentInput& segment) : TermCursor(segment, Start{}) {}
  TermCursor(const SegmentInput& segment, const Start& start);

  // Goes to the next term, at first to the first. False at the end, and where the
  // dictionary is damaged: then status() says so.
  bool Next();
  absl::Status status() const;

  SegmentField field() const { return field_; }
  absl::string_view text() const { return text_; }
  const TermPostings& postings() const { return postings_; }

 private:
  ByteInput terms_;
  uint64_t left_ = 0;
  bool damaged_ = false;
  SegmentField field_ = {};
  std::string text_;
  TermPostings postings_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_TERM_CURSOR_H_
