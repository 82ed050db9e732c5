#include "libs/index/index_writer.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/hash/hash.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/file.h"
#include "libs/base/file_lock.h"
#include "libs/base/status_macros.h"
#include "libs/index/document/document_builder.h"
#include "libs/index/index_fields.h"
#include "libs/index/writing/background_call.h"
#include "libs/index/writing/catalog.h"
#include "libs/index/writing/committed_ids.h"
#include "libs/index/writing/file_watch.h"
#include "libs/index/writing/index_shard.h"
#include "libs/index/writing/merge_worker.h"
#include "libs/index/writing/segment_store.h"

namespace trialdex {
namespace {

constexpr char kLock[] = "write.lock";
// A merge that fails is tried again after 256 commits at the latest: a minute or more.
constexpr int kMostDoublings = 8;

std::string ValueOf(const CommitData& data, const std::string& key) {
  const auto found = data.find(key);
  return found == data.end() ? std::string() : found->second;
}

// Position 0 of no log if there is no commit.
absl::StatusOr<LogPoint> PointOf(const CommitData& data) {
  LogPoint point;
  if (data.empty()) return point;
  point.log_id = ValueOf(data, index_fields::kLogId);
  const std::string position = ValueOf(data, index_fields::kPosition);
  if (!absl::SimpleAtoi(position, &point.position)) {
    return absl::DataLossError(absl::StrCat("the commit's position '", position, "' is no number"));
  }
  int64_t nanos = 0;
  if (absl::SimpleAtoi(ValueOf(data, index_fields::kEntryTime), &nanos)) {
    point.entry_time = absl::FromUnixNanos(nanos);
  }
  return point;
}

CommitData DataOf(const LogPoint& point, const std::string& fingerprint) {
  CommitData data = {{index_fields::kPosition, absl::StrCat(point.position)},
                     {index_fields::kLogId, point.log_id},
                     {index_fields::kFingerprint, fingerprint}};
  if (point.entry_time != absl::InfinitePast()) {
    data[index_fields::kEntryTime] = absl::StrCat(absl::ToUnixNanos(point.entry_time));
  }
  return data;
}

class ShardedIndexWriter final : public IndexWriter {
 public:
  ShardedIndexWriter(IndexWriterOptions options, FileLock lock)
      : options_(std::move(options)),
        lock_(std::move(lock)),
        watch_(options_.directory),
        merges_(options_.directory) {
    merge_policy_.merge_factor = static_cast<size_t>(options_.merge_factor);
    merge_policy_.max_bytes = static_cast<uint64_t>(options_.max_merge_mb * 1024 * 1024);
  }

  absl::Status Open() {
    ASSIGN_OR_RETURN(store_, SegmentStore::Open(options_.directory));
    ASSIGN_OR_RETURN(committed_, PointOf(store_->data()));
    const std::string fingerprint = ValueOf(store_->data(), index_fields::kFingerprint);
    if (!store_->data().empty() && fingerprint != options_.fingerprint) {
      return ReasonedError(absl::StatusCode::kFailedPrecondition, "FINGERPRINT_MISMATCH",
                           absl::StrCat("the index was written by schema ", fingerprint,
                                        ", this program writes ", options_.fingerprint));
    }
    segment_count_ = static_cast<int32_t>(store_->segments().size());
    const auto threads = static_cast<size_t>(std::max(options_.threads, 1));
    for (size_t i = 0; i < threads; ++i) {
      shards_.push_back(std::make_unique<IndexShard>(IndexShardOptions{
          .directory = options_.directory,
          .buffer_bytes = static_cast<size_t>(options_.ram_buffer_mb * 1024 * 1024) / threads,
          .next_name = [this] { return store_->NextName(); },
          .next_key = [this] { return next_key_++; }}));
    }
    for (const StoredSegment& segment : store_->segments()) {
      const SegmentKey key = next_key_++;
      catalog_.Add({key, segment});
      RETURN_IF_ERROR(
          ForEachLiveId(options_.directory, segment, [&](absl::string_view id, uint32_t doc) {
            ShardOf(id).AddCommitted(std::string(id), {key, doc});
          }));
    }
    return absl::OkStatus();
  }

  absl::Status Upsert(v1::Trial&& trial) override {
    RETURN_IF_ERROR(CheckDocumentId(trial.id()));
    IndexShard& shard = ShardOf(trial.id());
    shard.Upsert(std::move(trial));
    return absl::OkStatus();
  }

  absl::Status Upsert(v1::PackedTrial&& trial) override {
    RETURN_IF_ERROR(CheckDocumentId(trial.id()));
    IndexShard& shard = ShardOf(trial.id());
    shard.Upsert(std::move(trial));
    return absl::OkStatus();
  }

  absl::Status Delete(absl::string_view id) override {
    ShardOf(id).Delete(std::string(id));
    return absl::OkStatus();
  }

  absl::Status StartCommit(const LogPoint& point) override {
    RETURN_IF_ERROR(FinishCommit());
    if (point.log_id == committed_.log_id && point.position < committed_.position) {
      return absl::InvalidArgumentError(absl::StrCat("a commit at ", point.position,
                                                     " would go back from ", committed_.position));
    }
    for (const auto& shard : shards_) shard->StartFlush();
    committing_ = point;
    committer_.Start([this, point] { return MakeCommit(point); });
    return absl::OkStatus();
  }

  absl::Status FinishCommit() override {
    const absl::Status made = committer_.Finish();
    if (made.ok() && committing_.has_value()) committed_ = *std::move(committing_);
    committing_.reset();
    return made;
  }

  bool CommitIsDone() const override { return committer_.done(); }

  const LogPoint& committed() const override { return committed_; }

  bool HasUncommittedMerge() const override { return merges_.done(); }

  absl::Status Damage() override {
    RETURN_IF_ERROR(merges_.Damage());
    return committer_.done() ? watch_.Check(store_->segments()) : absl::OkStatus();
  }

  absl::Status WaitForMerges() override {
    RETURN_IF_ERROR(FinishCommit());
    return merges_.Wait();
  }

  IndexStatistics Statistics() const override {
    IndexStatistics statistics;
    for (const auto& shard : shards_) statistics.document_count += shard->trial_count();
    statistics.segment_count = segment_count_;
    std::error_code error;
    for (std::filesystem::directory_iterator it(options_.directory, error), end;
         !error && it != end; it.increment(error)) {
      // A file may go between listing and asking.
      std::error_code gone;
      const auto size = it->file_size(gone);
      if (!gone) statistics.bytes += static_cast<int64_t>(size);
    }
    return statistics;
  }

 private:
  // The same for an id, always: its changes have to stay in order.
  IndexShard& ShardOf(absl::string_view id) {
    return *shards_[absl::Hash<absl::string_view>()(id) % shards_.size()];
  }

  // These are of the thread that commits.

  // Commits what the shards were told to flush.
  absl::Status MakeCommit(const LogPoint& point) {
    RETURN_IF_ERROR(FinishFlush());
    InstallMerge();
    RETURN_IF_ERROR(store_->Commit(catalog_.stored(), DataOf(point, options_.fingerprint)));
    catalog_.DropEmpty();
    segment_count_ = static_cast<int32_t>(store_->segments().size());
    StartMerge();
    return absl::OkStatus();
  }

  absl::Status FinishFlush() {
    ShardChanges changes;
    absl::Status status;
    for (const auto& shard : shards_) status.Update(shard->FinishFlush(changes));
    RETURN_IF_ERROR(status);
    for (NewSegment& segment : changes.segments) catalog_.Add(std::move(segment));
    catalog_.Delete(changes.deleted);
    return absl::OkStatus();
  }

  // Takes over the merge that has ended, if one has.
  void InstallMerge() {
    std::optional<FinishedMerge> taken = merges_.Take();
    if (!taken.has_value()) return;
    // The shards may need it for longer than this takes.
    const auto merge = std::make_shared<const FinishedMerge>(*std::move(taken));
    const Catalog::Moves moves = catalog_.Replace(*merge, next_key_++);
    for (const auto& shard : shards_) {
      shard->MoveDocuments([merge, moves](DocLocation& location) { moves.Apply(location); });
    }
  }

  void StartMerge() {
    if (merges_.busy()) return;
    // Each failure of a merge puts the next attempt off for twice as many commits: on a full
    // disk attempts take what room there is left from those who could do with it.
    const int failures = std::min(merges_.failures(), kMostDoublings);
    if (failures > 0 && ++commits_since_failure_ < 1 << failures) return;
    commits_since_failure_ = 0;
    // Inputs that are busy still are those of a merge that failed: they are free again.
    catalog_.ReturnMerge();
    std::vector<NewSegment> inputs = catalog_.TakeMerge(merge_policy_);
    if (!inputs.empty()) merges_.Start({std::move(inputs), store_->NextName()});
  }

  const IndexWriterOptions options_;
  const FileLock lock_;
  MergePolicyOptions merge_policy_;
  std::atomic<SegmentKey> next_key_ = 1;
  std::unique_ptr<SegmentStore> store_;
  FileWatch watch_;
  Catalog catalog_;
  MergeWorker merges_;
  int commits_since_failure_ = 0;
  std::atomic<int32_t> segment_count_ = 0;
  // Their threads use the store.
  std::vector<std::unique_ptr<IndexShard>> shards_;
  LogPoint committed_;
  std::optional<LogPoint> committing_;
  // Last: its thread uses all of the above.
  BackgroundCall committer_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<IndexWriter>> OpenIndexWriter(const IndexWriterOptions& options) {
  RETURN_IF_ERROR(CreateDirectories(options.directory));
  ASSIGN_OR_RETURN(FileLock lock, FileLock::Acquire(absl::StrCat(options.directory, "/", kLock)));
  auto writer = std::make_unique<ShardedIndexWriter>(options, std::move(lock));
  RETURN_IF_ERROR(writer->Open());
  return writer;
}

absl::StatusOr<LogPoint> ReadLogPoint(const std::string& directory) {
  ASSIGN_OR_RETURN(const CommitData data, ReadCommitData(directory));
  return PointOf(data);
}

}  // namespace trialdex
