// How long what has failed is left alone.
#ifndef TRIALDEX_LIBS_PROJECTION_RETRY_PAUSE_H_
#define TRIALDEX_LIBS_PROJECTION_RETRY_PAUSE_H_

#include <algorithm>

#include "absl/time/time.h"
#include "libs/base/is_due.h"

namespace trialdex {

// The pause after a failure: `first`, and after each further one without a success between
// them twice as long as before, up to `longest`. Not thread-safe.
class RetryPause {
 public:
  RetryPause(absl::Duration first, absl::Duration longest) : first_(first), longest_(longest) {}

  // After a failure; the pause is at least `at_least`.
  void Begin(absl::Time now, absl::Duration at_least = absl::ZeroDuration()) {
    next_ = std::clamp(2 * next_, first_, longest_);
    pause_ = std::max(next_, at_least);
    until_ = now + pause_;
  }
  // After a success: there is no pause, and the next one is `first` again.
  void Clear() {
    next_ = pause_ = absl::ZeroDuration();
    until_ = absl::InfinitePast();
  }
  // What is left of the pause; zero once it is over, also if the clock was set back since.
  absl::Duration Left(absl::Time now) const {
    return IsDue(until_, pause_, now) ? absl::ZeroDuration() : until_ - now;
  }
  bool IsOver(absl::Time now) const { return Left(now) == absl::ZeroDuration(); }

 private:
  const absl::Duration first_;
  const absl::Duration longest_;
  absl::Duration next_;
  absl::Duration pause_;
  absl::Time until_ = absl::InfinitePast();
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_RETRY_PAUSE_H_
