// A finished segment, read front to back: for merging, and to find its ids.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_INPUT_H_
#define TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_INPUT_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/mapped_file.h"
#include "libs/index/writing/byte_input.h"
#include "libs/index/writing/postings_writer.h"
#include "libs/index/writing/segment_fields.h"
#include "libs/index/writing/segment_output.h"

namespace trialdex {

// The mapped files of a segment that SegmentOutput wrote. Thread-safe. Movable.
class SegmentInput {
 public:
  // NOT_FOUND if a file is missing; DATA_LOSS if they do not fit together.
  static absl::StatusOr<SegmentInput> Open(const std::string& directory, const std::string& name,
                                           bool compound, uint32_t doc_count);

  uint32_t doc_count() const { return doc_count_; }
  absl::string_view file(SegmentFile which) const { return files_[static_cast<size_t>(which)]; }

  // The stored fields of `doc` as they stand there; empty if they are damaged.
  absl::string_view StoredBytes(uint32_t doc) const;

 private:
  absl::Status OpenCompound(const std::string& directory, const std::string& name);

  uint32_t doc_count_ = 0;
  std::vector<MappedFile> mapped_;
  std::array<absl::string_view, kSegmentExtensions.size()> files_;
};

// Walks the terms of a segment in order of field and bytes.
class TermCursor {
 public:
  // `segment` must outlive the cursor.
  explicit TermCursor(const SegmentInput& segment);

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

#endif  // TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_INPUT_H_
