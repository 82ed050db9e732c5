#include "libs/client/retry.h"

#include <algorithm>

#include "libs/base/errors.h"

namespace trialdex {

bool IsTransient(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return true;
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kInternal:
      // Our services put a reason into every error they mean.
      return ErrorReason(status).empty();
    default:
      return RetryDelay(status).has_value();
  }
}

Backoff::Backoff(const BackoffOptions& options, uint64_t seed)
    : options_(options), next_(options.first), random_(seed) {}

absl::Duration Backoff::Next(const absl::Status& failure) {
  const double share = std::uniform_real_distribution<double>(0.5, 1.0)(random_);
  const absl::Duration wait = next_ * share;
  next_ = std::min(next_ * options_.factor, options_.longest);
  return std::max(wait, RetryDelay(failure).value_or(absl::ZeroDuration()));
}

}  // namespace trialdex
