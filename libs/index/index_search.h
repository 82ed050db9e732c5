// Runs a parsed search over a snapshot.
#ifndef TRIALDEX_LIBS_INDEX_INDEX_SEARCH_H_
#define TRIALDEX_LIBS_INDEX_INDEX_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/doc_set.h"
#include "libs/index/matching/top_trials.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"

namespace trialdex {

// Which part of the matches is wanted.
struct PageRange {
  // Only trials after this place; null means from the first. Must outlive the call.
  const SortPlace* after = nullptr;
  // At most so many.
  size_t limit = 10;
  // Stop at this time with what has been found until then.
  absl::Time deadline = absl::InfiniteFuture();
  // Totals up to this are exact; where there are more, counting may stop, which spares
  // the trials that cannot come onto the page. Not negative.
  int64_t count_limit = std::numeric_limits<int64_t>::max();
  // Fill FoundPage::query_matches. The query is then run over what the filter leaves
  // out, too.
  bool keep_query_matches = false;
  // Keep what is read for all words of the query, so that the next search for them is quick. What
  // can be spared is otherwise kept from the second search on.
  bool again_soon = false;
};

class PreparedQuery;

struct FoundPage {
  // In the order of the search.
  std::vector<FoundTrial> trials;
  // All matches, before and after this page.
  int64_t total = 0;
  // True if counting stopped at PageRange::count_limit: there are at least `total`.
  bool total_is_minimum = false;
  // True if there are more after `trials`.
  bool has_more = false;
  // True if the deadline came first: trials and counts are of a part of the index.
  bool out_of_time = false;
  // What was asked of every segment; null if the time was up before. Needs the snapshot.
  std::shared_ptr<const PreparedQuery> query;
  // If asked for: the live trials that match the query, whatever the filter. One set for
  // each segment that was searched to its end, in the snapshot's order.
  std::vector<DocSet> query_matches;
};

// Runs `search`. Answers depend on the snapshot and the arguments only, as long
// as there is time. Thread-safe; errors as Segment.
absl::StatusOr<FoundPage> SearchIndex(const IndexSnapshot& snapshot, const ParsedSearch& search,
                                      const PageRange& range, const Clock& clock);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_INDEX_SEARCH_H_
