// One thread's share of indexing.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_INDEX_SHARD_H_
#define TRIALDEX_LIBS_INDEX_WRITING_INDEX_SHARD_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/arena.h"
#include "libs/index/document/document_builder.h"
#include "libs/index/document/trial_codec.h"
#include "libs/index/writing/inverted_buffer.h"
#include "libs/index/writing/keyed_segment.h"
#include "libs/index/writing/segment_output.h"
#include "trialdex/v1/packed_trial.pb.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// What a shard has done since it was last asked.
struct ShardChanges {
  std::vector<NewSegment> segments;
  // Documents, also of segments that other shards wrote, that are replaced or deleted.
  std::vector<DocLocation> deleted;
};

struct IndexShardOptions {
  std::string directory;
  // A segment is written when the buffer has reached so many bytes.
  size_t buffer_bytes = size_t{24} << 20;
  // Trials, by their bytes, that wait for the thread before Upsert does. A commit waits
  // for all of them: two hundred packed trials are indexed in a tenth of a second.
  size_t queue_bytes = size_t{512} << 10;
  // Both are called from the shard's thread too.
  std::function<std::string()> next_name;
  std::function<SegmentKey()> next_key;
};

// Indexes the trials that are given to it, in order, in a thread of its own, and knows
// where each is. All changes of an id must go to the same shard. Changes and StartFlush are
// for one thread, FinishFlush and MoveDocuments for one, which may be another; errors of the
// shard's own come from FinishFlush.
class IndexShard {
 public:
  explicit IndexShard(IndexShardOptions options);
  // Drops what was not flushed.
  ~IndexShard();
  IndexShard(const IndexShard&) = delete;
  IndexShard& operator=(const IndexShard&) = delete;

  // Says where a trial of a commit is. Before anything else.
  void AddCommitted(const std::string& id, DocLocation location) {
    ids_[id] = location;
    ++trial_count_;
  }

  // Hands a trial over; its id has been checked. Waits while the queue is full.
  void Upsert(v1::Trial trial);
  void Upsert(v1::PackedTrial trial);
  // The same of a deletion.
  void Delete(std::string id);

  // Begins to make a segment of all that came before. Does not wait for it, nor do changes
  // that come after. Not before FinishFlush has answered for the one before.
  void StartFlush();
  // Waits for it and for the disk, and adds what has changed before it to `changes`. After an
  // error the shard is of no use.
  absl::Status FinishFlush(ShardChanges& changes);

  // Calls move(location), which may change it, for every document that the shard knows of.
  // Does not wait for it; the next flush speaks of new locations only.
  void MoveDocuments(std::function<void(DocLocation&)> move);

  // Trials, those waiting not included.
  int64_t trial_count() const { return trial_count_; }

 private:
  struct Flush {};
  using Move = std::function<void(DocLocation&)>;
  // Or a trial to index in one form or the other, an id to delete.
  using Task = std::variant<Flush, Move, v1::Trial, v1::PackedTrial, std::string>;
  struct QueuedTask {
    Task task;
    size_t bytes = 0;
  };

  // What a flush has brought.
  struct Flushed {
    ShardChanges changes;
    // The newest segment, which is perhaps not all on the disk yet.
    std::optional<SegmentOutput> unsynced;
    absl::Status status;
  };

  void Push(Task task, size_t bytes);
  void Run();
  absl::Status Do(Task& task);
  absl::Status IndexPacked(const v1::PackedTrial& packed);
  // `stored` is the trial's stored form.
  absl::Status IndexTrial(const v1::Trial& trial, absl::string_view stored);
  // Marks the document that a trial had before.
  void Forget(DocLocation location);
  absl::Status WriteSegment();
  // Waits until the disk has `segment`.
  static absl::Status Sync(std::optional<SegmentOutput>& segment);
  Flushed TakeFlushed();

  const IndexShardOptions options_;

  mutable absl::Mutex mutex_;
  std::deque<QueuedTask> tasks_ ABSL_GUARDED_BY(mutex_);
  size_t queued_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool flushing_ ABSL_GUARDED_BY(mutex_) = false;
  Flushed flushed_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;

  // Of the thread.
  TrialEncoder encoder_;
  google::protobuf::Arena arena_;
  DocumentBuilder builder_;
  InvertedBuffer buffer_;
  // Of the segment that the buffer will be.
  SegmentKey key_;
  SegmentOutput output_;
  // Written, but perhaps not all on the disk: that takes as long as half of a segment takes
  // to index, and nobody needs it before the next flush.
  std::optional<SegmentOutput> unsynced_;
  // Documents of the buffer that were replaced before it was written.
  std::vector<uint32_t> deleted_in_buffer_;
  absl::flat_hash_map<std::string, DocLocation> ids_;
  ShardChanges changes_;
  absl::Status status_;
  std::atomic<int64_t> trial_count_ = 0;

  std::thread thread_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_INDEX_SHARD_H_
