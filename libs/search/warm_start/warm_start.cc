#include "libs/search/warm_start/warm_start.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"
#include "libs/base/thread_priority.h"
#include "trialdex/storage/v1/asked_searches.pb.h"

namespace trialdex {
namespace {

// Twice what the longest searches take.
constexpr size_t kMostBytes = size_t{1} << 20;

// Of one search that is asked again: who stops waits for it.
constexpr int64_t kTimeLimitSeconds = 1;

}  // namespace

WarmStart::WarmStart(SearchEngine& engine, AskedSearches& asked, WarmStartOptions options,
                     WarmStartEvents events)
    : engine_(engine),
      asked_(asked),
      options_(std::move(options)),
      events_(std::move(events)),
      path_(options_.directory + "/asked_searches") {}

WarmStart::~WarmStart() { Stop(); }

absl::Status WarmStart::Read() {
  const absl::StatusOr<std::string> bytes = ReadFile(path_);
  if (absl::IsNotFound(bytes.status())) return absl::OkStatus();
  RETURN_IF_ERROR(bytes.status());
  storage::v1::AskedSearches searches;
  if (bytes->size() > kMostBytes || !searches.ParseFromString(*bytes)) {
    return absl::DataLossError(absl::StrCat(path_, " does not hold searches"));
  }
  for (auto search = searches.searches().rbegin(); search != searches.searches().rend(); ++search) {
    asked_.Add(*search);
  }
  read_ = asked_.Get();
  written_ = asked_.changes();
  return absl::OkStatus();
}

void WarmStart::Start() {
  thread_ = std::thread([this] { Run(); });
}

void WarmStart::Begin() {
  absl::MutexLock lock(&mutex_);
  may_begin_ = true;
}

void WarmStart::Stop() {
  if (!thread_.joinable()) return;
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
  WriteNews();
}

bool WarmStart::stopping() const {
  absl::MutexLock lock(&mutex_);
  return stopping_;
}

void WarmStart::Run() {
  YieldToOtherThreads();
  {
    absl::MutexLock lock(&mutex_);
    const auto may_go_on = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return may_begin_ || stopping_;
    };
    mutex_.Await(absl::Condition(&may_go_on));
  }
  AskAgain();
  while (!stopping()) {
    {
      absl::MutexLock lock(&mutex_);
      mutex_.AwaitWithTimeout(absl::Condition(&stopping_), options_.write_interval);
    }
    WriteNews();
  }
}

void WarmStart::AskAgain() {
  if (read_.empty()) return;
  size_t count = 0;
  for (v1::SearchTrialsRequest& search : read_) {
    if (stopping()) return;
    search.mutable_time_limit()->set_seconds(kTimeLimitSeconds);
    search.set_page_size(1);
    search.set_view(v1::TRIAL_VIEW_ID);
    // What was a search for the last version may be none for this one.
    if (engine_.MakeReady(search).ok()) ++count;
  }
  events_.warm(count);
}

void WarmStart::WriteNews() {
  const uint64_t changes = asked_.changes();
  if (changes == written_) return;
  storage::v1::AskedSearches searches;
  for (v1::SearchTrialsRequest& search : asked_.Get()) {
    *searches.add_searches() = std::move(search);
  }
  const auto write = [&]() -> absl::Status {
    RETURN_IF_ERROR(CreateDirectories(options_.directory));
    return WriteFileDurably(path_, searches.SerializeAsString());
  };
  const absl::Status status = write();
  if (status.ok()) written_ = changes;
  events_.written(status);
}

}  // namespace trialdex
