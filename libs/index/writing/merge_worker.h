// Merges segments beside the writer.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_MERGE_WORKER_H_
#define TRIALDEX_LIBS_INDEX_WRITING_MERGE_WORKER_H_

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "libs/index/writing/keyed_segment.h"
#include "libs/index/writing/segment_merger.h"
#include "libs/index/writing/segment_store.h"

namespace trialdex {

// Segments to be made one.
struct MergeJob {
  // With their deletions as of now; what is deleted later is carried over by `maps`.
  std::vector<NewSegment> inputs;
  // Name of the segment they become.
  std::string name;
};

// A merge that has ended well.
struct FinishedMerge {
  MergeJob job;
  // Where the documents of each input are in `merged`.
  std::vector<DocMap> maps;
  StoredSegment merged;
};

// One thread, one merge at a time. A failed merge leaves no files and changes nothing.
// Its functions are for one thread.
class MergeWorker {
 public:
  explicit MergeWorker(std::string directory);
  // Breaks off the merge that is running.
  ~MergeWorker();
  MergeWorker(const MergeWorker&) = delete;
  MergeWorker& operator=(const MergeWorker&) = delete;

  // True from Start until Take has answered.
  bool busy() const;
  // Begins a merge; not while busy.
  void Start(MergeJob job);
  // True if Take has an answer.
  bool done() const;
  // The merge that has ended; nothing if it has not, or has failed.
  std::optional<FinishedMerge> Take();
  // Waits until no merge is running. Why the last one failed, if it did.
  absl::Status Wait();
  // How many have failed since one ended well.
  int failures() const;
  // DATA_LOSS once a merge has found one of its inputs damaged or gone. For any thread.
  absl::Status Damage() const;

 private:
  void Run();
  absl::Status Merge(FinishedMerge& merge);

  const std::string directory_;
  std::atomic<bool> stopping_ = false;
  mutable absl::Mutex mutex_;
  std::unique_ptr<FinishedMerge> due_ ABSL_GUARDED_BY(mutex_);
  bool running_ ABSL_GUARDED_BY(mutex_) = false;
  std::unique_ptr<FinishedMerge> finished_ ABSL_GUARDED_BY(mutex_);
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  int failures_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status damage_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_MERGE_WORKER_H_
