// The time limit of a request.
#ifndef TRIALDEX_LIBS_SEARCH_TIME_LIMIT_H_
#define TRIALDEX_LIBS_SEARCH_TIME_LIMIT_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/errors.h"

namespace trialdex {

// The `time_limit` of `request`; infinite if it has none. INVALID_ARGUMENT if it is not above 0.
template <typename Request>
absl::StatusOr<absl::Duration> TimeLimitOf(const Request& request) {
  if (!request.has_time_limit()) return absl::InfiniteDuration();
  const absl::Duration limit = absl::Seconds(request.time_limit().seconds()) +
                               absl::Nanoseconds(request.time_limit().nanos());
  if (limit <= absl::ZeroDuration()) return FieldError("time_limit", "is not above zero");
  return limit;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_TIME_LIMIT_H_
