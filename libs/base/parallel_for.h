// Work on every processor.
#ifndef TRIALDEX_LIBS_BASE_PARALLEL_FOR_H_
#define TRIALDEX_LIBS_BASE_PARALLEL_FOR_H_

#include <cstddef>

#include "absl/functional/function_ref.h"

namespace trialdex {

// Calls task(0) to task(count - 1), each once, on as many threads as there are processors,
// the caller's among them; they begin in this order. Comes back when all have ended.
void ParallelFor(size_t count, absl::FunctionRef<void(size_t)> task);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_PARALLEL_FOR_H_
