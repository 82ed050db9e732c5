// The walk through the windows of a segment.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_WINDOW_SCAN_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_WINDOW_SCAN_H_

#include <cstdint>

#include "absl/status/status.h"
#include "libs/index/matching/evaluator.h"
#include "libs/index/matching/window.h"
#include "libs/index/out_of_time.h"

namespace trialdex {

// Calls visit(window) for each window of `doc_count` documents, in order, until `state`
// fails or the time is up, and says which.
template <typename Visit>
absl::Status ForEachWindow(uint32_t doc_count, const OutOfTime& out_of_time,
                           const EvaluationState& state, Visit&& visit) {
  // About 100,000 documents between two looks at the clock: some 10 µs.
  constexpr uint32_t kWindowsBetweenChecks = 64;
  for (uint32_t window = 0; window < WindowCount(doc_count); ++window) {
    if (window % kWindowsBetweenChecks == 0 && out_of_time()) return OutOfTimeError();
    visit(window);
    if (!state.status().ok()) return state.status();
  }
  return absl::OkStatus();
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_WINDOW_SCAN_H_
