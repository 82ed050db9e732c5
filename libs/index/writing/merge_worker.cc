#include "libs/index/writing/merge_worker.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

// Segments from here on are written file by file, not collected in memory.
constexpr uint64_t kMaxCompoundBytes = uint64_t{16} << 20;

}  // namespace

MergeWorker::MergeWorker(std::string directory)
    : directory_(std::move(directory)), thread_([this] { Run(); }) {}

MergeWorker::~MergeWorker() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

bool MergeWorker::busy() const {
  absl::MutexLock lock(&mutex_);
  return running_ || due_ != nullptr || finished_ != nullptr;
}

bool MergeWorker::done() const {
  absl::MutexLock lock(&mutex_);
  return finished_ != nullptr;
}

void MergeWorker::Start(MergeJob job) {
  absl::MutexLock lock(&mutex_);
  due_ = std::make_unique<FinishedMerge>();
  due_->job = std::move(job);
}

std::optional<FinishedMerge> MergeWorker::Take() {
  absl::MutexLock lock(&mutex_);
  if (finished_ == nullptr) return std::nullopt;
  std::optional<FinishedMerge> merge = std::move(*finished_);
  finished_.reset();
  return merge;
}

absl::Status MergeWorker::Wait() {
  absl::MutexLock lock(&mutex_);
  const auto idle = [this] {
    mutex_.AssertReaderHeld();
    return !running_ && due_ == nullptr;
  };
  mutex_.Await(absl::Condition(&idle));
  return status_;
}

int MergeWorker::failures() const {
  absl::MutexLock lock(&mutex_);
  return failures_;
}

absl::Status MergeWorker::Damage() const {
  absl::MutexLock lock(&mutex_);
  return damage_;
}

void MergeWorker::Run() {
  while (true) {
    std::unique_ptr<FinishedMerge> merge;
    {
      absl::MutexLock lock(&mutex_);
      const auto ready = [this] {
        mutex_.AssertReaderHeld();
        return stopping_ || due_ != nullptr;
      };
      mutex_.Await(absl::Condition(&ready));
      if (stopping_) return;
      merge = std::exchange(due_, nullptr);
      running_ = true;
    }
    const absl::Status status = Merge(*merge);
    absl::MutexLock lock(&mutex_);
    running_ = false;
    status_ = status;
    failures_ = status.ok() ? 0 : failures_ + 1;
    if (absl::IsDataLoss(status)) damage_ = status;
    if (status.ok()) finished_ = std::move(merge);
  }
}

absl::Status MergeWorker::Merge(FinishedMerge& merge) {
  std::vector<SegmentInput> opened;
  std::vector<MergeInput> inputs;
  uint64_t bytes = 0;
  // Pointers into it are kept.
  opened.reserve(merge.job.inputs.size());
  for (const NewSegment& input : merge.job.inputs) {
    const StoredSegment& stored = input.stored;
    auto segment = SegmentInput::Open(directory_, stored.name, stored.compound, stored.doc_count);
    if (absl::IsNotFound(segment.status())) {
      return absl::DataLossError(segment.status().message());
    }
    RETURN_IF_ERROR(segment.status());
    opened.push_back(*std::move(segment));
    inputs.push_back({&opened.back(), stored.deleted.get()});
    bytes += stored.bytes;
  }
  merge.maps = NumberDocuments(inputs);
  for (const NewSegment& input : merge.job.inputs)
    merge.merged.doc_count += input.stored.live_count();
  merge.merged.name = merge.job.name;
  merge.merged.compound = bytes < kMaxCompoundBytes;
  absl::StatusOr<SegmentOutput> output = merge.merged.compound
                                             ? SegmentOutput::Compound(directory_, merge.job.name)
                                             : SegmentOutput::Apart(directory_, merge.job.name);
  absl::Status status = output.status();
  if (status.ok()) status = MergeSegments(inputs, merge.maps, stopping_, *output);
  if (status.ok()) {
    merge.merged.bytes = output->byte_size();
    return status;
  }
  std::error_code ignored;
  for (const absl::string_view extension : kSegmentExtensions) {
    std::filesystem::remove(absl::StrCat(directory_, "/", merge.job.name, extension), ignored);
  }
  std::filesystem::remove(absl::StrCat(directory_, "/", merge.job.name, ".cfs"), ignored);
  return status;
}

}  // namespace trialdex
