// Merges segments beside the writer, in one thread that ends with it.
// Include from libs/index/*.cc and libs/index/lucene only.
#ifndef TRIALDEX_LIBS_INDEX_LUCENE_MERGE_THREAD_H_
#define TRIALDEX_LIBS_INDEX_LUCENE_MERGE_THREAD_H_

#include <atomic>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "libs/index/lucene/lucene.h"

namespace trialdex::lucene {

// Why neither of Lucene++'s own: the serial one merges inside the commit, which
// stalls it for as long as the merge takes, and the threads of the concurrent
// one can outlive their writer.
class MergeThread {
 public:
  MergeThread();
  // Ends the thread. The writer must have been closed or rolled back before,
  // which ends the merge that may be running.
  ~MergeThread();
  MergeThread(const MergeThread&) = delete;
  MergeThread& operator=(const MergeThread&) = delete;

  // To be given to the writer. Hands merges over and returns at once.
  Lucene::MergeSchedulerPtr scheduler() const { return scheduler_; }

  // Merges that have ended well since the beginning.
  int64_t finished() const { return finished_; }

  // Why the newest merge failed; OK if it did not. A failed merge leaves the
  // index as it was and is tried again after the next flush.
  absl::Status error() const;

 private:
  class Scheduler;

  void Wake(const Lucene::IndexWriterPtr& writer);
  void Run();

  mutable absl::Mutex mutex_;
  // The writer that has merges due; null while there are none.
  Lucene::IndexWriterPtr due_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status error_ ABSL_GUARDED_BY(mutex_);
  std::atomic<int64_t> finished_ = 0;
  const Lucene::MergeSchedulerPtr scheduler_;
  std::thread thread_;
};

}  // namespace trialdex::lucene

#endif  // TRIALDEX_LIBS_INDEX_LUCENE_MERGE_THREAD_H_
