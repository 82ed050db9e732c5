// Finds trials for a patient.
#ifndef TRIALDEX_LIBS_SEARCH_MATCH_MATCH_TRIALS_H_
#define TRIALDEX_LIBS_SEARCH_MATCH_MATCH_TRIALS_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/snapshot.h"
#include "libs/search/match/match_request.h"
#include "libs/text/analyzer.h"
#include "trialdex/v1/match.pb.h"

namespace trialdex {

struct MatchOptions {
  // Compared are so many trials, or `candidates_per_match` for each one asked for if that is
  // more: enough for a page without contradictions, little enough for a few milliseconds.
  size_t min_candidates = 200;
  size_t candidates_per_match = 3;
  // Once an answer is as big, further trials come without their items.
  size_t max_items_bytes = size_t{8} << 20;
  // How long searching may take, and then once more comparing: what was found within the
  // limit is worth showing.
  absl::Duration time_limit = absl::Seconds(10);
};

// Answers `match` from `snapshot`: ranks by its text, compares the criteria of the best trials
// with the patient's facts, and sinks or drops those with an item that FAILS. Order depends on the
// arguments only, as long as there is time. Errors as Segment. Thread-safe; `analyzer` is
// used during the call.
absl::StatusOr<v1::MatchTrialsResponse> MatchTrials(const IndexSnapshot& snapshot,
                                                    const CheckedMatch& match,
                                                    const MatchOptions& options, Analyzer& analyzer,
                                                    const Clock& clock);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_MATCH_MATCH_TRIALS_H_
