// A function that runs beside its caller.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_BACKGROUND_CALL_H_
#define TRIALDEX_LIBS_INDEX_WRITING_BACKGROUND_CALL_H_

#include <functional>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "libs/base/executor.h"

namespace trialdex {

// One thread, one call at a time. Its functions are for one thread. The destructor waits for the
// call that is running.
class BackgroundCall {
 public:
  // Begins a call. Finish must have answered for the one before.
  void Start(std::function<absl::Status()> function);
  // True if Finish would not wait.
  bool done() const;
  // Waits for the call that was started, and answers what it did; OK if there is none, or it
  // was answered for already.
  absl::Status Finish();

 private:
  mutable absl::Mutex mutex_;
  bool running_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  // Last: its thread uses the others.
  Executor executor_{1};
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_BACKGROUND_CALL_H_
