// The documents of a segment in the order that a search sorts by.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_SEGMENT_ORDER_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_SEGMENT_ORDER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/index/segment.h"
#include "libs/query/plan.h"

namespace trialdex {

// All trials of a segment, deleted ones included, by one key and, where that is the same,
// by id. Never changes; thread-safe.
class SegmentOrder {
 public:
  // By `key`, a kColumn or kId; ids descend if `ids_descend`, whatever `key` says. Kept
  // with the segment. Never null.
  static absl::StatusOr<std::shared_ptr<const SegmentOrder>> Of(const Segment& segment,
                                                                const SortKey& key,
                                                                bool ids_descend);

  const std::vector<uint32_t>& docs() const { return docs_; }
  size_t byte_size() const { return sizeof(*this) + docs_.size() * sizeof(uint32_t); }

 private:
  explicit SegmentOrder(std::vector<uint32_t> docs) : docs_(std::move(docs)) {}

  const std::vector<uint32_t> docs_;
};

// The value that `doc` is sorted by: smaller first, as TopTrials has it.
inline SortValue DirectedValue(const SegmentColumns& columns, const SortKey& key, uint32_t doc) {
  const SortValue value = columns.sort_value(key.column, doc);
  // Missing values come last in either direction.
  return key.descending && value != kMissing ? ~value : value;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_SEGMENT_ORDER_H_
