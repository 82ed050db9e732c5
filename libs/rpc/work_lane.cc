#include "libs/rpc/work_lane.h"

#include <algorithm>
#include <utility>

#include "libs/base/errors.h"

namespace trialdex {
namespace {

// A wait that is worth while whatever the limit: that for so many pieces of work by one thread.
constexpr double kFewCalls = 8;

}  // namespace

LaneObserver ObserveLane(Metrics& metrics, const std::string& lane) {
  const auto count = [&](const char* outcome) {
    prometheus::Counter* const counter =
        &metrics.Counter("lane_calls_total", "Calls by lane and what became of them.",
                         {{"lane", lane}, {"outcome", outcome}});
    return [counter] { counter->Increment(); };
  };
  prometheus::Histogram* const wait =
      &metrics.Histogram("lane_wait_seconds", "Time in the queue of calls that began.",
                         CallSecondsBuckets(), {{"lane", lane}});
  LaneObserver observer;
  observer.began = [wait, counted = count("began")](absl::Duration waited) {
    counted();
    wait->Observe(absl::ToDoubleSeconds(waited));
  };
  observer.refused = count("refused");
  observer.withdrawn = count("withdrawn");
  return observer;
}

WorkLane::WorkLane(WorkLaneOptions options, const Clock& clock)
    : options_(std::move(options)), clock_(clock), estimate_(std::max(options_.threads, 1)) {
  for (int i = 0; i < std::max(options_.threads, 1); ++i) threads_.emplace_back([this] { Work(); });
}

WorkLane::~WorkLane() {
  {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
  }
  for (std::thread& thread : threads_) thread.join();
}

absl::Duration WorkLane::MaxWait(absl::Time now) const {
  if (now - last_empty_ <= options_.burst_time) return options_.max_wait;
  return std::min(options_.max_wait,
                  std::max(options_.max_standing_wait, kFewCalls * estimate_.mean()));
}

bool WorkLane::WouldWaitTooLong(absl::Time now) const {
  const size_t before = waiting_.size() + working_;
  if (before < 2 * threads_.size()) return false;
  const absl::Duration max_wait = MaxWait(now);
  return waiting_.size() >= options_.max_waiting ||
         estimate_.Wait(before - threads_.size()) > max_wait ||
         now - waiting_.begin()->second.since > max_wait;
}

absl::StatusOr<WorkLane::Ticket> WorkLane::Add(std::function<void()> work) {
  const absl::Time now = clock_.Now();
  absl::Duration retry_delay;
  {
    absl::MutexLock lock(&mutex_);
    if (waiting_.empty()) last_empty_ = now;
    if (!WouldWaitTooLong(now)) {
      const Ticket ticket = next_ticket_++;
      waiting_.emplace_hint(waiting_.end(), ticket, Waiting{std::move(work), now});
      return ticket;
    }
    retry_delay = estimate_.ComeBackIn(now, waiting_.size());
  }
  options_.observer.refused();
  return TooManyCallsError(retry_delay);
}

void WorkLane::Withdraw(Ticket ticket) {
  // Destroyed after the lock is released: it may hold anything.
  std::function<void()> work;
  {
    absl::MutexLock lock(&mutex_);
    const auto found = waiting_.find(ticket);
    if (found == waiting_.end()) return;
    work = std::move(found->second.work);
    waiting_.erase(found);
  }
  options_.observer.withdrawn();
}

void WorkLane::Work() {
  const auto ready = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return closed_ || !waiting_.empty();
  };
  while (true) {
    Waiting next;
    {
      absl::MutexLock lock(&mutex_, absl::Condition(&ready));
      if (waiting_.empty()) return;
      next = std::move(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      ++working_;
    }
    const absl::Time began = clock_.Now();
    options_.observer.began(began - next.since);
    next.work();
    // Whatever it holds is gone before the next begins.
    next.work = nullptr;
    const absl::Duration took = clock_.Now() - began;
    absl::MutexLock lock(&mutex_);
    --working_;
    estimate_.Finished(took);
  }
}

absl::Status TooManyCallsError(absl::Duration retry_delay) {
  return WithRetryDelay(ReasonedError(absl::StatusCode::kResourceExhausted, "TOO_MANY_CALLS",
                                      "too many calls are waiting for an answer"),
                        retry_delay);
}

}  // namespace trialdex
