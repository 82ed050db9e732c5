// Named submit streams: who may write to each, and where each stands.
#ifndef TRIALDEX_LIBS_INTAKE_SUBMIT_STREAMS_H_
#define TRIALDEX_LIBS_INTAKE_SUBMIT_STREAMS_H_

#include <cstdint>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/intake/intake.h"
#include "libs/log/log_transaction.h"

namespace trialdex {

// Offsets are kept in the log, in the write of the records they count. Who holds
// a name is kept in memory: no connection survives a restart. Thread-safe.
class SubmitStreams {
 public:
  explicit SubmitStreams(absl::Duration expiry) : expiry_(expiry) {}

  // Takes the name over; earlier tickets are fenced from now on. An empty name
  // is nobody's.
  StreamTicket TakeOver(const std::string& name);

  // Where the stream stands in `transaction`; 0 if it is new, unnamed or expired.
  absl::StatusOr<uint64_t> NextOffset(const std::string& name,
                                      const LogTransaction& transaction) const;

  // Checks that the ticket may submit `count` records at `offset` and moves the
  // stream on; the offset after them, 0 if unnamed. ABORTED and OUT_OF_RANGE as
  // Intake::Submit; then nothing is changed.
  absl::StatusOr<uint64_t> Advance(const StreamTicket& ticket, uint64_t offset, uint64_t count,
                                   LogTransaction& transaction) const;

  // True if a stream last moved so long before `now` that it counts as unknown.
  bool IsExpired(const storage::v1::StreamState& state, absl::Time now) const;

  // Forgets expired streams and who held them; at most once an hour.
  absl::Status RemoveExpired(const TrialLog& log, LogTransaction& transaction);

 private:
  const absl::Duration expiry_;
  mutable absl::Mutex mutex_;
  uint64_t last_epoch_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::flat_hash_map<std::string, uint64_t> epochs_ ABSL_GUARDED_BY(mutex_);
  absl::Time last_removal_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_SUBMIT_STREAMS_H_
