// Threads that run what they are given.
#ifndef TRIALDEX_LIBS_BASE_EXECUTOR_H_
#define TRIALDEX_LIBS_BASE_EXECUTOR_H_

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace trialdex {

// A fixed number of threads and a queue without bound: whoever fills it has to
// bound what they put in. Thread-safe.
class Executor {
 public:
  // At least 1 thread.
  explicit Executor(int threads);
  // Runs what is queued, then joins the threads.
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  // Runs `task` on one of the threads; tasks start in the order of the calls.
  void Run(std::function<void()> task);

 private:
  void Work();

  absl::Mutex mutex_;
  std::deque<std::function<void()>> tasks_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_EXECUTOR_H_
