// The files of a segment that is being written.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_OUTPUT_H_
#define TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_OUTPUT_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/writing/byte_output.h"

namespace trialdex {

// One output for each file. Small segments are collected in memory and become one
// file, which costs one sync; large ones are written file by file as they come.
// Not thread-safe. Movable.
class SegmentOutput {
 public:
  // A segment called `name` ("_2f") in `directory`, to be one file, "_2f.cfs".
  static SegmentOutput Compound(std::string directory, std::string name);
  // The same in the memory of `written`, one that has been written and is good for Sync only:
  // new memory would have to be emptied by the system first.
  static SegmentOutput CompoundAfter(SegmentOutput& written, std::string name);
  // The same in files apart. Errors as ByteOutput::Create.
  static absl::StatusOr<SegmentOutput> Apart(std::string directory, std::string name);

  ByteOutput& file(SegmentFile which) { return files_[static_cast<size_t>(which)]; }

  // Adds the stored fields of the next document, each once.
  void AddStored(absl::string_view summary, absl::string_view trial);
  // The same as they stand in another segment: its bytes of .fdt.
  void AddStoredBytes(absl::string_view document);

  // Makes everything durable; the directory entry is its caller's. Errors as
  // ByteOutput::Close; what was written is then of no use.
  absl::Status Finish();
  // The same in two steps: everything is on its way to the disk; and it is there.
  absl::Status Write();
  absl::Status Sync();

  const std::string& name() const { return name_; }
  bool compound() const { return compound_; }
  // Of all files, once they are written.
  uint64_t byte_size() const { return byte_size_; }

 private:
  SegmentOutput(std::string directory, std::string name, bool compound);

  void BeginFiles();
  std::string PathOf(absl::string_view extension) const;
  absl::Status WriteCompound();

  std::string directory_;
  std::string name_;
  bool compound_;
  uint64_t byte_size_ = 0;
  std::array<ByteOutput, kSegmentExtensions.size()> files_;
  // All of them as one file, once it is written.
  ByteOutput compound_file_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_OUTPUT_H_
