// Finds terms of a segment.
#ifndef TRIALDEX_LIBS_INDEX_READING_TERM_DICTIONARY_H_
#define TRIALDEX_LIBS_INDEX_READING_TERM_DICTIONARY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/reading/segment_input.h"
#include "libs/index/reading/term_cursor.h"

namespace trialdex {

// The index of a segment's dictionary (.tii) in memory: every 128th term, some 50 bytes
// each. A term is found by halves in it and by a scan of the 128 entries that follow in the
// mapped dictionary (.tis), less than a microsecond when these are warm. Thread-safe. Movable.
class TermDictionary {
 public:
  // Reads the index. `segment` must outlive the dictionary. DATA_LOSS if it is damaged.
  static absl::StatusOr<TermDictionary> Open(const SegmentInput& segment);

  // Where the postings of a term are; of a term that is not there document_frequency
  // is 0. DATA_LOSS if the dictionary is damaged.
  absl::StatusOr<TermPostings> Find(SegmentField field, absl::string_view text) const;

  // A cursor somewhere before the first term of `field` that is not before `text`; at most
  // 128 terms before it.
  TermCursor Before(SegmentField field, absl::string_view text) const;

 private:
  // A term of the index, and where the dictionary goes on after it.
  struct Entry {
    uint32_t field = 0;
    uint32_t text_end = 0;
    uint64_t next = 0;
    TermPostings postings;
  };

  explicit TermDictionary(const SegmentInput& segment) : segment_(&segment) {}

  absl::string_view text(size_t i) const {
    const uint32_t begin = i == 0 ? 0 : entries_[i - 1].text_end;
    return absl::string_view(text_).substr(begin, entries_[i].text_end - begin);
  }
  // The last entry before a term; the first, which is before everything, if there is no other.
  size_t LastBefore(SegmentField field, absl::string_view text) const;

  const SegmentInput* segment_;
  uint64_t term_count_ = 0;
  // The texts of the entries, one behind the other.
  std::string text_;
  std::vector<Entry> entries_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_TERM_DICTIONARY_H_
