#include "libs/intake/sequencer.h"

#include <utility>

namespace trialdex {

Sequencer::Sequencer(TrialLog& log, const Options& options)
    : log_(log), options_(options), thread_([this] { Work(); }) {}

Sequencer::~Sequencer() {
  {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
  }
  thread_.join();
}

std::shared_ptr<Sequencer::Slot> Sequencer::Enqueue(Task task) {
  auto slot = std::make_shared<Slot>();
  slot->task = std::move(task);
  absl::MutexLock lock(&mutex_);
  queued_bytes_ += slot->task.bytes;
  queue_.push_back(slot);
  return slot;
}

void Sequencer::SetReady(const std::shared_ptr<Slot>& slot) {
  absl::MutexLock lock(&mutex_);
  slot->ready = true;
}

void Sequencer::WhenRoom(std::function<void()> room) {
  {
    absl::MutexLock lock(&mutex_);
    if (queued_bytes_ >= options_.max_queued_bytes) {
      waiting_for_room_.push_back(std::move(room));
      return;
    }
  }
  room();
}

void Sequencer::Work() {
  while (true) {
    Group group;
    {
      absl::MutexLock lock(&mutex_);
      const auto due = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
        return queue_.empty() ? closed_ : queue_.front()->ready;
      };
      mutex_.Await(absl::Condition(&due));
      if (queue_.empty()) return;
      group = NextGroup();
    }
    Commit(group);
    // Room first: whoever is answered may submit again from within.
    Release(group);
    for (const auto& slot : group) slot->task.finish(slot->answer);
  }
}

Sequencer::Group Sequencer::NextGroup() {
  Group group;
  size_t bytes = 0;
  while (!queue_.empty() && queue_.front()->ready &&
         (group.empty() || bytes + queue_.front()->task.bytes <= options_.max_commit_bytes)) {
    bytes += queue_.front()->task.bytes;
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return group;
}

void Sequencer::Commit(const Group& group) {
  LogTransaction transaction(log_);
  for (const auto& slot : group) {
    slot->answer = slot->task.apply(transaction);
    if (!absl::IsDataLoss(slot->answer)) continue;
    // It may have left half of its changes behind. Alone, it fails only itself.
    if (group.size() > 1) {
      for (const auto& single : group) Commit({single});
    }
    return;
  }
  const absl::Status committed = log_.Commit(std::move(transaction));
  for (const auto& slot : group) {
    if (slot->answer.ok()) slot->answer = committed;
  }
}

void Sequencer::Release(const Group& group) {
  std::vector<std::function<void()>> room;
  {
    absl::MutexLock lock(&mutex_);
    for (const auto& slot : group) queued_bytes_ -= slot->task.bytes;
    if (queued_bytes_ < options_.max_queued_bytes) room = std::move(waiting_for_room_);
    if (!room.empty()) waiting_for_room_.clear();
  }
  for (const auto& callback : room) callback();
}

}  // namespace trialdex
