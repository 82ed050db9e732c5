// Time as a dependency, so that tests can set it.
#ifndef TRIALDEX_LIBS_BASE_CLOCK_H_
#define TRIALDEX_LIBS_BASE_CLOCK_H_

#include "absl/time/time.h"

namespace trialdex {

// Tells the time. Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// The machine's clock; lives forever.
const Clock& RealClock();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_CLOCK_H_
