// Waiting by a clock that may be set.
#ifndef TRIALDEX_LIBS_BASE_IS_DUE_H_
#define TRIALDEX_LIBS_BASE_IS_DUE_H_

#include "absl/time/time.h"

namespace trialdex {

// True from `due` on, which was set to be at most `longest` away. Also true if it is
// further away: the clock was set back since, and nothing waits until it is where it was.
inline bool IsDue(absl::Time due, absl::Duration longest, absl::Time now) {
  return now >= due || due - now > longest;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_IS_DUE_H_
