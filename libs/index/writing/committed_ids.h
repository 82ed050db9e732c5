// Which trials a segment holds.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_COMMITTED_IDS_H_
#define TRIALDEX_LIBS_INDEX_WRITING_COMMITTED_IDS_H_

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/index/writing/segment_store.h"

namespace trialdex {

// Calls visit(id, document) for every document of `segment` that is not deleted, by id.
// Errors as SegmentInput::Open; DATA_LOSS if the dictionary is damaged.
absl::Status ForEachLiveId(const std::string& directory, const StoredSegment& segment,
                           absl::FunctionRef<void(absl::string_view id, uint32_t doc)> visit);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_COMMITTED_IDS_H_
