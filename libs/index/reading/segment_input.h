// The files of a finished segment.
#ifndef TRIALDEX_LIBS_INDEX_READING_SEGMENT_INPUT_H_
#define TRIALDEX_LIBS_INDEX_READING_SEGMENT_INPUT_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/mapped_file.h"
#include "libs/index/format/segment_format.h"

namespace trialdex {

// The mapped files of a segment that SegmentOutput wrote. They stay readable after they
// are deleted. Thread-safe. Movable.
class SegmentInput {
 public:
  // The segment called `name` ("_2f"), one file if it is `compound`. NOT_FOUND if a file
  // is missing; DATA_LOSS if they do not fit together or have other fields than ours.
  static absl::StatusOr<SegmentInput> Open(const std::string& directory, const std::string& name,
                                           bool compound, uint32_t doc_count);

  uint32_t doc_count() const { return doc_count_; }
  absl::string_view file(SegmentFile which) const { return files_[static_cast<size_t>(which)]; }

  // Says that everything will be read once, front to back.
  void ReadAhead() const;

  // The stored fields of `doc` as they stand there; empty if they are damaged.
  absl::string_view StoredBytes(uint32_t doc) const;

 private:
  absl::Status OpenCompound(const std::string& directory, const std::string& name);
  bool FitsTogether() const;

  uint32_t doc_count_ = 0;
  std::vector<MappedFile> mapped_;
  std::array<absl::string_view, kSegmentExtensions.size()> files_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_SEGMENT_INPUT_H_
