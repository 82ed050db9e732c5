// Threads for one kind of calls, with a queue that stays short.
#ifndef TRIALDEX_LIBS_RPC_WORK_LANE_H_
#define TRIALDEX_LIBS_RPC_WORK_LANE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/rpc/wait_estimate.h"
#include "libs/telemetry/metrics.h"

namespace trialdex {

// Told what becomes of calls. Must be thread-safe and quick.
struct LaneObserver {
  std::function<void(absl::Duration waited)> began = [](absl::Duration) {};
  std::function<void()> refused = [] {};
  // Its caller went away, or its time was over, before it began.
  std::function<void()> withdrawn = [] {};
};

// Counts lane_calls_total{lane, outcome}, outcome "began", "refused" or "withdrawn", and times
// lane_wait_seconds{lane}. `metrics` must outlive the observer.
LaneObserver ObserveLane(Metrics& metrics, const std::string& lane);

struct WorkLaneOptions {
  // Work in progress at once, each on a thread of its own.
  int threads = 4;
  // Calls that may wait: a bound of memory, for when it is not known how long work takes.
  size_t max_waiting = 256;
  // A call that would wait longer is refused. Being told at once when to come back is worth
  // more than an answer after one's patience.
  absl::Duration max_wait = absl::InfiniteDuration();
  // A queue that has not been empty for so long is no burst: more comes than can be done, and who
  // waits longer gains nothing. Until it is empty again, calls that would wait longer than this, or
  // than a few calls take if that is longer, are refused.
  absl::Duration burst_time = absl::Milliseconds(200);
  absl::Duration max_standing_wait = absl::InfiniteDuration();
  LaneObserver observer;
};

// Runs work in the order in which it came. Thread-safe.
class WorkLane {
 public:
  using Ticket = uint64_t;

  // `clock` must outlive the lane.
  explicit WorkLane(WorkLaneOptions options = {}, const Clock& clock = RealClock());
  // Runs what is waiting and joins the threads.
  ~WorkLane();
  WorkLane(const WorkLane&) = delete;
  WorkLane& operator=(const WorkLane&) = delete;

  // Runs `work` on one of the threads, when it is its turn.
  //
  // RESOURCE_EXHAUSTED, reason TOO_MANY_CALLS, with RetryInfo, if it would wait too long: by
  // what recent work took, or because the first in the queue has waited as long already. As
  // many as there are threads may always wait.
  absl::StatusOr<Ticket> Add(std::function<void()> work);

  // Takes work out of the queue, for a call that nobody waits for any more. Does nothing to
  // work that has begun.
  void Withdraw(Ticket ticket);

 private:
  struct Waiting {
    std::function<void()> work;
    absl::Time since;
  };

  // How long a call may wait that comes at `now`.
  absl::Duration MaxWait(absl::Time now) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool WouldWaitTooLong(absl::Time now) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Work();

  const WorkLaneOptions options_;
  const Clock& clock_;
  absl::Mutex mutex_;
  // In order of arrival.
  std::map<Ticket, Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  Ticket next_ticket_ ABSL_GUARDED_BY(mutex_) = 1;
  // When a call came last that found nobody waiting.
  absl::Time last_empty_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  size_t working_ ABSL_GUARDED_BY(mutex_) = 0;
  WaitEstimate estimate_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

// What a call is answered that finds too many others before it.
absl::Status TooManyCallsError(absl::Duration retry_delay);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_WORK_LANE_H_
