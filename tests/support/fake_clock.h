// A clock that a test moves by hand.
#ifndef TRIALDEX_TESTS_SUPPORT_FAKE_CLOCK_H_
#define TRIALDEX_TESTS_SUPPORT_FAKE_CLOCK_H_

#include <atomic>

#include "absl/time/time.h"
#include "libs/base/clock.h"

namespace trialdex {

// Starts at 2020-01-01 and stands still until moved. Thread-safe.
class FakeClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::FromUnixNanos(nanos_); }
  void Advance(absl::Duration by) { nanos_ += absl::ToInt64Nanoseconds(by); }

 private:
  std::atomic<int64_t> nanos_{1577836800LL * 1000000000LL};
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_SUPPORT_FAKE_CLOCK_H_
