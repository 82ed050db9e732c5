// What is wrong with the live index, and how long what is tried against it has to wait.
#ifndef TRIALDEX_LIBS_PROJECTION_LIVE_HEALTH_H_
#define TRIALDEX_LIBS_PROJECTION_LIVE_HEALTH_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/projection/retry_pause.h"
#include "libs/telemetry/logger.h"
#include "trialdex/v1/indexer_service.pb.h"

namespace trialdex {

// Keeps count of damage and failures, and logs each once, however often it is met. Not
// thread-safe.
class LiveHealth {
 public:
  // Both must outlive this.
  LiveHealth(const Clock& clock, Logger& log) : clock_(clock), log_(log) {}

  // The live index is damaged. True if another is to be built now: at once the first time, then
  // after pauses of one minute to four hours, because a bad disk must not be written to for ever.
  bool NoteDamage(const absl::Status& damage);
  // The live index could not be opened or written: it is to be opened again after a pause of
  // a second at first and half a minute at last.
  void NoteFailure(const absl::Status& failure);
  bool MayReopen() const { return reopen_pause_.IsOver(clock_.Now()); }
  // It has made a commit: it does not fail any more.
  void NoteCommit();
  // It is not followed any more, and another is being built.
  void NoteGivenUp(const std::string& why) { problem_ = why; }
  // Another index is live.
  void NoteReplaced();

  // False while there is something wrong.
  bool well() const { return problem_.empty(); }
  void Show(v1::GetIndexerStatusResponse& status) const;

 private:
  const Clock& clock_;
  Logger& log_;
  // Empty if nothing is wrong.
  std::string problem_;
  bool damaged_ = false;
  int64_t damage_count_ = 0;
  int64_t failure_count_ = 0;
  RetryPause reopen_pause_{absl::Seconds(1), absl::Seconds(30)};
  // Never cleared: it is over when there was no damage for so long.
  RetryPause damage_pause_{absl::Minutes(1), absl::Hours(4)};
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_LIVE_HEALTH_H_
