#include "services/trialctl/output/silence_watch.h"

#include <cstdio>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace trialdex {
namespace {

// Longer than a commit takes, and than a service that is started again is away.
constexpr absl::Duration kSilence = absl::Seconds(2);

// What the status of ingest says about why it reads no more.
std::string WhyItWaits(const v1::GetIngestStatusResponse& status) {
  for (const v1::ConsumerStatus& consumer : status.consumers()) {
    if (consumer.consumer() != "indexer") continue;
    return absl::StrCat("the index is ", consumer.lag_entries(), " entries behind",
                        consumer.connected() ? "" : ", and the indexer is not connected");
  }
  return "no indexer has ever been connected";
}

}  // namespace

SilenceWatch::SilenceWatch(const Session& session, std::function<std::optional<int64_t>()> answered)
    : session_(session.Within(kSilence)),
      answered_(std::move(answered)),
      thread_([this] { Run(); }) {}

SilenceWatch::~SilenceWatch() {
  {
    absl::MutexLock lock(&mutex_);
    ended_ = true;
  }
  thread_.join();
}

void SilenceWatch::Run() {
  std::optional<int64_t> last;
  bool explained = false;
  absl::MutexLock lock(&mutex_);
  while (!mutex_.AwaitWithTimeout(absl::Condition(&ended_), kSilence)) {
    const std::optional<int64_t> answered = answered_();
    if (!answered.has_value() || answered != last) {
      last = answered;
      explained = false;
    } else if (!std::exchange(explained, true)) {
      Explain();
    }
  }
}

void SilenceWatch::Explain() const {
  v1::GetIngestStatusResponse status;
  const absl::Status asked =
      session_.Call(*session_.Ingest(), &v1::IngestService::Stub::GetIngestStatus,
                    v1::GetIngestStatusRequest(), status);
  const std::string why = asked.ok() ? WhyItWaits(status) : std::string(asked.message());
  std::fprintf(stderr, "waiting for ingest: %s\n", why.c_str());
}

}  // namespace trialdex
