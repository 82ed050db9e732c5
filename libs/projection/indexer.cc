#include "libs/projection/indexer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/is_due.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"

namespace trialdex {
namespace {

// Between attempts to open what could not be opened.
constexpr absl::Duration kRetryDelay = absl::Seconds(1);
// An index that opens at none of them is damaged, whatever the error says.
constexpr int kMaxReopens = 3;
// Somebody may delete the live index at any time.
constexpr absl::Duration kCheckInterval = absl::Seconds(1);
// What one of two indexes waits for the log, so that the other is not held up.
constexpr absl::Duration kSharedWait = absl::Milliseconds(5);

// For the log: without the details, which are bytes of protobuf.
std::string WithoutDetails(const absl::Status& status) {
  return status.ToString(absl::StatusToStringMode::kWithNoExtraData);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Indexer>> Indexer::Open(const IndexerOptions& options, Feed& feed,
                                                       IndexOpener opener, const Clock& clock,
                                                       Logger& log) {
  ASSIGN_OR_RETURN(auto directory, IndexDirectory::Open(options.root));
  std::unique_ptr<Indexer> indexer(
      new Indexer(options, feed, std::move(opener), clock, log, std::move(directory)));
  RETURN_IF_ERROR(indexer->directory_->RemoveAllButCurrent());
  indexer->FindLive();
  indexer->Show();
  return indexer;
}

Indexer::Indexer(const IndexerOptions& options, Feed& feed, IndexOpener opener, const Clock& clock,
                 Logger& log, std::unique_ptr<IndexDirectory> directory)
    : options_(options),
      feed_(feed),
      opener_(std::move(opener)),
      clock_(clock),
      log_(log),
      directory_(std::move(directory)) {}

void Indexer::Step(absl::Duration max_wait) {
  DoRequests();
  const bool both = live_ != nullptr && (build_ != nullptr || build_wanted_);
  const bool live_worked = StepLive(both ? std::min(max_wait, kSharedWait) : max_wait);
  const bool build_worked = StepBuild(both ? std::min(max_wait, kSharedWait) : max_wait);
  if (build_ != nullptr && BuildHasCaughtUp()) {
    if (const absl::Status swapped = SwapIn(); !swapped.ok()) {
      log_.Error("cannot swap the new index in", {{"error", WithoutDetails(swapped)}});
      state_.WaitForRequest(max_wait);
    }
  }
  Show();
  if (!live_worked && !build_worked) state_.WaitForRequest(max_wait);
}

absl::Status Indexer::Close() {
  const absl::Status committed = live_ != nullptr ? live_->projection().Commit() : absl::OkStatus();
  if (live_ != nullptr) live_point_ = live_->writer().committed();
  Show();
  state_.Close();
  live_.reset();
  build_.reset();
  return committed;
}

void Indexer::DoRequests() {
  const IndexerState::Requests requests = state_.TakeRequests();
  if (requests.rebuild) build_wanted_ = true;
  for (const auto& retry : requests.retries) {
    if (live_ == nullptr) {
      state_.Answer(*retry, absl::UnavailableError("the index is being built"));
      continue;
    }
    absl::Status done = live_->projection().RetryPoison(retry->position);
    if (done.ok()) done = live_->projection().Commit();
    state_.Answer(*retry, std::move(done));
  }
  if (!requests.flush || live_ == nullptr) return;
  if (const absl::Status committed = live_->projection().Commit(); !committed.ok()) {
    log_.Warning("a flush has failed", {{"error", WithoutDetails(committed)}});
  }
}

// The live index.

absl::StatusOr<std::unique_ptr<FollowedIndex>> Indexer::OpenIndex(const IndexName& name,
                                                                  absl::string_view consumer) {
  ProjectionOptions projection = options_.projection;
  projection.consumer = std::string(consumer);
  return FollowedIndex::Open(name, directory_->Path(name), opener_, feed_, clock_, projection);
}

void Indexer::FindLive() {
  const auto current = directory_->Current();
  if (!current.ok()) {
    if (!absl::IsNotFound(current.status())) {
      log_.Error("cannot tell the live index", {{"error", WithoutDetails(current.status())}});
    }
    build_wanted_ = true;
    return;
  }
  live_name_ = *current;
  if (const auto point = ReadLogPoint(directory_->Path(*current)); point.ok()) {
    live_point_ = *point;
  }
  if (current->fingerprint != options_.fingerprint) {
    GiveUpLive("it was written by another schema");
    return;
  }
  ReopenLive();
}

void Indexer::ReopenLive() {
  // Opening creates what is not there: an index that is gone must not come back empty.
  const auto point = ReadLogPoint(directory_->Path(*live_name_));
  auto opened = point.ok() ? OpenIndex(*live_name_, options_.projection.consumer) : point.status();
  if (opened.ok()) {
    live_ = *std::move(opened);
    live_point_ = live_->writer().committed();
    reopen_live_ = false;
    failed_reopens_ = 0;
    log_.Info("following with the live index",
              {{"index", live_name_->ToString()}, {"position", live_point_.position}});
    return;
  }
  const absl::Status& error = opened.status();
  if (absl::IsDataLoss(error) || absl::IsNotFound(error) || ++failed_reopens_ >= kMaxReopens) {
    GiveUpLive(WithoutDetails(error));
    return;
  }
  log_.Error("cannot open the live index", {{"error", WithoutDetails(error)}});
  reopen_live_ = true;
  next_attempt_ = clock_.Now() + kRetryDelay;
}

void Indexer::GiveUpLive(absl::string_view why) {
  log_.Warning("the live index cannot be followed, building another",
               {{"index", live_name_->ToString()}, {"why", why}});
  live_.reset();
  reopen_live_ = false;
  failed_reopens_ = 0;
  build_wanted_ = true;
}

void Indexer::CheckLiveIsThere() {
  if (!IsDue(next_check_, kCheckInterval, clock_.Now())) return;
  next_check_ = clock_.Now() + kCheckInterval;
  const auto point = ReadLogPoint(live_->directory());
  if (point.ok()) return;
  if (absl::IsNotFound(point.status())) GiveUpLive("it has been deleted");
}

bool Indexer::MayTryAgain() const { return IsDue(next_attempt_, kRetryDelay, clock_.Now()); }

bool Indexer::StepLive(absl::Duration max_wait) {
  if (live_ == nullptr && reopen_live_ && MayTryAgain()) ReopenLive();
  if (live_ != nullptr) CheckLiveIsThere();
  if (live_ == nullptr || live_->Pause() > absl::ZeroDuration()) return false;
  const absl::Status stepped = live_->Step(max_wait);
  live_point_ = live_->writer().committed();
  if (NeedsRebuild(stepped)) {
    live_is_of_log_ = false;
    GiveUpLive(WithoutDetails(stepped));
  } else if (IsIndexFailure(stepped)) {
    log_.Error("the live index has failed, opening it again", {{"error", WithoutDetails(stepped)}});
    live_.reset();
    reopen_live_ = true;
    next_attempt_ = clock_.Now() + kRetryDelay;
  } else {
    NoteFeed(stepped);
  }
  return stepped.ok();
}

void Indexer::NoteFeed(const absl::Status& status) {
  if (status.ok() != feed_failing_) return;
  feed_failing_ = !status.ok();
  if (feed_failing_) {
    log_.Warning("the log cannot be followed", {{"error", WithoutDetails(status)}});
  } else {
    log_.Info("following the log again");
  }
}

// The index that is being built.

void Indexer::BeginBuild() {
  const auto name = directory_->NextName(options_.fingerprint);
  // The name of the live index belongs to the first index from the beginning.
  const std::string consumer =
      absl::StrCat(options_.projection.consumer, live_name_.has_value() ? "-rebuild" : "");
  auto opened = name.ok() ? OpenIndex(*name, consumer) : name.status();
  if (!opened.ok()) {
    DropBuild(opened.status());
    return;
  }
  build_ = *std::move(opened);
  build_wanted_ = false;
  build_target_ = 0;
  log_.Info("building a new index", {{"index", name->ToString()}});
}

void Indexer::DropBuild(const absl::Status& why) {
  log_.Error("building a new index has failed, starting over", {{"error", WithoutDetails(why)}});
  if (build_ != nullptr) {
    const IndexName name = build_->name();
    build_.reset();
    directory_->Remove(name).IgnoreError();  // Tried again at the next start.
  }
  build_wanted_ = true;
  next_attempt_ = clock_.Now() + kRetryDelay;
}

bool Indexer::StepBuild(absl::Duration max_wait) {
  if (build_ == nullptr && build_wanted_ && MayTryAgain()) BeginBuild();
  if (build_ == nullptr || build_->Pause() > absl::ZeroDuration()) return false;
  const absl::Status stepped = build_->Step(max_wait);
  if (NeedsRebuild(stepped) || IsIndexFailure(stepped)) {
    DropBuild(stepped);
    return false;
  }
  NoteFeed(stepped);
  if (build_target_ == 0) build_target_ = build_->projection().log_position();
  return stepped.ok();
}

bool Indexer::BuildHasCaughtUp() const {
  const LogPoint& built = build_->writer().committed();
  if (built.log_id.empty() || build_->projection().in_snapshot()) return false;
  const bool comparable = live_is_of_log_ && built.log_id == live_point_.log_id;
  if (comparable && built.position < live_point_.position) return false;
  return built.position >= build_target_;
}

absl::Status Indexer::SwapIn() {
  RETURN_IF_ERROR(directory_->SetCurrent(build_->name()));
  const auto old = std::exchange(live_name_, build_->name());
  live_ = std::move(build_);
  if (old.has_value()) live_->projection().SetConsumer(options_.projection.consumer);
  live_point_ = live_->writer().committed();
  live_is_of_log_ = true;
  reopen_live_ = false;
  log_.Info("a new index is live",
            {{"index", live_name_->ToString()}, {"position", live_point_.position}});
  // Readers that have the old one open keep its files until they let go.
  if (old.has_value()) {
    if (const absl::Status removed = directory_->Remove(*old); !removed.ok()) {
      log_.Warning("cannot remove the old index", {{"error", WithoutDetails(removed)}});
    }
  }
  v1::RebuildProgress progress;
  progress.set_document_count(live_->writer().Statistics().document_count);
  progress.set_position(live_point_.position);
  progress.set_target_position(build_target_);
  progress.set_done(true);
  state_.ShowBuildDone(progress);
  return absl::OkStatus();
}

v1::RebuildProgress Indexer::Progress() const {
  v1::RebuildProgress progress;
  if (build_ == nullptr) return progress;
  progress.set_document_count(build_->writer().Statistics().document_count);
  if (!build_->projection().in_snapshot()) {
    progress.set_position(build_->projection().applied_position());
  }
  progress.set_target_position(std::max(build_target_, live_point_.position));
  return progress;
}

void Indexer::Show() {
  v1::GetIndexerStatusResponse status;
  status.set_log_id(live_point_.log_id);
  status.set_committed_position(live_point_.position);
  status.set_fingerprint(live_name_.has_value() ? live_name_->fingerprint : options_.fingerprint);
  const FollowedIndex* source = live_ != nullptr ? live_.get() : build_.get();
  if (source != nullptr) {
    status.set_log_position(std::max(source->projection().log_position(), live_point_.position));
    status.set_following(source->projection().following());
  }
  status.set_lag(status.log_position() - std::min(status.log_position(), live_point_.position));
  if (live_ != nullptr) {
    const absl::Time commit_time = live_->projection().commit_time();
    if (commit_time != absl::InfinitePast()) {
      *status.mutable_commit_time() = ToTimestamp(commit_time);
    }
    status.set_document_count(live_->statistics().document_count);
    status.set_segment_count(live_->statistics().segment_count);
    status.set_index_bytes(live_->statistics().bytes);
    status.set_poison_count(live_->poison()->size());
  }
  if (build_ != nullptr || build_wanted_) *status.mutable_rebuild() = Progress();
  state_.Show(std::move(status), live_ != nullptr ? live_->poison() : nullptr);
}

}  // namespace trialdex
