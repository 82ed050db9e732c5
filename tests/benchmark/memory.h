// What processes use, as the benchmarks report it.
#ifndef TRIALDEX_TESTS_BENCHMARK_MEMORY_H_
#define TRIALDEX_TESTS_BENCHMARK_MEMORY_H_

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace trialdex {

// Anonymous resident memory of a process in MB; 0 if the system does not say.
inline double RssAnonMegabytes(const std::string& pid = "self") {
  std::ifstream status("/proc/" + pid + "/status");
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

// Processor time of a process since it began, in seconds, the system's for it included; 0
// if the system does not say.
inline double CpuSeconds(const std::string& pid) {
  std::ifstream file("/proc/" + pid + "/stat");
  const std::string stat{std::istreambuf_iterator<char>(file), {}};
  // The second field, a name in parentheses, may contain anything.
  const size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return 0;
  const std::vector<std::string> fields = absl::StrSplit(stat.substr(name_end + 2), ' ');
  double user = 0;
  double system = 0;
  if (fields.size() < 13 || !absl::SimpleAtod(fields[11], &user) ||
      !absl::SimpleAtod(fields[12], &system)) {
    return 0;
  }
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_MEMORY_H_
