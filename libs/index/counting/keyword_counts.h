// Counts how many trials have each value of a keyword field.
#ifndef TRIALDEX_LIBS_INDEX_COUNTING_KEYWORD_COUNTS_H_
#define TRIALDEX_LIBS_INDEX_COUNTING_KEYWORD_COUNTS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/index/counting/global_ordinals.h"
#include "libs/index/doc_set.h"
#include "libs/index/snapshot.h"
#include "libs/schema/keywords.h"

namespace trialdex {

// Of a set of trials.
struct KeywordCounts {
  // Numbers the values. Never null.
  std::shared_ptr<const GlobalOrdinals> ordinals;
  // By ordinal: trials with that value.
  std::vector<uint32_t> trials;
  // Trials in the set, and those of them without any value.
  uint64_t total = 0;
  uint64_t missing = 0;
};

// Counts the trials of `docs`, which has a set for each of the first segments of
// `snapshot`, or for all. Errors as Segment. Thread-safe.
absl::StatusOr<KeywordCounts> CountKeywords(const IndexSnapshot& snapshot, KeywordField field,
                                            absl::Span<const DocSet> docs);

// Trials of `docs`, of which `counts` are, that have a value but none of `listed`, which
// are ordinals, each once.
uint64_t CountOthers(const KeywordCounts& counts, absl::Span<const DocSet> docs,
                     absl::Span<const uint32_t> listed);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_COUNTING_KEYWORD_COUNTS_H_
