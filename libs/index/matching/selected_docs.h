// What filters select, kept with the segment.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_SELECTED_DOCS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_SELECTED_DOCS_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "libs/index/doc_set.h"
#include "libs/index/segment.h"
#include "libs/query/filter_node.h"

namespace trialdex {

struct SelectedDocs {
  // Deleted trials are among them.
  DocSet docs;
  uint32_t count = 0;

  size_t byte_size() const { return sizeof(*this) + docs.byte_size(); }
};

// The trials of `segment` that `filter` selects. Never null. Thread-safe; errors as Segment.
absl::StatusOr<std::shared_ptr<const SelectedDocs>> SelectDocs(const FilterNode& filter,
                                                               const Segment& segment);
// The same for who has the FilterKey of `filter`.
absl::StatusOr<std::shared_ptr<const SelectedDocs>> SelectDocs(const FilterNode& filter,
                                                               const CacheKey& key,
                                                               const Segment& segment);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_SELECTED_DOCS_H_
