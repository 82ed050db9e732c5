#include "libs/index/writing/index_shard.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/compression.h"
#include "libs/base/status_macros.h"
#include "libs/index/writing/write_postings.h"

namespace trialdex {

IndexShard::IndexShard(IndexShardOptions options)
    : options_(std::move(options)),
      key_(options_.next_key()),
      output_(SegmentOutput::Compound(options_.directory, options_.next_name())),
      thread_([this] { Run(); }) {}

IndexShard::~IndexShard() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

void IndexShard::Upsert(v1::Trial trial) {
  const size_t bytes = trial.ByteSizeLong();
  Push(std::move(trial), bytes);
}

void IndexShard::Upsert(v1::PackedTrial trial) {
  const size_t bytes = trial.ByteSizeLong();
  Push(std::move(trial), bytes);
}

void IndexShard::Delete(std::string id) {
  const size_t bytes = id.size();
  Push(std::move(id), bytes);
}

void IndexShard::StartFlush() {
  {
    absl::MutexLock lock(&mutex_);
    flushing_ = true;
  }
  Push(Flush{}, 0);
}

absl::Status IndexShard::FinishFlush(ShardChanges& changes) {
  const auto flushed = [this] {
    mutex_.AssertReaderHeld();
    return !flushing_;
  };
  Flushed result;
  {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(&flushed));
    result = std::exchange(flushed_, {});
  }
  RETURN_IF_ERROR(result.status);
  RETURN_IF_ERROR(Sync(result.unsynced));
  ShardChanges& own = result.changes;
  for (NewSegment& segment : own.segments) changes.segments.push_back(std::move(segment));
  changes.deleted.insert(changes.deleted.end(), own.deleted.begin(), own.deleted.end());
  return absl::OkStatus();
}

void IndexShard::MoveDocuments(std::function<void(DocLocation&)> move) { Push(std::move(move), 0); }

void IndexShard::Push(Task task, size_t bytes) {
  absl::MutexLock lock(&mutex_);
  if (queued_bytes_ >= options_.queue_bytes) {
    // Not for the first place that is free: the threads would take turns at every trial.
    const auto has_room = [this] {
      mutex_.AssertReaderHeld();
      return queued_bytes_ < options_.queue_bytes / 2;
    };
    mutex_.Await(absl::Condition(&has_room));
  }
  tasks_.push_back({std::move(task), bytes});
  queued_bytes_ += bytes;
}

void IndexShard::Run() {
  while (true) {
    QueuedTask next;
    {
      absl::MutexLock lock(&mutex_);
      const auto ready = [this] {
        mutex_.AssertReaderHeld();
        return stopping_ || !tasks_.empty();
      };
      mutex_.Await(absl::Condition(&ready));
      if (stopping_) return;
      next = std::move(tasks_.front());
      tasks_.pop_front();
      queued_bytes_ -= next.bytes;
    }
    // After an error nothing is done any more, but everybody is answered.
    if (status_.ok()) status_ = Do(next.task);
    if (std::holds_alternative<Flush>(next.task)) {
      Flushed flushed = TakeFlushed();
      absl::MutexLock lock(&mutex_);
      flushed_ = std::move(flushed);
      flushing_ = false;
    }
  }
}

absl::Status IndexShard::Do(Task& task) {
  if (const auto* packed = std::get_if<v1::PackedTrial>(&task)) return IndexPacked(*packed);
  if (const auto* trial = std::get_if<v1::Trial>(&task)) {
    return IndexTrial(*trial, encoder_.Encode(*trial));
  }
  if (const auto* id = std::get_if<std::string>(&task)) {
    if (const auto found = ids_.find(*id); found != ids_.end()) {
      Forget(found->second);
      ids_.erase(found);
      trial_count_ = static_cast<int64_t>(ids_.size());
    }
    return absl::OkStatus();
  }
  if (const auto* move = std::get_if<Move>(&task)) {
    for (auto& [id, location] : ids_) (*move)(location);
    for (DocLocation& location : changes_.deleted) (*move)(location);
    return absl::OkStatus();
  }
  return WriteSegment();
}

IndexShard::Flushed IndexShard::TakeFlushed() {
  return {std::exchange(changes_, {}), std::exchange(unsynced_, std::nullopt), status_};
}

absl::Status IndexShard::IndexPacked(const v1::PackedTrial& packed) {
  arena_.Reset();
  auto* const trial = google::protobuf::Arena::CreateMessage<v1::Trial>(&arena_);
  RETURN_IF_ERROR(DecompressMessage(packed.frames(), *trial));
  if (trial->id() != packed.id()) {
    return absl::DataLossError(
        absl::StrCat("what was packed as trial ", packed.id(), " is trial '", trial->id(), "'"));
  }
  return IndexTrial(*trial, packed.frames());
}

absl::Status IndexShard::IndexTrial(const v1::Trial& trial, absl::string_view stored) {
  const uint32_t doc = buffer_.doc_count();
  builder_.Add(trial, stored, buffer_, output_);
  const auto [found, added] = ids_.try_emplace(trial.id());
  if (!added) Forget(found->second);
  found->second = {key_, doc};
  trial_count_ = static_cast<int64_t>(ids_.size());
  const size_t bytes = buffer_.byte_size() + output_.file(SegmentFile::kStored).size();
  return bytes < options_.buffer_bytes ? absl::OkStatus() : WriteSegment();
}

void IndexShard::Forget(DocLocation location) {
  if (location.segment == key_) {
    deleted_in_buffer_.push_back(location.doc);
  } else {
    changes_.deleted.push_back(location);
  }
}

absl::Status IndexShard::WriteSegment() {
  if (buffer_.doc_count() == 0) return absl::OkStatus();
  WritePostings(buffer_, output_);
  RETURN_IF_ERROR(Sync(unsynced_));
  RETURN_IF_ERROR(output_.Write());
  NewSegment segment;
  segment.key = key_;
  segment.stored.name = output_.name();
  segment.stored.doc_count = buffer_.doc_count();
  segment.stored.compound = output_.compound();
  segment.stored.bytes = output_.byte_size();
  if (!deleted_in_buffer_.empty()) {
    auto deleted = std::make_shared<DocSet>(buffer_.doc_count());
    for (const uint32_t doc : deleted_in_buffer_) deleted->Add(doc);
    segment.stored.deleted = std::move(deleted);
  }
  changes_.segments.push_back(std::move(segment));
  buffer_.Clear();
  deleted_in_buffer_.clear();
  key_ = options_.next_key();
  SegmentOutput next = SegmentOutput::CompoundAfter(output_, options_.next_name());
  unsynced_ = std::exchange(output_, std::move(next));
  return absl::OkStatus();
}

absl::Status IndexShard::Sync(std::optional<SegmentOutput>& segment) {
  if (!segment.has_value()) return absl::OkStatus();
  const absl::Status status = segment->Sync();
  segment.reset();
  return status;
}

}  // namespace trialdex
