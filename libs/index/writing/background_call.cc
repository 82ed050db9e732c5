#include "libs/index/writing/background_call.h"

#include <utility>

namespace trialdex {

BackgroundCall::BackgroundCall() : thread_([this] { Run(); }) {}

BackgroundCall::~BackgroundCall() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

void BackgroundCall::Start(Function function) {
  absl::MutexLock lock(&mutex_);
  function_ = std::move(function);
}

bool BackgroundCall::done() const {
  absl::MutexLock lock(&mutex_);
  return function_ == nullptr;
}

absl::Status BackgroundCall::Finish() {
  absl::MutexLock lock(&mutex_);
  const auto done = [this] {
    mutex_.AssertReaderHeld();
    return function_ == nullptr;
  };
  mutex_.Await(absl::Condition(&done));
  return std::exchange(status_, absl::OkStatus());
}

void BackgroundCall::Run() {
  while (true) {
    Function function;
    {
      absl::MutexLock lock(&mutex_);
      const auto ready = [this] {
        mutex_.AssertReaderHeld();
        return stopping_ || function_ != nullptr;
      };
      mutex_.Await(absl::Condition(&ready));
      if (function_ == nullptr) return;
      function = function_;
    }
    absl::Status status = function();
    absl::MutexLock lock(&mutex_);
    status_ = std::move(status);
    function_ = nullptr;
  }
}

}  // namespace trialdex
