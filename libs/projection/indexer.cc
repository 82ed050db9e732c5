#include "libs/projection/indexer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/is_due.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"

namespace trialdex {
namespace {

// An index that opens at none of them is damaged, whatever the error says.
constexpr int kMaxReopens = 3;
// What one of two indexes waits for the log, so that the other is not held up.
constexpr absl::Duration kSharedWait = absl::Milliseconds(5);

}  // namespace

absl::StatusOr<std::unique_ptr<Indexer>> Indexer::Open(const IndexerOptions& options, Feed& feed,
                                                       IndexOpener opener, const Clock& clock,
                                                       Logger& log) {
  ASSIGN_OR_RETURN(auto directory, IndexDirectory::Open(options.root));
  std::unique_ptr<Indexer> indexer(
      new Indexer(options, feed, std::move(opener), clock, log, std::move(directory)));
  if (const auto removed = indexer->directory_->RemoveAllButCurrent(); !removed.ok()) {
    log.Warning("cannot remove other indexes", {{"error", WithoutDetails(removed)}});
  }
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
      directory_(std::move(directory)),
      health_(clock, log),
      build_(
          options.fingerprint, *directory_,
          [this](const IndexName& name, const std::string& consumer) {
            return OpenIndex(name, consumer);
          },
          clock, log) {}

void Indexer::Step(absl::Duration max_wait) {
  DoRequests();
  const bool both = live_ != nullptr && build_.wanted();
  const bool live_worked = StepLive(both ? std::min(max_wait, kSharedWait) : max_wait);
  const bool build_worked = StepBuild(both ? std::min(max_wait, kSharedWait) : max_wait);
  if (build_.HasCaughtUp(live_is_of_log_ ? live_point_.log_id : "", live_point_.position)) {
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
  return committed;
}

void Indexer::DoRequests() {
  const IndexerState::Requests requests = state_.TakeRequests();
  if (requests.rebuild) build_.Want();
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
  // What is built beside the live index would stay behind in the list of consumers.
  projection.publish = consumer == options_.projection.consumer;
  return FollowedIndex::Open(name, directory_->Path(name), opener_, feed_, clock_, projection);
}

void Indexer::FindLive() {
  const auto current = directory_->Current();
  if (!current.ok()) {
    if (!absl::IsNotFound(current.status())) {
      log_.Error("cannot tell the live index", {{"error", WithoutDetails(current.status())}});
    }
    build_.Want();
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
    if (health_.well()) {
      log_.Info("following with the live index",
                {{"index", live_name_->ToString()}, {"position", live_point_.position}});
    }
    return;
  }
  const absl::Status& error = opened.status();
  if (absl::IsNotFound(error)) return GiveUpLive(WithoutDetails(error));
  // What lacks room, or file handles, is not damaged.
  const bool damaged = absl::IsDataLoss(error) ||
                       (!absl::IsResourceExhausted(error) && ++failed_reopens_ >= kMaxReopens);
  if (damaged && health_.NoteDamage(error)) return GiveUpLive(WithoutDetails(error));
  ReopenLater(error);
}

void Indexer::GiveUpLive(const std::string& why) {
  log_.Warning("the live index cannot be followed, building another",
               {{"index", live_name_->ToString()}, {"why", why}});
  health_.NoteGivenUp(why);
  live_.reset();
  reopen_live_ = false;
  failed_reopens_ = 0;
  build_.Want();
}

void Indexer::ReopenLater(const absl::Status& failure) {
  health_.NoteFailure(failure);
  live_.reset();
  reopen_live_ = true;
}

void Indexer::CheckLive() {
  if (!IsDue(next_check_, kFileCheckInterval, clock_.Now())) return;
  next_check_ = clock_.Now() + kFileCheckInterval;
  const auto point = ReadLogPoint(live_->directory());
  if (absl::IsNotFound(point.status())) return GiveUpLive("it has been deleted");
  if (build_.wanted()) return;
  const absl::Status damage = live_->writer().Damage();
  if (!damage.ok() && health_.NoteDamage(damage)) build_.Want();
}

bool Indexer::StepLive(absl::Duration max_wait) {
  if (live_ == nullptr && reopen_live_ && health_.MayReopen()) ReopenLive();
  if (live_ != nullptr) CheckLive();
  if (live_ == nullptr || live_->Pause() > absl::ZeroDuration()) return false;
  const absl::Status stepped = live_->Step(max_wait);
  live_point_ = live_->writer().committed();
  if (NeedsRebuild(stepped)) {
    live_is_of_log_ = false;
    GiveUpLive(WithoutDetails(stepped));
  } else if (IsIndexFailure(stepped)) {
    ReopenLater(stepped);
  } else {
    if (live_->projection().commit_time() != absl::InfinitePast()) health_.NoteCommit();
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

bool Indexer::StepBuild(absl::Duration max_wait) {
  // The name of the live index belongs to the first index from the beginning.
  const std::string consumer =
      absl::StrCat(options_.projection.consumer, live_name_.has_value() ? "-rebuild" : "");
  const std::optional<absl::Status> stepped = build_.Step(max_wait, consumer);
  if (!stepped.has_value()) return false;
  NoteFeed(*stepped);
  return stepped->ok();
}

absl::Status Indexer::SwapIn() {
  RETURN_IF_ERROR(directory_->SetCurrent(build_.index()->name()));
  v1::RebuildProgress progress = build_.Progress();
  const auto old = std::exchange(live_name_, build_.index()->name());
  live_ = build_.Take();
  if (old.has_value()) live_->projection().SetConsumer(options_.projection.consumer);
  live_point_ = live_->writer().committed();
  live_is_of_log_ = true;
  reopen_live_ = false;
  health_.NoteReplaced();
  log_.Info("a new index is live",
            {{"index", live_name_->ToString()}, {"position", live_point_.position}});
  // Readers that have the old one open keep its files until they let go.
  if (old.has_value()) {
    if (const absl::Status removed = directory_->Remove(*old); !removed.ok()) {
      log_.Warning("cannot remove the old index", {{"error", WithoutDetails(removed)}});
    }
  }
  progress.set_position(live_point_.position);
  progress.set_done(true);
  state_.ShowBuildDone(progress);
  return absl::OkStatus();
}

void Indexer::Show() {
  v1::GetIndexerStatusResponse status;
  status.set_log_id(live_point_.log_id);
  status.set_committed_position(live_point_.position);
  status.set_fingerprint(live_name_.has_value() ? live_name_->fingerprint : options_.fingerprint);
  const FollowedIndex* source = live_ != nullptr ? live_.get() : build_.index();
  if (source != nullptr) {
    status.set_log_position(std::max(source->projection().log_position(), live_point_.position));
    status.set_following(source->projection().following());
  }
  status.set_lag_entries(status.log_position() -
                         std::min(status.log_position(), live_point_.position));
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
  if (build_.wanted()) {
    v1::RebuildProgress& rebuild = *status.mutable_rebuild();
    rebuild = build_.Progress();
    rebuild.set_target_position(std::max(rebuild.target_position(), live_point_.position));
  }
  health_.Show(status);
  state_.Show(std::move(status), live_ != nullptr ? live_->poison() : nullptr);
}

}  // namespace trialdex
