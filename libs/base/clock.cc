#include "libs/base/clock.h"

#include "absl/time/clock.h"

namespace trialdex {
namespace {

class MachineClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

}  // namespace

const Clock& RealClock() {
  static const MachineClock clock;
  return clock;
}

}  // namespace trialdex
