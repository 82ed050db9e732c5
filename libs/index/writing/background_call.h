// A function that runs beside its caller.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_BACKGROUND_CALL_H_
#define TRIALDEX_LIBS_INDEX_WRITING_BACKGROUND_CALL_H_

#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"

namespace trialdex {

// One thread, one call at a time. Its functions are for one thread.
class BackgroundCall {
 public:
  using Function = std::function<absl::Status()>;

  BackgroundCall();
  // Waits for the call that is running.
  ~BackgroundCall();
  BackgroundCall(const BackgroundCall&) = delete;
  BackgroundCall& operator=(const BackgroundCall&) = delete;

  // Begins a call. Finish must have answered for the one before.
  void Start(Function function);
  // True if Finish would not wait.
  bool done() const;
  // Waits for the call that was started, and answers what it did; OK if there is none, or it
  // was answered for already.
  absl::Status Finish();

 private:
  void Run();

  mutable absl::Mutex mutex_;
  // Empty but from Start until it has run.
  Function function_ ABSL_GUARDED_BY(mutex_);
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_BACKGROUND_CALL_H_
