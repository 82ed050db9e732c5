#include "tests/benchmark/serving/freshness_probe.h"

#include <algorithm>
#include <utility>

#include "grpcpp/client_context.h"
#include "libs/rpc/channel.h"
#include "tests/benchmark/memory.h"

namespace trialdex {
namespace {

constexpr absl::Duration kBetweenProbes = absl::Milliseconds(20);
constexpr absl::Duration kBetweenLooks = absl::Milliseconds(100);

}  // namespace

struct FreshnessProbe::Call {
  grpc::ClientContext context;
  v1::GetTrialRequest request;
  v1::GetTrialResponse response;
};

FreshnessProbe::FreshnessProbe(const std::string& query_target, std::vector<std::string> pids)
    : stub_(v1::QueryService::NewStub(MakeChannel(query_target))),
      pids_(std::move(pids)),
      watcher_([this] { Watch(); }) {}

FreshnessProbe::~FreshnessProbe() {
  {
    absl::MutexLock lock(&mutex_);
    ending_ = true;
    mutex_.Await(absl::Condition(
        +[](int* calls) { return *calls == 0; }, &under_way_));
  }
  watcher_.join();
}

void FreshnessProbe::Add(const v1::RecordResult& result) {
  if (result.outcome() != v1::RECORD_OUTCOME_ACCEPTED) return;
  {
    absl::MutexLock lock(&mutex_);
    ++seen_.accepted;
    last_accepted_ = std::max(last_accepted_, result.position());
    const absl::Time now = absl::Now();
    if (now < next_probe_) return;
    next_probe_ = now + kBetweenProbes;
    ++under_way_;
  }
  Probe(result);
}

void FreshnessProbe::Probe(const v1::RecordResult& result) {
  const auto call = std::make_shared<Call>();
  call->context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Minutes(1)));
  call->request.set_id(result.trial_id());
  call->request.set_min_position(result.position());
  call->request.mutable_read_mask()->add_paths("id");
  const absl::Time accepted = absl::Now();
  stub_->async()->GetTrial(&call->context, &call->request, &call->response,
                           [this, call, accepted](const grpc::Status& status) {
                             absl::MutexLock lock(&mutex_);
                             if (status.ok()) {
                               seen_.accepted_to_searchable.Add(absl::Now() - accepted);
                             } else {
                               ++seen_.failed;
                             }
                             --under_way_;
                           });
}

uint64_t FreshnessProbe::SearchedPosition() const {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
  v1::GetQueryStatusResponse response;
  return stub_->GetQueryStatus(&context, {}, &response).ok() ? response.position() : 0;
}

void FreshnessProbe::Watch() {
  absl::MutexLock lock(&mutex_);
  while (!mutex_.AwaitWithTimeout(absl::Condition(&ending_), kBetweenLooks)) {
    // What was accepted before is to be searched now.
    const uint64_t accepted = last_accepted_;
    mutex_.Unlock();
    const uint64_t searched = SearchedPosition();
    std::vector<double> anon_mb;
    for (const std::string& pid : pids_) anon_mb.push_back(RssAnonMegabytes(pid));
    mutex_.Lock();
    if (searched < accepted) seen_.max_backlog = std::max(seen_.max_backlog, accepted - searched);
    seen_.max_anon_mb.resize(anon_mb.size());
    for (size_t i = 0; i < anon_mb.size(); ++i) {
      seen_.max_anon_mb[i] = std::max(seen_.max_anon_mb[i], anon_mb[i]);
    }
  }
}

FreshnessSeen FreshnessProbe::Take() {
  uint64_t accepted = 0;
  {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(
        +[](int* calls) { return *calls == 0; }, &under_way_));
    accepted = last_accepted_;
  }
  while (SearchedPosition() < accepted) absl::SleepFor(absl::Milliseconds(10));
  absl::MutexLock lock(&mutex_);
  return std::exchange(seen_, {});
}

}  // namespace trialdex
