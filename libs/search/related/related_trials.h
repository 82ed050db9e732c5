// Finds trials like a trial.
#ifndef TRIALDEX_LIBS_SEARCH_RELATED_RELATED_TRIALS_H_
#define TRIALDEX_LIBS_SEARCH_RELATED_RELATED_TRIALS_H_

#include "absl/status/statusor.h"
#include "libs/index/out_of_time.h"
#include "libs/index/snapshot.h"
#include "libs/text/analyzer.h"
#include "trialdex/v1/related.pb.h"

namespace trialdex {

// Answers `request` from `snapshot`. Likeness is a weighted mean over the parts that the
// trial has something in (conditions 0.35, interventions 0.25, text 0.20, design 0.10,
// sponsor 0.05, place 0.05), each from 0 to 1:
//
// * conditions, interventions, text: what the other trial scores (BM25F) on the words of
//   this one, as a share of what this one scores itself. Every trial is looked at.
// * design, sponsor, place: by their values (value_likeness.h). Only of the few hundred best
//   by words, because they alone make nobody related.
//
// Then the best are listed, near-duplicates of a better one folded into it, down to a
// likeness, and one in words, below which trials have nothing to do with each other.
//
// INVALID_ARGUMENT if a field of `request` is wrong; NOT_FOUND, reason TRIAL_NOT_FOUND;
// DEADLINE_EXCEEDED when out of time; other errors as Segment. Thread-safe; `analyzer` is
// used during the call.
absl::StatusOr<v1::FindRelatedTrialsResponse> FindRelatedTrials(
    const IndexSnapshot& snapshot, const v1::FindRelatedTrialsRequest& request, Analyzer& analyzer,
    const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_RELATED_RELATED_TRIALS_H_
