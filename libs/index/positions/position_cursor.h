// Where a term stands, in one document after the other.
#ifndef TRIALDEX_LIBS_INDEX_POSITIONS_POSITION_CURSOR_H_
#define TRIALDEX_LIBS_INDEX_POSITIONS_POSITION_CURSOR_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"

namespace trialdex {

// Reads the positions of a term in chosen documents, and not much of what lies between them.
// Not thread-safe.
class PositionCursor {
 public:
  virtual ~PositionCursor() = default;

  // The positions of the term in `doc`, with field, place and flags, ascending; empty if it
  // does not stand there. Valid until the next call. Documents must come in ascending order.
  virtual absl::Span<const uint32_t> Read(uint32_t doc) = 0;

  // DATA_LOSS once something could not be read: from then on all answers are empty.
  virtual absl::Status status() const = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_POSITIONS_POSITION_CURSOR_H_
