// When to try again, and when not.
#ifndef TRIALDEX_LIBS_CLIENT_RETRY_H_
#define TRIALDEX_LIBS_CLIENT_RETRY_H_

#include <random>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace trialdex {

// True if the same request may succeed later without anybody changing it: the
// service cannot be reached, is starting or draining, or asks to come back
// (RetryInfo). A connection that breaks in the middle of a call shows itself as
// UNAVAILABLE, CANCELLED, UNKNOWN or INTERNAL without details.
bool IsTransient(const absl::Status& status);

// How long an attempt waits for a connection before it counts as failed.
inline constexpr absl::Duration kConnectionWait = absl::Seconds(1);

struct BackoffOptions {
  absl::Duration first = absl::Milliseconds(50);
  absl::Duration longest = absl::Seconds(5);
  double factor = 2;
};

// How long to wait before each next attempt: exponential, each wait drawn
// between half and the whole of it, so that clients which failed together do
// not come back together. Not thread-safe.
class Backoff {
 public:
  explicit Backoff(const BackoffOptions& options = {}, uint64_t seed = std::random_device{}());

  // The wait after a failure; at least what `failure` asks for.
  absl::Duration Next(const absl::Status& failure);
  // After a success.
  void Reset() { next_ = options_.first; }

 private:
  const BackoffOptions options_;
  absl::Duration next_;
  std::mt19937_64 random_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_CLIENT_RETRY_H_
