#include "tests/benchmark/serving/load_clients.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "libs/base/errors.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"
#include "tests/benchmark/memory.h"

namespace trialdex {
namespace {

// A connection of its own: gRPC would share one among channels that look alike.
std::shared_ptr<grpc::Channel> OwnConnection(const std::string& target) {
  grpc::ChannelArguments arguments = ClientChannelArguments({});
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  auto channel = grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
  AwaitConnection(*channel, absl::Seconds(10));
  return channel;
}

}  // namespace

struct LoadClients::Call {
  grpc::ClientContext context;
  v1::SearchTrialsResponse response;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<v1::SearchTrialsResponse>> reader;
  // When it should have begun, and when it did.
  absl::Time due;
  absl::Time begun;
};

// One Run: begins calls when they are due, takes what is finished.
class LoadClients::Round {
 public:
  Round(LoadClients& clients, const LoadOptions& options)
      : clients_(clients),
        options_(options),
        counts_from_(absl::Now() + options.warm_up),
        end_(counts_from_ + options.length) {
    const absl::Time now = absl::Now();
    for (int i = 0; i < (options.rate > 0 ? 1 : options.clients); ++i) due_.push(now);
  }

  LoadResult Run() {
    GoOnUntil(counts_from_);
    const absl::Time from = absl::Now();
    const double cpu_before = CpuSeconds(options_.server_pid);
    GoOnUntil(end_);
    result_.seconds = absl::ToDoubleSeconds(absl::Now() - from);
    result_.server_cpu_seconds = CpuSeconds(options_.server_pid) - cpu_before;
    result_.begun = begun_in_time_;
    while (under_way_ > 0) TakeFinished(absl::InfiniteFuture());
    return std::move(result_);
  }

 private:
  void GoOnUntil(absl::Time end) {
    for (absl::Time now = absl::Now(); now < end; now = absl::Now()) {
      // Answers that are there come first: where this thread cannot keep up, calls begin later
      // instead of lying about answered.
      while (TakeFinished(absl::UnixEpoch())) {
      }
      BeginDue(now);
      TakeFinished(due_.empty() ? end : std::min(end, due_.top()));
    }
  }

  // Begins some of those that are due.
  void BeginDue(absl::Time now) {
    constexpr int kAtOnce = 16;
    for (int i = 0; i < kAtOnce && !due_.empty() && due_.top() <= now; ++i) {
      const absl::Time due = due_.top();
      due_.pop();
      if (now >= counts_from_) {
        result_.client_lag.Add(now - due);
        ++begun_in_time_;
      }
      // A client may be late; a call at a fixed rate is late for its user.
      Begin(options_.rate > 0 ? due : now);
      if (options_.rate > 0) due_.push(due + absl::Seconds(1 / options_.rate));
    }
  }

  void Begin(absl::Time due) {
    auto call = std::make_unique<Call>();
    call->due = due;
    call->begun = absl::Now();
    call->context.set_deadline(absl::ToChronoTime(call->begun + options_.timeout));
    const ListedQuery& query = clients_.queries_[begun_ % clients_.queries_.size()];
    v1::QueryService::Stub& stub = *clients_.stubs_[begun_ % clients_.stubs_.size()];
    ++begun_;
    ++under_way_;
    call->reader = stub.AsyncSearchTrials(&call->context, query.request, &finished_);
    Call* const tag = call.release();
    tag->reader->Finish(&tag->response, &tag->status, tag);
  }

  // Takes one finished call, which it waits for until `until` at most. False if there is none.
  bool TakeFinished(absl::Time until) {
    void* tag = nullptr;
    bool ok = false;
    if (finished_.AsyncNext(&tag, &ok, absl::ToChronoTime(until)) !=
        grpc::CompletionQueue::GOT_EVENT) {
      return false;
    }
    --under_way_;
    const std::unique_ptr<Call> call(static_cast<Call*>(tag));
    const absl::Time finished = absl::Now();
    const absl::Status status = FromGrpcStatus(call->status);
    // At a fixed rate, those that are still waiting at the end are those that waited long.
    const bool in_time = options_.rate > 0 || finished < end_;
    if (call->due >= counts_from_ && in_time) Count(status, *call, finished);
    if (options_.rate <= 0) {
      due_.push(finished + RetryDelay(status).value_or(absl::ZeroDuration()));
    }
    return true;
  }

  void Count(const absl::Status& status, const Call& call, absl::Time finished) {
    if (status.ok()) {
      result_.answered.Add(finished - call.due);
      result_.answered_since_begun.Add(finished - call.begun);
    } else if (absl::IsResourceExhausted(status)) {
      result_.refused.Add(finished - call.begun);
    } else {
      ++result_.errors[absl::StatusCodeToString(status.code())];
    }
  }

  LoadClients& clients_;
  const LoadOptions& options_;
  const absl::Time counts_from_;
  const absl::Time end_;
  // When calls begin, the next on top.
  std::priority_queue<absl::Time, std::vector<absl::Time>, std::greater<absl::Time>> due_;
  size_t begun_ = 0;
  int64_t begun_in_time_ = 0;
  int under_way_ = 0;
  grpc::CompletionQueue finished_;
  LoadResult result_;
};

LoadClients::LoadClients(const std::string& target, int channels,
                         const std::vector<ListedQuery>& queries)
    : queries_(queries) {
  for (int i = 0; i < std::max(channels, 1); ++i) {
    stubs_.push_back(v1::QueryService::NewStub(OwnConnection(target)));
  }
}

LoadClients::~LoadClients() = default;

LoadResult LoadClients::Run(const LoadOptions& options) { return Round(*this, options).Run(); }

}  // namespace trialdex
