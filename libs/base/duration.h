// Durations as protobuf messages.
#ifndef TRIALDEX_LIBS_BASE_DURATION_H_
#define TRIALDEX_LIBS_BASE_DURATION_H_

#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"

namespace trialdex {

// To the nanosecond, towards zero. `duration` is finite.
google::protobuf::Duration ToDuration(absl::Duration duration);
absl::Duration FromDuration(const google::protobuf::Duration& duration);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_DURATION_H_
