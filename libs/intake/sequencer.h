// The one thread that writes: takes tasks in order, a group of them per commit.
#ifndef TRIALDEX_LIBS_INTAKE_SEQUENCER_H_
#define TRIALDEX_LIBS_INTAKE_SEQUENCER_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "libs/log/log_transaction.h"
#include "libs/log/trial_log.h"

namespace trialdex {

// Runs tasks strictly in the order they were enqueued. Whatever has queued up
// shares one transaction and one sync; a task is answered after the commit it is
// in. Thread-safe.
class Sequencer {
 public:
  struct Task {
    // What it counts against the queue's bound and the commit's.
    size_t bytes = 0;
    // Adds its changes to the transaction. An error means that it added none
    // and is the task's own answer, except DATA_LOSS. May run more than once,
    // each time with a transaction that knows nothing of the last.
    std::function<absl::Status(LogTransaction&)> apply;
    // Answers: OK once durable, or why it was not.
    std::function<void(const absl::Status&)> finish;
  };
  struct Options {
    size_t max_queued_bytes = 0;
    size_t max_commit_bytes = 0;
  };
  // A place in the queue.
  struct Slot {
    Task task;
    bool ready = false;
    absl::Status answer;
  };

  // `log` must outlive this.
  Sequencer(TrialLog& log, const Options& options);
  // Runs what is enqueued, all of which must become ready, then ends the thread.
  ~Sequencer();
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;

  // Takes the next place. The task, and all behind it, wait until it is ready.
  std::shared_ptr<Slot> Enqueue(Task task);
  void SetReady(const std::shared_ptr<Slot>& slot);

  // Runs `room` once fewer than `max_queued_bytes` are enqueued: at once, in
  // this thread, or in the sequencer's after a commit.
  void WhenRoom(std::function<void()> room);

 private:
  using Group = std::vector<std::shared_ptr<Slot>>;

  void Work();
  // The ready tasks at the front, at least one, up to `max_commit_bytes`.
  Group NextGroup() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Commit(const Group& group);
  void Release(const Group& group);

  TrialLog& log_;
  const Options options_;
  absl::Mutex mutex_;
  std::deque<std::shared_ptr<Slot>> queue_ ABSL_GUARDED_BY(mutex_);
  size_t queued_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::function<void()>> waiting_for_room_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_SEQUENCER_H_
