// How every benchmark reports: one JSON object a line.
#ifndef TRIALDEX_TESTS_BENCHMARK_JSON_LINE_H_
#define TRIALDEX_TESTS_BENCHMARK_JSON_LINE_H_

#include <cstdio>
#include <string>

namespace trialdex {

// Prints {"name": …, "value": …, "unit": …} to standard output. `name` and
// `unit` must not need escaping.
inline void PrintFigure(const std::string& name, double value, const std::string& unit) {
  std::printf("{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%s\"}\n", name.c_str(), value,
              unit.c_str());
  std::fflush(stdout);
}

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_JSON_LINE_H_
