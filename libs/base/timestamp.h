// Moments as protobuf messages.
#ifndef TRIALDEX_LIBS_BASE_TIMESTAMP_H_
#define TRIALDEX_LIBS_BASE_TIMESTAMP_H_

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace trialdex {

// To the nanosecond, rounded down.
google::protobuf::Timestamp ToTimestamp(absl::Time time);
absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp);

// Negative, 0 or positive. An unset message is 1970-01-01.
int CompareTimestamps(const google::protobuf::Timestamp& a, const google::protobuf::Timestamp& b);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_TIMESTAMP_H_
