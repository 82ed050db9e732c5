// Where one place of a phrase stands, in one document after the other.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_PLACE_READER_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_PLACE_READER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/index/positions/occurrence_filter.h"
#include "libs/index/positions/position_cursor.h"
#include "libs/index/segment.h"
#include "libs/query/query_node.h"

namespace trialdex {

// Something found in a document.
struct Occurrence {
  // Without flags.
  uint32_t position;
  double weight;
};

// Reads the occurrences of all alternatives of a place. Not thread-safe.
class PlaceReader {
 public:
  // With `begins` or `ends` only occurrences that begin or end their value. Errors as
  // Segment.
  static absl::StatusOr<PlaceReader> Open(const Place& place, bool begins, bool ends,
                                          const Segment& segment);

  // Fills `occurrences`, by position; weights of terms at one position add up.
  // Documents must come in ascending order.
  void Read(uint32_t doc, std::vector<Occurrence>& occurrences);

  // DATA_LOSS once something could not be read.
  absl::Status status() const;

 private:
  struct Term {
    std::unique_ptr<PositionCursor> positions;
    double weight;
    OccurrenceFilter filter;
  };

  // Adds those of `positions` that pass the filter of `term` to `occurrences`; both are
  // in order and stay so.
  void Merge(absl::Span<const uint32_t> positions, const Term& term,
             std::vector<Occurrence>& occurrences);

  std::vector<Term> terms_;
  std::vector<Occurrence> merged_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_PLACE_READER_H_
