#include "libs/index/writing/background_call.h"

#include <utility>

namespace trialdex {

void BackgroundCall::Start(std::function<absl::Status()> function) {
  {
    absl::MutexLock lock(&mutex_);
    running_ = true;
  }
  executor_.Run([this, function = std::move(function)] {
    absl::Status status = function();
    absl::MutexLock lock(&mutex_);
    status_ = std::move(status);
    running_ = false;
  });
}

bool BackgroundCall::done() const {
  absl::MutexLock lock(&mutex_);
  return !running_;
}

absl::Status BackgroundCall::Finish() {
  absl::MutexLock lock(&mutex_);
  const auto done = [this] {
    mutex_.AssertReaderHeld();
    return !running_;
  };
  mutex_.Await(absl::Condition(&done));
  return std::exchange(status_, absl::OkStatus());
}

}  // namespace trialdex
