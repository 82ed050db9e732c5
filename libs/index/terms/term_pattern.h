// Finds the terms of a dictionary that a pattern stands for.
#ifndef TRIALDEX_LIBS_INDEX_TERMS_TERM_PATTERN_H_
#define TRIALDEX_LIBS_INDEX_TERMS_TERM_PATTERN_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/out_of_time.h"
#include "libs/index/terms/term_list.h"
#include "libs/query/query_node.h"

namespace trialdex {

// A term that a pattern stands for.
struct PatternMatch {
  absl::string_view term;
  uint64_t document_frequency = 0;
  // 0 unless the pattern is fuzzy.
  int edits = 0;
};

// Nearer terms first, then more frequent ones, then by their bytes.
bool IsBetter(const PatternMatch& a, const PatternMatch& b);

// What all terms that `pattern` stands for begin with: nothing, or one code
// point at least. Of fuzzy patterns the first letter: few people mistype it, and it
// makes the search many times as fast.
absl::string_view LiteralPrefix(const TermPattern& pattern);

// The `limit` best terms of `terms` that `pattern` stands for, in no order. They
// view `terms`. DEADLINE_EXCEEDED when out of time.
absl::StatusOr<std::vector<PatternMatch>> FindTerms(const TermPattern& pattern,
                                                    const TermList& terms, size_t limit,
                                                    const OutOfTime& out_of_time);

// The `limit` best terms of `terms` at most `max_edits`, 1 or 2, from `word`, in no order,
// whatever they begin with: far slower than a fuzzy pattern. They view `terms`.
// DEADLINE_EXCEEDED when out of time.
absl::StatusOr<std::vector<PatternMatch>> FindNearTerms(absl::string_view word, int max_edits,
                                                        const TermList& terms, size_t limit,
                                                        const OutOfTime& out_of_time);

// True if `text` is what `pattern` of kWildcard describes.
bool MatchesWildcard(absl::string_view pattern, absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TERMS_TERM_PATTERN_H_
