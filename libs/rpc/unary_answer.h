// A unary call that is answered later, by somebody else's thread.
#ifndef TRIALDEX_LIBS_RPC_UNARY_ANSWER_H_
#define TRIALDEX_LIBS_RPC_UNARY_ANSWER_H_

#include <functional>
#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/support/server_callback.h"
#include "libs/rpc/status.h"

namespace trialdex {

// The answer to come. Handlers return `reactor()` and hand the shared pointer to
// whoever will know the answer. A caller that goes away first ends the call; an
// answer that comes after that is dropped. Thread-safe.
template <typename Response>
class UnaryAnswer {
 public:
  // `response` is the handler's.
  static std::shared_ptr<UnaryAnswer> Make(Response* response) {
    std::shared_ptr<UnaryAnswer> answer(new UnaryAnswer(response));
    answer->reactor_ = new Reactor(answer);
    return answer;
  }

  // To be returned from the handler, before or after Answer.
  grpc::ServerUnaryReactor* reactor() const { return reactor_; }

  // True if the call has ended: work for its answer would be in vain.
  bool Ended() {
    absl::MutexLock lock(&mutex_);
    return response_ == nullptr;
  }

  // Ends the call. Only the first answer counts.
  void Answer(absl::StatusOr<Response> response) {
    absl::MutexLock lock(&mutex_);
    if (response_ == nullptr) return;
    if (response.ok()) *response_ = *std::move(response);
    response_ = nullptr;
    on_cancel_ = nullptr;
    reactor_->Finish(ToGrpcStatus(response.status()));
  }

  // Runs `on_cancel` if the caller goes away before the answer: at once if it
  // has already. For whatever would otherwise go on for nobody.
  void OnCancel(std::function<void()> on_cancel) {
    {
      absl::MutexLock lock(&mutex_);
      if (response_ != nullptr) {
        on_cancel_ = std::move(on_cancel);
        return;
      }
      if (!cancelled_) return;
    }
    on_cancel();
  }

 private:
  // Belongs to gRPC from the time the handler returns it until OnDone.
  class Reactor final : public grpc::ServerUnaryReactor {
   public:
    explicit Reactor(std::shared_ptr<UnaryAnswer> answer) : answer_(std::move(answer)) {}
    void OnCancel() override { answer_->Cancel(); }
    void OnDone() override { delete this; }

   private:
    const std::shared_ptr<UnaryAnswer> answer_;
  };

  explicit UnaryAnswer(Response* response) : response_(response) {}

  void Cancel() {
    std::function<void()> on_cancel;
    {
      absl::MutexLock lock(&mutex_);
      cancelled_ = true;
      on_cancel = std::move(on_cancel_);
    }
    Answer(absl::CancelledError("the caller no longer waits"));
    if (on_cancel) on_cancel();
  }

  absl::Mutex mutex_;
  // Null once the call has ended: gRPC may have freed it.
  Response* response_ ABSL_GUARDED_BY(mutex_);
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
  std::function<void()> on_cancel_ ABSL_GUARDED_BY(mutex_);
  Reactor* reactor_ = nullptr;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_UNARY_ANSWER_H_
