#include "libs/projection/index_build.h"

#include <utility>

#include "libs/base/errors.h"
#include "libs/base/is_due.h"

namespace trialdex {

void IndexBuild::Begin(const std::string& consumer) {
  const auto name = directory_.NextName(fingerprint_);
  auto opened = name.ok() ? open_(*name, consumer) : name.status();
  if (!opened.ok()) return StartOver(opened.status());
  index_ = *std::move(opened);
  target_ = 0;
  next_check_ = absl::InfinitePast();
  log_.Info("building a new index", {{"index", name->ToString()}});
}

absl::Status IndexBuild::CheckFiles() {
  if (!IsDue(next_check_, kFileCheckInterval, clock_.Now())) return absl::OkStatus();
  next_check_ = clock_.Now() + kFileCheckInterval;
  return index_->writer().Damage();
}

void IndexBuild::StartOver(const absl::Status& why) {
  log_.Error("building a new index has failed, starting over", {{"error", WithoutDetails(why)}});
  if (index_ != nullptr) {
    const IndexName name = index_->name();
    index_.reset();
    directory_.Remove(name).IgnoreError();  // Tried again at the next start.
  }
  pause_.Begin(clock_.Now());
}

std::optional<absl::Status> IndexBuild::Step(absl::Duration max_wait, const std::string& consumer) {
  if (index_ == nullptr && wanted_ && pause_.IsOver(clock_.Now())) Begin(consumer);
  if (index_ == nullptr || index_->Pause() > absl::ZeroDuration()) return std::nullopt;
  absl::Status stepped = index_->Step(max_wait);
  const absl::Status damage = CheckFiles();
  if (NeedsRebuild(stepped) || IsIndexFailure(stepped) || !damage.ok()) {
    StartOver(damage.ok() ? stepped : damage);
    return std::nullopt;
  }
  if (target_ == 0) target_ = index_->projection().log_position();
  return stepped;
}

bool IndexBuild::HasCaughtUp(const std::string& live_log_id, uint64_t live_position) const {
  if (index_ == nullptr) return false;
  const LogPoint& built = index_->writer().committed();
  if (built.log_id.empty() || index_->projection().in_snapshot()) return false;
  if (built.log_id == live_log_id && built.position < live_position) return false;
  return built.position >= target_;
}

v1::RebuildProgress IndexBuild::Progress() const {
  v1::RebuildProgress progress;
  if (index_ == nullptr) return progress;
  progress.set_document_count(index_->writer().Statistics().document_count);
  if (!index_->projection().in_snapshot()) {
    progress.set_position(index_->projection().applied_position());
  }
  progress.set_target_position(target_);
  return progress;
}

std::unique_ptr<FollowedIndex> IndexBuild::Take() {
  wanted_ = false;
  pause_.Clear();
  return std::move(index_);
}

}  // namespace trialdex
