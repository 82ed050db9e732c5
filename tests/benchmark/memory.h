// Memory as the benchmarks report it.
#ifndef TRIALDEX_TESTS_BENCHMARK_MEMORY_H_
#define TRIALDEX_TESTS_BENCHMARK_MEMORY_H_

#include <fstream>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace trialdex {

// Anonymous resident memory of this process in MB; 0 if the system does not say.
inline double RssAnonMegabytes() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    absl::string_view rest = line;
    if (!absl::ConsumePrefix(&rest, "RssAnon:")) continue;
    double kilobytes = 0;
    absl::ConsumeSuffix(&rest, "kB");
    if (absl::SimpleAtod(rest, &kilobytes)) return kilobytes / 1024;
  }
  return 0;
}

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_MEMORY_H_
