// A segment's files in memory maps.
#ifndef TRIALDEX_LIBS_INDEX_READING_MAPPED_SEGMENT_H_
#define TRIALDEX_LIBS_INDEX_READING_MAPPED_SEGMENT_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/index/segment_files.h"

namespace trialdex {

// Maps a segment that SegmentOutput wrote and keeps the index of its dictionary in memory.
// Its files stay readable after they are deleted. Errors as SegmentInput::Open.
absl::StatusOr<std::shared_ptr<const SegmentFiles>> OpenMappedSegment(const std::string& directory,
                                                                      const std::string& name,
                                                                      bool compound,
                                                                      uint32_t doc_count);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_MAPPED_SEGMENT_H_
