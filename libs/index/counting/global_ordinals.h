// The values of a keyword field by number, over a whole snapshot.
#ifndef TRIALDEX_LIBS_INDEX_COUNTING_GLOBAL_ORDINALS_H_
#define TRIALDEX_LIBS_INDEX_COUNTING_GLOBAL_ORDINALS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/index/columns/keyword_ordinals.h"
#include "libs/index/snapshot.h"

namespace trialdex {

// Numbers the values that one keyword field has in any segment of a snapshot, in order of
// their normal forms, and maps each segment's numbers to these. Immutable, thread-safe.
class GlobalOrdinals {
 public:
  // Those of `field` in `snapshot`, made once for each snapshot and then kept in its
  // cache. Never null. Errors as Segment.
  static absl::StatusOr<std::shared_ptr<const GlobalOrdinals>> Of(const IndexSnapshot& snapshot,
                                                                  KeywordField field);

  // Makes those of `snapshot` that a search of it would otherwise wait for: of the fields
  // whose ordinals are kept of `previous`, or, if that is null, of those that a page of
  // results usually counts. What cannot be read is left to the search that wants it.
  static void MakeReady(const IndexSnapshot& snapshot, const IndexSnapshot* previous);

  uint32_t value_count() const { return static_cast<uint32_t>(values_.size()); }

  absl::string_view normal(uint32_t ordinal) const {
    const Value& value = values_[ordinal];
    return segments_[value.segment]->normal(value.ordinal);
  }
  // As the segments write it; where they differ, as the one with most such documents.
  absl::string_view display(uint32_t ordinal) const {
    const Value& value = values_[ordinal];
    return segments_[value.segment]->display(value.ordinal);
  }

  // The values of segment `segment`, an index into the snapshot's segments.
  const KeywordOrdinals& of_segment(size_t segment) const { return *segments_[segment]; }

  // By the ordinal of that segment: the ordinal here. Ascending.
  absl::Span<const uint32_t> from_segment(size_t segment) const { return from_segment_[segment]; }

  // Of what it adds to the segments' own.
  size_t byte_size() const;

 private:
  // The segment whose spelling is shown, and the value's ordinal there.
  struct Value {
    uint32_t segment;
    uint32_t ordinal;
  };

  void Merge();

  std::vector<std::shared_ptr<const KeywordOrdinals>> segments_;
  std::vector<std::vector<uint32_t>> from_segment_;
  std::vector<Value> values_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_COUNTING_GLOBAL_ORDINALS_H_
