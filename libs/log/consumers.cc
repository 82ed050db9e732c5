#include "libs/log/consumers.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"
#include "libs/log/log_reading.h"
#include "libs/log/resource_name.h"
#include "trialdex/storage/v1/log_storage.pb.h"

namespace trialdex {

absl::StatusOr<std::unique_ptr<Consumers>> Consumers::Load(LogStore& store, const Clock& clock) {
  std::unique_ptr<Consumers> consumers(new Consumers(store, clock));
  absl::MutexLock lock(&consumers->mutex_);
  const auto cursor = store.Seek(Table::kConsumers, "");
  for (; cursor->Valid(); cursor->Next()) {
    storage::v1::ConsumerState state;
    RETURN_IF_ERROR(ParseStored(Table::kConsumers, cursor->value(), state));
    Consumer& consumer = consumers->consumers_[std::string(cursor->key())];
    consumer.published = state.published_position();
    consumer.update_time = FromTimestamp(state.update_time());
    consumer.seen_time = std::max(consumer.update_time, FromTimestamp(state.seen_time()));
    consumer.waiters->Advance(state.published_position());
  }
  RETURN_IF_ERROR(cursor->status());
  return consumers;
}

absl::StatusOr<Consumers::Ticket> Consumers::Connect(const std::string& consumer) {
  RETURN_IF_ERROR(CheckResourceName("consumer", consumer));
  absl::MutexLock lock(&mutex_);
  Consumer& entry = consumers_[consumer];
  entry.connected = true;
  return Ticket{consumer, ++entry.epoch};
}

void Consumers::Disconnect(const Ticket& ticket) {
  absl::MutexLock lock(&mutex_);
  if (!CheckLocked(ticket).ok()) return;
  Consumer& consumer = consumers_[ticket.consumer];
  consumer.connected = false;
  if (consumer.update_time == absl::InfinitePast()) return;
  consumer.seen_time = clock_.Now();
  // Only for people to read, who are told of its last report otherwise.
  Store(ticket.consumer, consumer).IgnoreError();
}

absl::Status Consumers::Store(const std::string& name, const Consumer& consumer) {
  storage::v1::ConsumerState state;
  state.set_published_position(consumer.published);
  *state.mutable_update_time() = ToTimestamp(consumer.update_time);
  *state.mutable_seen_time() = ToTimestamp(consumer.seen_time);
  return store_.Write({{Table::kConsumers, name, state.SerializeAsString()}}, /*sync=*/false);
}

absl::Status Consumers::Delete(const std::string& consumer) {
  absl::MutexLock lock(&mutex_);
  const auto found = consumers_.find(consumer);
  if (found != consumers_.end() && found->second.connected) {
    return ReasonedError(absl::StatusCode::kFailedPrecondition, "CONSUMER_CONNECTED",
                         absl::StrCat("consumer '", consumer, "' is connected"));
  }
  if (found == consumers_.end() || found->second.update_time == absl::InfinitePast()) {
    return absl::NotFoundError(absl::StrCat("there is no consumer '", consumer, "'"));
  }
  RETURN_IF_ERROR(store_.Write({{Table::kConsumers, consumer, std::nullopt}}, /*sync=*/true));
  Consumer& entry = found->second;
  entry.published = 0;
  entry.update_time = entry.seen_time = absl::InfinitePast();
  entry.waiters->Reset(0);
  return absl::OkStatus();
}

absl::Status Consumers::CheckLocked(const Ticket& ticket) const {
  const auto found = consumers_.find(ticket.consumer);
  if (found != consumers_.end() && found->second.epoch == ticket.epoch) return absl::OkStatus();
  return ReasonedError(
      absl::StatusCode::kAborted, "CONSUMER_FENCED",
      absl::StrCat("another reader has taken over the consumer name '", ticket.consumer, "'"));
}

absl::Status Consumers::Check(const Ticket& ticket) const {
  absl::MutexLock lock(&mutex_);
  return CheckLocked(ticket);
}

absl::Status Consumers::Publish(const Ticket& ticket, uint64_t position, uint64_t last_position) {
  if (position > last_position) {
    return ReasonedError(absl::StatusCode::kOutOfRange, "POSITION_BEYOND_END",
                         absl::StrCat("published position ", position,
                                      " is beyond the end of the log, ", last_position),
                         {{"last_position", absl::StrCat(last_position)}});
  }
  PositionWaiters* waiters;
  {
    absl::MutexLock lock(&mutex_);
    RETURN_IF_ERROR(CheckLocked(ticket));
    Consumer& consumer = consumers_[ticket.consumer];
    const uint64_t before = std::exchange(consumer.published, position);
    consumer.update_time = consumer.seen_time = clock_.Now();
    if (before != position) {
      if (const absl::Status stored = Store(ticket.consumer, consumer); !stored.ok()) {
        consumer.published = before;
        return stored;
      }
    }
    // Lower than before: it has started over, and what it had is gone.
    if (position < before) consumer.waiters->Reset(position);
    waiters = consumer.waiters.get();
  }
  waiters->Advance(position);
  return absl::OkStatus();
}

PositionWaiters::WaitId Consumers::WhenPublished(const std::string& consumer, uint64_t position,
                                                 std::function<void()> published) {
  return Waiters(consumer).WhenReached(position, std::move(published));
}

bool Consumers::CancelWait(const std::string& consumer, PositionWaiters::WaitId id) {
  return Waiters(consumer).Cancel(id);
}

PositionWaiters& Consumers::Waiters(const std::string& consumer) {
  absl::MutexLock lock(&mutex_);
  return *consumers_[consumer].waiters;
}

std::vector<v1::ConsumerStatus> Consumers::List(uint64_t last_position) const {
  absl::MutexLock lock(&mutex_);
  std::vector<v1::ConsumerStatus> list;
  for (const auto& [name, consumer] : consumers_) {
    // Only waited for, never seen.
    if (consumer.update_time == absl::InfinitePast() && !consumer.connected) continue;
    v1::ConsumerStatus& status = list.emplace_back();
    status.set_consumer(name);
    status.set_published_position(consumer.published);
    status.set_lag_entries(last_position - std::min(last_position, consumer.published));
    status.set_connected(consumer.connected);
    if (consumer.update_time != absl::InfinitePast()) {
      *status.mutable_update_time() = ToTimestamp(consumer.update_time);
      const absl::Time seen = consumer.connected ? clock_.Now() : consumer.seen_time;
      *status.mutable_seen_time() = ToTimestamp(seen);
    }
  }
  return list;
}

}  // namespace trialdex
