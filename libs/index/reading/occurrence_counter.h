// How often a term stands in each field of its documents, counted out of its positions.
#ifndef TRIALDEX_LIBS_INDEX_READING_OCCURRENCE_COUNTER_H_
#define TRIALDEX_LIBS_INDEX_READING_OCCURRENCE_COUNTER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "libs/index/format/segment_format.h"
#include "libs/index/positions/occurrence_filter.h"
#include "libs/index/positions/postings.h"
#include "libs/index/reading/segment_input.h"
#include "libs/index/reading/vint_stream.h"

namespace trialdex {

// Counts by batches of documents, each step for all of them before the next one: no step has
// branches that depend on a document, and these cost more than the work itself.
class OccurrenceCounter {
 public:
  // Of `term` of `segment`, which must outlive the counter; only what passes `filter` counts.
  OccurrenceCounter(const SegmentInput& segment, const TermPostings& term, OccurrenceFilter filter);

  // Goes to the next documents. False at the end, and where the list is damaged.
  bool Next();

  // Of these documents, ascending, and by ascending field; never 0. Valid until Next.
  absl::Span<const FieldCount> counts() const {
    return absl::MakeConstSpan(counts_.data(), count_);
  }
  bool damaged() const { return damaged_; }

 private:
  // As many as make the steps worth their beginning and stay in the processor's first cache.
  static constexpr uint32_t kBatchDocs = 512;
  static constexpr uint64_t kBatchPositions = 2048;

  // Read the next documents and where their positions begin; count these.
  bool ReadDocuments();
  bool CountPositions();

  VintStream documents_;
  VintStream positions_;
  const OccurrenceFilter filter_;
  const uint32_t doc_count_;
  uint32_t left_;
  bool damaged_;
  uint64_t last_doc_ = 0;
  // The batch: its documents, the first position of each, and how many positions there are.
  std::array<uint32_t, kBatchDocs> docs_;
  std::array<uint32_t, kBatchDocs> begins_;
  size_t batch_size_ = 0;
  uint64_t batch_positions_ = 0;
  // By position: 1 where a document begins.
  std::vector<uint8_t> is_first_;
  // The first count_ of these.
  std::vector<FieldCount> counts_;
  size_t count_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_OCCURRENCE_COUNTER_H_
