// How every benchmark ends.
#ifndef TRIALDEX_TESTS_BENCHMARK_EXIT_CODE_H_
#define TRIALDEX_TESTS_BENCHMARK_EXIT_CODE_H_

#include <cstdio>

#include "absl/status/status.h"

namespace trialdex {

// What main returns: 0, or 1 after a line on standard error that says what `program` died of.
inline int ExitCode(const char* program, const absl::Status& status) {
  if (status.ok()) return 0;
  std::fprintf(stderr, "%s: %s\n", program, status.ToString().c_str());
  return 1;
}

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_EXIT_CODE_H_
