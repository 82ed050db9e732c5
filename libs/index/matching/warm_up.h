// Makes a new snapshot ready for searches.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_WARM_UP_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_WARM_UP_H_

#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/snapshot.h"

namespace trialdex {

// Reads into the cache what the last searches (IndexSnapshot::recent_searches) would look
// for in `snapshot`, the last ones first, for at most about `time`. To be called before
// searches get to see it: a merge has just taken the place of segments whose words were in
// memory. What cannot be read is left for the searches to report.
void WarmUp(const IndexSnapshot& snapshot, const Clock& clock, absl::Duration time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_WARM_UP_H_
