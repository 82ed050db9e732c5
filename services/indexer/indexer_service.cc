#include "services/indexer/indexer_service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/list_page.h"
#include "libs/base/status_macros.h"
#include "libs/base/version.h"
#include "libs/rpc/status.h"

namespace trialdex {
namespace {

// What page tokens of poison entries are bound to.
constexpr absl::string_view kPoisonList = "poison_entries";

// Waits look this often whether the caller is still there.
constexpr absl::Duration kSlice = absl::Seconds(1);
constexpr absl::Duration kProgressInterval = absl::Seconds(1);

grpc::ServerUnaryReactor* Answer(grpc::CallbackServerContext* context, const absl::Status& status) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(ToGrpcStatus(status));
  return reactor;
}

absl::Status ListPoison(const IndexerState& state, const v1::ListPoisonEntriesRequest& request,
                        v1::ListPoisonEntriesResponse& response) {
  ASSIGN_OR_RETURN(const size_t size,
                   ReadRequestLimit("page_size", request.page_size(), kListPageSize));
  ASSIGN_OR_RETURN(const std::string last, ReadListToken(kPoisonList, request.page_token()));
  uint64_t after_position = 0;
  if (!last.empty() && !absl::SimpleAtoi(last, &after_position)) return TokenMismatch();
  // One more tells whether there is another page.
  std::vector<v1::PoisonEntry> entries = state.ListPoison(after_position, size + 1);
  if (entries.size() > size) {
    entries.pop_back();
    response.set_next_page_token(
        MakeListToken(kPoisonList, absl::StrCat(entries.back().position())));
  }
  for (v1::PoisonEntry& entry : entries) *response.add_entries() = std::move(entry);
  return absl::OkStatus();
}

absl::Status Flush(IndexerState& state, const grpc::CallbackServerContext& context,
                   const v1::FlushIndexRequest& request, v1::FlushIndexResponse& response) {
  const absl::Time deadline = absl::FromChrono(context.deadline());
  const uint64_t position =
      request.position() == 0 ? state.Status().log_position() : request.position();
  while (true) {
    const auto committed = state.Flush(position, std::min(deadline, absl::Now() + kSlice));
    if (committed.ok()) {
      response.set_committed_position(*committed);
      return absl::OkStatus();
    }
    const bool over = absl::Now() >= deadline || context.IsCancelled();
    if (over || !absl::IsDeadlineExceeded(committed.status())) return committed.status();
  }
}

// Streams the progress of one rebuild from a thread that may wait.
class RebuildStream final : public grpc::ServerWriteReactor<v1::RebuildIndexResponse> {
 public:
  RebuildStream(IndexerState& state, Executor& executor) : state_(state) {
    const auto number = state.StartRebuild();
    if (!number.ok()) {
      Finish(ToGrpcStatus(number.status()));
      return;
    }
    executor.Run([this, rebuild = *number] { Finish(ToGrpcStatus(Stream(rebuild))); });
  }

  void OnWriteDone(bool ok) override {
    absl::MutexLock lock(&mutex_);
    writing_ = false;
    gone_ = gone_ || !ok;
  }
  void OnCancel() override {
    absl::MutexLock lock(&mutex_);
    gone_ = true;
  }
  void OnDone() override { delete this; }

 private:
  absl::Status Stream(uint64_t rebuild) {
    while (true) {
      ASSIGN_OR_RETURN(*response_.mutable_progress(),
                       state_.WaitForRebuild(rebuild, kProgressInterval));
      {
        absl::MutexLock lock(&mutex_);
        if (gone_) return absl::CancelledError("the caller has gone; the rebuild goes on");
        writing_ = true;
      }
      StartWrite(&response_);
      absl::MutexLock lock(&mutex_);
      const auto written = [this] {
        mutex_.AssertReaderHeld();
        return !writing_;
      };
      mutex_.Await(absl::Condition(&written));
      if (response_.progress().done()) return absl::OkStatus();
    }
  }

  IndexerState& state_;
  v1::RebuildIndexResponse response_;
  absl::Mutex mutex_;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool gone_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace

grpc::ServerUnaryReactor* IndexerService::GetIndexerStatus(grpc::CallbackServerContext* context,
                                                           const v1::GetIndexerStatusRequest*,
                                                           v1::GetIndexerStatusResponse* response) {
  *response = state_.Status();
  const absl::string_view version = ProgramVersion();
  response->set_version(version.data(), version.size());
  return Answer(context, absl::OkStatus());
}

grpc::ServerUnaryReactor* IndexerService::FlushIndex(grpc::CallbackServerContext* context,
                                                     const v1::FlushIndexRequest* request,
                                                     v1::FlushIndexResponse* response) {
  return waiting_.Run(context, [=, this] { return Flush(state_, *context, *request, *response); });
}

grpc::ServerWriteReactor<v1::RebuildIndexResponse>* IndexerService::RebuildIndex(
    grpc::CallbackServerContext*, const v1::RebuildIndexRequest*) {
  return new RebuildStream(state_, streams_);  // Deletes itself when the call is over.
}

grpc::ServerUnaryReactor* IndexerService::ListPoisonEntries(
    grpc::CallbackServerContext* context, const v1::ListPoisonEntriesRequest* request,
    v1::ListPoisonEntriesResponse* response) {
  return Answer(context, ListPoison(state_, *request, *response));
}

grpc::ServerUnaryReactor* IndexerService::RetryPoisonEntry(
    grpc::CallbackServerContext* context, const v1::RetryPoisonEntryRequest* request,
    v1::RetryPoisonEntryResponse*) {
  return waiting_.Run(context, [=, this] {
    return state_.RetryPoison(request->position(), absl::FromChrono(context->deadline()));
  });
}

}  // namespace trialdex
