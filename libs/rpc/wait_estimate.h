// How long a call would wait in a queue.
#ifndef TRIALDEX_LIBS_RPC_WAIT_ESTIMATE_H_
#define TRIALDEX_LIBS_RPC_WAIT_ESTIMATE_H_

#include <algorithm>
#include <cstddef>

#include "absl/time/time.h"

namespace trialdex {

// Learns from how long recent work took. Knows nothing at first and expects no wait then.
// Not thread-safe.
class WaitEstimate {
 public:
  // `at_once` pieces of work are done at a time.
  explicit WaitEstimate(int at_once) : at_once_(at_once) {}

  // A piece of work has taken so long.
  void Finished(absl::Duration took) {
    mean_ = known_ ? mean_ + (took - mean_) / kMemory : took;
    known_ = true;
  }

  // What a piece of work takes.
  absl::Duration mean() const { return mean_; }

  // How often a piece of work is finished while there is always more.
  absl::Duration Interval() const { return mean_ / at_once_; }

  // Until work begins that has `before` others waiting before it, while all threads are busy.
  absl::Duration Wait(size_t before) const { return Interval() * static_cast<double>(before + 1); }

  // What a call is told that is refused at `now` with `waiting` others before it: when they
  // are done. Calls refused after one another are told times apart by Interval(), so that they
  // do not come back all at once. Between 10 ms and 2 s: a client that is told to come back
  // at once, or never, makes things worse.
  absl::Duration ComeBackIn(absl::Time now, size_t waiting) {
    const absl::Duration shortest = std::max(Wait(waiting), absl::Milliseconds(10));
    next_return_ = std::max(next_return_ + Interval(), now + shortest);
    next_return_ = std::min(next_return_, now + absl::Seconds(2));
    return next_return_ - now;
  }

 private:
  // Pieces of work that the mean looks back on.
  static constexpr double kMemory = 32;

  const int at_once_;
  bool known_ = false;
  absl::Duration mean_;
  absl::Time next_return_ = absl::InfinitePast();
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_WAIT_ESTIMATE_H_
