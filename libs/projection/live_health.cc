#include "libs/projection/live_health.h"

#include "libs/base/errors.h"

namespace trialdex {

bool LiveHealth::NoteDamage(const absl::Status& damage) {
  const absl::Time now = clock_.Now();
  const bool may_build = damage_pause_.IsOver(now);
  if (!damaged_) {
    damaged_ = true;
    ++damage_count_;
    problem_ = WithoutDetails(damage);
    log_.Error(
        "the live index is damaged",
        {{"error", problem_}, {"another_in", absl::FormatDuration(damage_pause_.Left(now))}});
  }
  if (may_build) damage_pause_.Begin(now);
  return may_build;
}

void LiveHealth::NoteFailure(const absl::Status& failure) {
  ++failure_count_;
  const bool first = well();
  problem_ = WithoutDetails(failure);
  if (first) log_.Error("the live index has failed, opening it again", {{"error", problem_}});
  reopen_pause_.Begin(clock_.Now());
}

void LiveHealth::NoteCommit() {
  if (well() || damaged_) return;
  log_.Info("the live index works again", {{"failures", failure_count_}});
  problem_.clear();
  reopen_pause_.Clear();
}

void LiveHealth::NoteReplaced() {
  damaged_ = false;
  problem_.clear();
  reopen_pause_.Clear();
}

void LiveHealth::Show(v1::GetIndexerStatusResponse& status) const {
  status.set_problem(problem_);
  status.set_damage_count(damage_count_);
  status.set_failure_count(failure_count_);
}

}  // namespace trialdex
