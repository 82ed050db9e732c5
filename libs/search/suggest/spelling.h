// Words that may have been meant by words that are not there.
#ifndef TRIALDEX_LIBS_SEARCH_SUGGEST_SPELLING_H_
#define TRIALDEX_LIBS_SEARCH_SUGGEST_SPELLING_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/out_of_time.h"
#include "libs/index/snapshot.h"
#include "libs/query/query_node.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// Another text for bytes [begin, end) of a query.
struct Correction {
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string text;
  // How likely it was meant: the logarithm of how often it is written, less what the
  // typing errors cost.
  double likelihood = 0;
};

// A place of a query that has likely been mistyped.
struct Misspelling {
  // True if some trial has the word as it is written.
  bool is_known = false;
  // The likeliest first; not empty. They may differ in their bytes.
  std::vector<Correction> corrections;
};

// The words of `query`, which `text` was parsed to, that no or hardly any trial of
// `snapshot` has, and what likelier words they may stand for: those at most two edits away
// (one, if they are short), two words for one ("breastcancer"), one for two ("lym phoma").
// From left to right; words without a correction are left out, and so are function words,
// numbers, patterns, what has synonyms, and what stands under NOT. `analyzer` is used during
// the call. DEADLINE_EXCEEDED when out of time; other errors as Segment.
absl::StatusOr<std::vector<Misspelling>> FindMisspellings(absl::string_view text,
                                                          const QueryNode& query,
                                                          const IndexSnapshot& snapshot,
                                                          Analyzer& analyzer,
                                                          const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SUGGEST_SPELLING_H_
