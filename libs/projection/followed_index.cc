#include "libs/projection/followed_index.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

// Two indexers of one consumer name would otherwise take it from each other many times a second.
constexpr absl::Duration kFencedPause = absl::Seconds(10);

}  // namespace

absl::StatusOr<std::unique_ptr<FollowedIndex>> FollowedIndex::Open(
    const IndexName& name, const std::string& directory, const IndexOpener& opener, Feed& feed,
    const Clock& clock, const ProjectionOptions& options) {
  std::unique_ptr<FollowedIndex> index(new FollowedIndex(name, directory, clock));
  ASSIGN_OR_RETURN(index->writer_, opener(directory));
  ASSIGN_OR_RETURN(index->poison_, PoisonStore::Open(absl::StrCat(directory, "/poison")));
  index->projection_ =
      std::make_unique<Projection>(feed, *index->writer_, *index->poison_, clock, options);
  index->statistics_ = index->writer_->Statistics();
  return index;
}

absl::Status FollowedIndex::Step(absl::Duration max_wait) {
  if (Pause() > absl::ZeroDuration()) return absl::OkStatus();
  const absl::Status stepped = projection_->Step(max_wait);
  if (stepped.ok()) {
    pause_.Clear();
  } else {
    pause_.Begin(clock_.Now(), absl::IsAborted(stepped) ? kFencedPause : absl::ZeroDuration());
  }
  if (projection_->commit_time() != statistics_of_) {
    statistics_of_ = projection_->commit_time();
    statistics_ = writer_->Statistics();
  }
  return stepped;
}

}  // namespace trialdex
