#include "libs/projection/indexer_state.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"

namespace trialdex {
namespace {

absl::Status Closed() { return absl::UnavailableError("the indexer is stopping"); }

}  // namespace

v1::GetIndexerStatusResponse IndexerState::Status() const {
  absl::MutexLock lock(&mutex_);
  return status_;
}

absl::StatusOr<uint64_t> IndexerState::Flush(uint64_t position, absl::Time deadline) {
  absl::MutexLock lock(&mutex_);
  if (position == 0) position = status_.log_position();
  requests_.flush = true;
  const auto committed = [&] {
    mutex_.AssertReaderHeld();
    return closed_ || status_.committed_position() >= position;
  };
  const bool in_time = mutex_.AwaitWithDeadline(absl::Condition(&committed), deadline);
  if (status_.committed_position() >= position) return status_.committed_position();
  if (!in_time) {
    return absl::DeadlineExceededError(absl::StrCat(
        "position ", position, " is not committed yet: ", status_.committed_position(), " is"));
  }
  return Closed();
}

absl::StatusOr<uint64_t> IndexerState::StartRebuild() {
  absl::MutexLock lock(&mutex_);
  if (closed_) return Closed();
  if (requests_.rebuild || status_.has_rebuild()) {
    return ReasonedError(absl::StatusCode::kFailedPrecondition, "REBUILD_RUNNING",
                         "an index is being built already");
  }
  requests_.rebuild = true;
  return builds_done_ + 1;
}

absl::StatusOr<v1::RebuildProgress> IndexerState::WaitForRebuild(uint64_t number,
                                                                 absl::Duration timeout) {
  absl::MutexLock lock(&mutex_);
  const auto done = [&] {
    mutex_.AssertReaderHeld();
    return closed_ || builds_done_ >= number;
  };
  mutex_.AwaitWithTimeout(absl::Condition(&done), timeout);
  if (builds_done_ >= number) return last_build_;
  if (closed_) return Closed();
  return status_.rebuild();
}

std::vector<v1::PoisonEntry> IndexerState::ListPoison(uint64_t after_position, size_t limit) const {
  absl::MutexLock lock(&mutex_);
  if (poison_ == nullptr) return {};
  return poison_->List(after_position, limit);
}

absl::Status IndexerState::RetryPoison(uint64_t position, absl::Time deadline) {
  auto retry = std::make_shared<Retry>(Retry{.position = position});
  absl::MutexLock lock(&mutex_);
  if (closed_) return Closed();
  requests_.retries.push_back(retry);
  const auto answered = [&] {
    mutex_.AssertReaderHeld();
    return closed_ || retry->answer.has_value();
  };
  if (!mutex_.AwaitWithDeadline(absl::Condition(&answered), deadline)) {
    return absl::DeadlineExceededError("the entry was not tried in time");
  }
  return retry->answer.has_value() ? *retry->answer : Closed();
}

bool IndexerState::HasRequests() const {
  return requests_.flush || requests_.rebuild || !requests_.retries.empty();
}

IndexerState::Requests IndexerState::TakeRequests() {
  absl::MutexLock lock(&mutex_);
  return std::exchange(requests_, {});
}

void IndexerState::WaitForRequest(absl::Duration timeout) {
  absl::MutexLock lock(&mutex_);
  const auto asked = [this] {
    mutex_.AssertReaderHeld();
    return closed_ || HasRequests();
  };
  mutex_.AwaitWithTimeout(absl::Condition(&asked), timeout);
}

void IndexerState::Answer(Retry& retry, absl::Status status) {
  absl::MutexLock lock(&mutex_);
  retry.answer = std::move(status);
}

void IndexerState::Show(v1::GetIndexerStatusResponse status, std::shared_ptr<PoisonStore> poison) {
  absl::MutexLock lock(&mutex_);
  status_ = std::move(status);
  poison_ = std::move(poison);
}

void IndexerState::ShowBuildDone(const v1::RebuildProgress& progress) {
  absl::MutexLock lock(&mutex_);
  ++builds_done_;
  last_build_ = progress;
}

void IndexerState::Close() {
  absl::MutexLock lock(&mutex_);
  closed_ = true;
}

}  // namespace trialdex
