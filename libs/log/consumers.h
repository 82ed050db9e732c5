// Who reads the feed, and how far each has got.
#ifndef TRIALDEX_LIBS_LOG_CONSUMERS_H_
#define TRIALDEX_LIBS_LOG_CONSUMERS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "libs/base/clock.h"
#include "libs/log/log_store.h"
#include "libs/log/position_waiters.h"
#include "trialdex/v1/ingest_service.pb.h"

namespace trialdex {

// Consumers by name. Each has one reader at a time; a newer one fences the
// older. Published positions survive restarts; they are written without a sync
// of their own, so a power cut may take back the last of them, which only makes
// somebody wait longer. Thread-safe.
class Consumers {
 public:
  // One reader's hold on its name.
  struct Ticket {
    std::string consumer;
    uint64_t epoch = 0;
  };

  // `store` and `clock` must outlive this. DATA_LOSS if the stored states cannot be read.
  static absl::StatusOr<std::unique_ptr<Consumers>> Load(LogStore& store, const Clock& clock);

  // Takes the name over from whoever has it. INVALID_ARGUMENT unless the name
  // is 1 to 128 of [A-Za-z0-9._/-].
  absl::StatusOr<Ticket> Connect(const std::string& consumer);

  // Gives the name back; no effect on a fenced ticket.
  void Disconnect(const Ticket& ticket);

  // ABORTED if another reader has taken over the name.
  absl::Status Check(const Ticket& ticket) const;

  // Everything up to `position`, inclusive, is durable at the consumer. A lower
  // position than before is taken too: the consumer has started over.
  //
  // ABORTED if fenced; OUT_OF_RANGE if `position` is above `last_position`.
  absl::Status Publish(const Ticket& ticket, uint64_t position, uint64_t last_position);

  // Runs `published` once the consumer has published `position`: at once, in
  // this thread, if it has already (the answer is then 0), else in the thread of
  // its report. A consumer that was never seen is waited for. Cancel by the
  // answer; see PositionWaiters.
  PositionWaiters::WaitId WhenPublished(const std::string& consumer, uint64_t position,
                                        std::function<void()> published);
  bool CancelWait(const std::string& consumer, PositionWaiters::WaitId id);

  // Forgets a consumer that does not come back, and what it had published. Whoever waits for
  // it waits on, for another of its name.
  //
  // NOT_FOUND if it is not known; FAILED_PRECONDITION, reason CONSUMER_CONNECTED, while it is
  // connected.
  absl::Status Delete(const std::string& consumer);

  // All consumers by name; lag is counted to `last_position`.
  std::vector<v1::ConsumerStatus> List(uint64_t last_position) const;

 private:
  struct Consumer {
    uint64_t epoch = 0;
    bool connected = false;
    uint64_t published = 0;
    absl::Time update_time = absl::InfinitePast();
    // When it last reported or went away.
    absl::Time seen_time = absl::InfinitePast();
    std::unique_ptr<PositionWaiters> waiters = std::make_unique<PositionWaiters>();
  };

  Consumers(LogStore& store, const Clock& clock) : store_(store), clock_(clock) {}
  PositionWaiters& Waiters(const std::string& consumer);
  absl::Status Store(const std::string& name, const Consumer& consumer);
  absl::Status CheckLocked(const Ticket& ticket) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  LogStore& store_;
  const Clock& clock_;
  mutable absl::Mutex mutex_;
  std::map<std::string, Consumer> consumers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_CONSUMERS_H_
