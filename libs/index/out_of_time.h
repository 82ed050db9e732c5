// How a search knows that its time is up.
#ifndef TRIALDEX_LIBS_INDEX_OUT_OF_TIME_H_
#define TRIALDEX_LIBS_INDEX_OUT_OF_TIME_H_

#include <functional>

#include "absl/status/status.h"

namespace trialdex {

// True when the search has used up its time. Asked every few thousand documents
// of a long loop.
using OutOfTime = std::function<bool()>;

// What a loop that was stopped answers with.
inline absl::Status OutOfTimeError() {
  return absl::DeadlineExceededError("the search is out of time");
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_OUT_OF_TIME_H_
