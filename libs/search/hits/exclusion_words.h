// Tells which words of a query a trial only has where it says whom it does not want.
#ifndef TRIALDEX_LIBS_SEARCH_HITS_EXCLUSION_WORDS_H_
#define TRIALDEX_LIBS_SEARCH_HITS_EXCLUSION_WORDS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/index/matching/prepared_query.h"
#include "libs/index/snapshot.h"

namespace trialdex {

// For each of `trials`, the pieces of `text`, which `query` was parsed from, that
// the trial has among its exclusion criteria and in no other field that they are
// looked for in; in whichever form or synonym. Pieces under NOT, and those that are
// looked for among the exclusion criteria alone, are none of them. Errors as Segment.
absl::StatusOr<std::vector<std::vector<std::string>>> WordsOnlyInExclusion(
    const PreparedQuery& query, absl::string_view text, const IndexSnapshot& snapshot,
    absl::Span<const DocAddress> trials);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_HITS_EXCLUSION_WORDS_H_
