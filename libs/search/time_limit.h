// The time limit of a request.
#ifndef TRIALDEX_LIBS_SEARCH_TIME_LIMIT_H_
#define TRIALDEX_LIBS_SEARCH_TIME_LIMIT_H_

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/base/duration.h"
#include "libs/base/errors.h"

namespace trialdex {

// The `time_limit` of `request`; infinite if it has none. INVALID_ARGUMENT if it is not above 0.
template <typename Request>
absl::StatusOr<absl::Duration> TimeLimitOf(const Request& request) {
  if (!request.has_time_limit()) return absl::InfiniteDuration();
  const absl::Duration limit = FromDuration(request.time_limit());
  if (limit <= absl::ZeroDuration())
    return FieldError("time_limit", absl::StrCat(absl::FormatDuration(limit), " is not above 0"));
  return limit;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_TIME_LIMIT_H_
