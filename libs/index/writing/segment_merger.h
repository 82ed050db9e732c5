// Several segments into one.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_MERGER_H_
#define TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_MERGER_H_

#include <atomic>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/index/doc_set.h"
#include "libs/index/reading/segment_input.h"
#include "libs/index/writing/segment_output.h"

namespace trialdex {

// A segment to be merged, and what of it is left out.
struct MergeInput {
  const SegmentInput* segment = nullptr;
  const DocSet* deleted = nullptr;
};

// Document of an input after the merge, by its number before; kGone if it was deleted.
using DocMap = std::vector<uint32_t>;
inline constexpr uint32_t kGone = ~uint32_t{0};

// Numbers the documents that `inputs` keep, in their order, from 0.
std::vector<DocMap> NumberDocuments(const std::vector<MergeInput>& inputs);

// Writes the documents of `inputs`, numbered as `maps` says, to `output`, and finishes
// it. Positions and stored fields are copied as bytes; nothing is analysed again.
//
// CANCELLED soon after `cancelled` becomes true; DATA_LOSS if an input is damaged;
// errors of SegmentOutput::Finish.
absl::Status MergeSegments(const std::vector<MergeInput>& inputs, const std::vector<DocMap>& maps,
                           const std::atomic<bool>& cancelled, SegmentOutput& output);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_MERGER_H_
