// Counts how many trials have each value of a column.
#ifndef TRIALDEX_LIBS_INDEX_COUNTING_COLUMN_COUNTS_H_
#define TRIALDEX_LIBS_INDEX_COUNTING_COLUMN_COUNTS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "libs/index/doc_set.h"
#include "libs/index/snapshot.h"
#include "libs/schema/columns.h"

namespace trialdex {

// Of a set of trials.
struct ColumnCounts {
  struct Value {
    // A number; of a day column the first day that the date may stand for.
    double value = 0;
    uint64_t trials = 0;
  };
  // Ascending, each once.
  std::vector<Value> values;
  // Trials in the set, and those of them without a value.
  uint64_t total = 0;
  uint64_t missing = 0;
};

// Counts the trials of `docs`, which has a set for each of the first segments of
// `snapshot`, or for all. Thread-safe.
ColumnCounts CountColumn(const IndexSnapshot& snapshot, Column column,
                         absl::Span<const DocSet> docs);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_COUNTING_COLUMN_COUNTS_H_
