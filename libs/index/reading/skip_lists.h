// The skip lists of one posting list.
#ifndef TRIALDEX_LIBS_INDEX_READING_SKIP_LISTS_H_
#define TRIALDEX_LIBS_INDEX_READING_SKIP_LISTS_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "libs/index/format/segment_format.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/segment_input.h"

namespace trialdex {

// A place in a posting list.
struct SkipEntry {
  // Documents of the list before the place, and the last of them.
  uint32_t passed = 0;
  uint64_t doc = 0;
  // Offsets in .frq and .prx of what comes next.
  uint64_t documents = 0;
  uint64_t positions = 0;
};

// Finds places in a list of PostingsKind::kPositions, front to back: entries of the lowest level
// stand every kSkipInterval documents, those of each level above at every kSkipInterval-th
// of the level below. Not thread-safe.
class SkipLists {
 public:
  // Of `term` of `segment`, which must outlive this.
  SkipLists(const SegmentInput& segment, const TermPostings& term);

  // The last place with all documents before it below `target`: the beginning of the list if
  // there is none. Targets must come in ascending order.
  const SkipEntry& FindBefore(uint32_t target);

  // True if an entry could not be read.
  bool damaged() const { return damaged_; }

 private:
  struct Level {
    // At what comes after `next`, from where the level begins.
    ByteInput in;
    // Entries after `next`.
    uint32_t left = 0;
    // The last one that was passed, and the one after it, if there is one.
    SkipEntry passed;
    SkipEntry next;
    bool has_next = false;
    // Of `next`: the place in the level below, after the entry that is the same.
    uint64_t below = 0;
  };

  void ReadNext(size_t level);
  // Lets `level` go on at the entry that was passed in the level above, at byte `offset`.
  void Enter(size_t level, const SkipEntry& passed, uint64_t offset);

  // Documents between two entries of a level.
  static uint32_t IntervalOf(size_t level);

  uint32_t document_frequency_;
  size_t level_count_ = 0;
  std::array<Level, kMaxSkipLevels> levels_;
  bool damaged_ = false;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_SKIP_LISTS_H_
